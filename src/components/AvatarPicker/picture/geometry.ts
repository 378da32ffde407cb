/**
 * Where a picture lies behind the round opening of the editor, without pixels of any screen. The
 * unit of length is the opening's diameter; at zoom 1 the picture's shorter side is just as long.
 */

export interface Size {
  width: number;
  height: number;
}

export interface Edit {
  /** How far the picture's middle is from the opening's, to the right and down. */
  x: number;
  y: number;
  /** From 1 to {@link MAX_ZOOM}. */
  zoom: number;
  /** Clockwise, in degrees, from -180 to 180. */
  rotation: number;
}

/** As a picture lies when it is opened. */
export const UNEDITED: Edit = { x: 0, y: 0, zoom: 1, rotation: 0 };

export const MAX_ZOOM = 3;

/** The longest side of the picture that is sent. Clerk and the app show none larger. */
export const MAX_RESULT_SIDE = 512;

/** Long enough for the editor on a dense screen. */
const MAX_PREVIEW_SIDE = 1280;

/** A picture's size in diameters of the opening, at zoom 1. */
export function sizeInOpening({ width, height }: Size): Size {
  const short = Math.min(width, height);
  return { width: width / short, height: height / short };
}

/**
 * The nearest edit at which the picture fills the whole opening. The opening is round, so turning
 * alone never uncovers it; moving is judged in the picture's own, turned directions.
 */
export function keepCovered(edit: Edit, picture: Size): Edit {
  const zoom = clamp(edit.zoom, 1, MAX_ZOOM);
  const rotation = wrapDegrees(edit.rotation);
  const { width, height } = sizeInOpening(picture);
  const along = turn(edit, -rotation);
  const maxX = (width * zoom - 1) / 2;
  const maxY = (height * zoom - 1) / 2;
  const inside = { x: clamp(along.x, -maxX, maxX), y: clamp(along.y, -maxY, maxY) };
  return { ...turn(inside, rotation), zoom, rotation };
}

/**
 * Another zoom about the opening's middle: what is in the middle stays there.
 */
export function zoomTo(edit: Edit, zoom: number, picture: Size): Edit {
  const to = clamp(zoom, 1, MAX_ZOOM);
  const factor = to / edit.zoom;
  return keepCovered({ ...edit, x: edit.x * factor, y: edit.y * factor, zoom: to }, picture);
}

/** Turned to an angle about the opening's middle. */
export function rotateTo(edit: Edit, rotation: number, picture: Size): Edit {
  const turned = turn(edit, rotation - edit.rotation);
  return keepCovered({ ...edit, ...turned, rotation }, picture);
}

/** The side of the square that is made: no larger than what there is to show, at most 512. */
export function resultSide(picture: Size, { zoom }: Pick<Edit, "zoom">): number {
  const shown = Math.floor(Math.min(picture.width, picture.height) / zoom);
  return clamp(shown, 1, MAX_RESULT_SIDE);
}

/**
 * The size at which a picture is worked on: as small as possible, yet with all the pixels that the
 * result takes at the highest zoom. A photo of 12 megapixels becomes one of 3.
 */
export function workingSize(picture: Size): Size {
  const short = Math.min(picture.width, picture.height);
  return scaled(picture, Math.min(1, (MAX_RESULT_SIDE * MAX_ZOOM) / short));
}

/** The size at which the editor shows it. */
export function previewSize(picture: Size): Size {
  const long = Math.max(picture.width, picture.height);
  return scaled(picture, Math.min(1, MAX_PREVIEW_SIDE / long));
}

/** An angle as one from -180 (excluded) to 180. */
export function wrapDegrees(degrees: number): number {
  const turned = ((((degrees + 180) % 360) + 360) % 360) - 180;
  return turned === -180 ? 180 : turned;
}

function scaled({ width, height }: Size, factor: number): Size {
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

function turn({ x, y }: { x: number; y: number }, degrees: number): { x: number; y: number } {
  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
