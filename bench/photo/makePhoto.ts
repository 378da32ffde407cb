/** 12 megapixels, as most phones take them. */
const SIZE = { width: 4000, height: 3000 };
const QUALITY = 0.92;
/** Grain of this size and strength brings the file to the weight of a phone's photo, some 4 MB. */
const GRAIN = { tile: 512, strength: 26 };

/** Runs in a page: a photo of soft colours and grain, lying on its side with a note to turn it. */
export async function makePhoto(): Promise<File> {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = contextOf(canvas);
  const sky = context.createLinearGradient(0, 0, SIZE.width, SIZE.height);
  for (const [at, colour] of ["#f2a65a", "#58355e", "#2f6690", "#81c3d7"].entries()) {
    sky.addColorStop(at / 3, colour);
  }
  context.fillStyle = sky;
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  const grain = context.createPattern(makeGrain(), "repeat");
  if (grain === null) throw new Error("This browser draws no patterns.");
  context.globalCompositeOperation = "overlay";
  context.fillStyle = grain;
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return new File([jpeg.slice(0, 2), TURNED, jpeg.slice(2)], "photo.jpg", { type: "image/jpeg" });
}

function makeGrain(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(GRAIN.tile, GRAIN.tile);
  const context = contextOf(canvas);
  const image = context.createImageData(GRAIN.tile, GRAIN.tile);
  // Always the same grain: a linear congruential generator, with the constants of C's library.
  let seed = 1;
  for (let at = 0; at < image.data.length; at += 4) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const light = 128 + ((seed >>> 16) % (2 * GRAIN.strength)) - GRAIN.strength;
    image.data.set([light, light, light, 255], at);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser draws nothing.");
  return context;
}

/** Behind a JPEG's first two bytes: an EXIF segment with the one tag "orientation", a quarter turn. */
const TURNED = new Uint8Array([
  ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
  ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01],
  ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06, 0x00, 0x00],
  ...[0x00, 0x00, 0x00, 0x00],
]);
