import {
  previewSize,
  resultSide,
  sizeInOpening,
  workingSize,
  type Edit,
  type Size,
} from "./geometry";

/**
 * Decodes, turns, scales and encodes one picture. Runs in a worker, where it blocks nobody, and on
 * the page itself where there can be no worker.
 */
export interface Engine {
  /** @throws {DOMException} when the browser cannot decode the file */
  open: (file: Blob, onProgress: OnProgress) => Promise<OpenedPicture>;
  /** Makes the square that is sent, from the picture that was opened. */
  render: (edit: Edit, onProgress: OnProgress) => Promise<Blob>;
}

export interface OpenedPicture extends Size {
  /** The same, upright and small enough to be moved about smoothly. */
  preview: Blob;
}

/** Told how much has been done, from 0 to 1. */
export type OnProgress = (share: number) => void;

const QUALITY = 0.9;

export function createEngine(): Engine {
  let picture: ImageBitmap | null = null;
  return {
    async open(file, onProgress) {
      const decoded = await createImageBitmap(file, { imageOrientation: "from-image" });
      onProgress(0.6);
      picture = await shrink(decoded, workingSize(decoded));
      onProgress(0.8);
      const { width, height } = previewSize(picture);
      const surface = createSurface(width, height);
      surface.context.drawImage(picture, 0, 0, width, height);
      const preview = await surface.encode(
        file.type === "image/jpeg" ? "image/jpeg" : "image/webp",
      );
      onProgress(1);
      return { width: picture.width, height: picture.height, preview };
    },
    async render(edit, onProgress) {
      if (picture === null) throw new Error("No picture has been opened.");
      const side = resultSide(picture, edit);
      const surface = createSurface(side, side);
      drawEdited(surface.context, picture, edit, side);
      onProgress(0.5);
      const made = await encodeSmall(surface, side);
      onProgress(1);
      return made;
    },
  };
}

/** Draws what the editor's opening shows: the very transform that the editor puts on the screen. */
function drawEdited(context: Context, picture: ImageBitmap, edit: Edit, side: number): void {
  const { width, height } = sizeInOpening(picture);
  context.translate(side * (0.5 + edit.x), side * (0.5 + edit.y));
  context.rotate((edit.rotation * Math.PI) / 180);
  context.scale(edit.zoom * side, edit.zoom * side);
  context.drawImage(picture, -width / 2, -height / 2, width, height);
}

async function shrink(picture: ImageBitmap, { width, height }: Size): Promise<ImageBitmap> {
  if (width >= picture.width) return picture;
  const smaller = await createImageBitmap(picture, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: "high",
  });
  picture.close();
  return smaller;
}

/**
 * WebP where the browser can write it. Elsewhere (Safari) a browser answers with PNG, which is
 * kept where something shows through and is too heavy for a photo.
 */
async function encodeSmall(surface: Surface, side: number): Promise<Blob> {
  const webp = await surface.encode("image/webp");
  if (webp.type === "image/webp") return webp;
  const { data } = surface.context.getImageData(0, 0, side, side);
  return isOpaque(data) ? surface.encode("image/jpeg") : webp;
}

/** Whether nothing shows through; `rgba` has four bytes for each pixel, alpha last. */
export function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if ((rgba[at] ?? 255) < 255) return false;
  }
  return true;
}

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

interface Surface {
  context: Context;
  /** By another type than the one asked for where the browser cannot write that: PNG. */
  encode: (type: string) => Promise<Blob>;
}

function createSurface(width: number, height: number): Surface {
  if (typeof OffscreenCanvas !== "undefined") {
    const canvas = new OffscreenCanvas(width, height);
    const encode = (type: string) => canvas.convertToBlob({ type, quality: QUALITY });
    return { context: smooth(canvas.getContext("2d")), encode };
  }
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const encode = (type: string) =>
    new Promise<Blob>((resolve, reject) => {
      const take = (blob: Blob | null) =>
        blob ? resolve(blob) : reject(new Error("The browser could not encode the picture."));
      canvas.toBlob(take, type, QUALITY);
    });
  return { context: smooth(canvas.getContext("2d")), encode };
}

function smooth<C extends Context>(context: C | null): C {
  if (context === null) throw new Error("The browser has no canvas to draw on.");
  context.imageSmoothingQuality = "high";
  return context;
}
