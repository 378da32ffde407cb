import { expect } from "storybook/test";

/** Looks at the pictures that came out, pixel by pixel. */

/** A picture that has been decoded. */
export interface Decoded {
  type: string;
  name: string;
  bytes: number;
  width: number;
  height: number;
  /** Red, green, blue and alpha (0 to 255) at a place, from 0 to 1 to the right and down. */
  at: (right: number, down: number) => [number, number, number, number];
}

export async function decode(file: File): Promise<Decoded> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new Error("This browser draws nothing.");
  context.drawImage(bitmap, 0, 0);
  return {
    type: file.type,
    name: file.name,
    bytes: file.size,
    width,
    height,
    at(right, down) {
      const [x, y] = [Math.floor(right * (width - 1)), Math.floor(down * (height - 1))];
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(x, y, 1, 1).data;
      return [red, green, blue, alpha];
    },
  };
}

/** Makes files out of a canvas of two colours: `left` beside `right`, or over one another. */
export async function twoColours(
  name: string,
  {
    width = 600,
    height = 400,
    type = "image/png",
    colours = ["#d02020", "#2020d0"],
    split = "sideways",
  }: {
    width?: number;
    height?: number;
    type?: string;
    colours?: readonly [string, string];
    /** The first at the left, or above. */
    split?: "sideways" | "upright";
  } = {},
): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser draws nothing.");
  const [first, second] = colours;
  context.fillStyle = second;
  context.fillRect(0, 0, width, height);
  // A canvas takes what is drawn over it, so that a transparent colour leaves a hole.
  const part =
    split === "sideways" ? ([width / 2, height] as const) : ([width, height / 2] as const);
  context.clearRect(0, 0, ...part);
  context.fillStyle = first;
  context.fillRect(0, 0, ...part);
  return new File([await canvas.convertToBlob({ type })], name, { type });
}

/** As phones take photos: stored lying on its side, with a note to turn it clockwise (EXIF 6). */
export async function onItsSide(photo: File): Promise<File> {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  // Behind the file's first two bytes: an APP1 segment with the one tag 0x0112, orientation.
  const exif = [
    ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01],
    ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06, 0x00, 0x00],
    ...[0x00, 0x00, 0x00, 0x00],
  ];
  const parts = [bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)];
  return new File(parts, photo.name, { type: photo.type });
}

const NEAR = 24;

/** As compression leaves a colour. */
function near(value: number) {
  return expect.toSatisfy((seen: number) => Math.abs(seen - value) <= NEAR);
}

/** The first of the two colours, as a picture has it after compression. */
export function red() {
  return [near(0xd0), near(0x20), near(0x20), 255];
}

/** The second. */
export function blue() {
  return [near(0x20), near(0x20), near(0xd0), 255];
}
