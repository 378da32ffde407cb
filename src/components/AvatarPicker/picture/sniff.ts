import type { PICTURE_TYPES } from "../../../../convex/model/picture";

/** What Clerk takes as a profile picture. */
export type PictureType = (typeof PICTURE_TYPES)[number];

/** What a file says of itself by its content, whatever it is called. */
export interface Sniffed {
  type: PictureType;
  /** In pixels, as stored: before a photo is turned upright. 0 where the file does not say. */
  width: number;
  height: number;
  /** More than one frame. */
  animated: boolean;
}

/**
 * Tells a picture by its first bytes; null when it is none of those that Clerk takes. Reads no
 * more than the headers, so a damaged picture passes: only decoding it finds that out.
 */
export function sniff(bytes: Uint8Array): Sniffed | null {
  const reader = new Reader(bytes);
  if (reader.has(0, "\x89PNG\r\n\x1a\n")) return sniffPng(reader);
  if (reader.has(0, "GIF87a") || reader.has(0, "GIF89a")) return sniffGif(reader);
  if (reader.has(0, "RIFF") && reader.has(8, "WEBP")) return sniffWebp(reader);
  if (reader.has(0, "\xff\xd8\xff")) return sniffJpeg(reader);
  return null;
}

/** An animated PNG has an `acTL` chunk before its first data. */
function sniffPng(reader: Reader): Sniffed {
  const size = { width: reader.big(16, 4), height: reader.big(20, 4) };
  for (let at = 8; at < reader.length; at += 12 + reader.big(at, 4)) {
    if (reader.has(at + 4, "acTL")) return { type: "image/png", ...size, animated: true };
    if (reader.has(at + 4, "IDAT")) break;
  }
  return { type: "image/png", ...size, animated: false };
}

const GIF_EXTENSION = 0x21;
const GIF_FRAME = 0x2c;

/** Nothing in a GIF's head tells its frames, so they are counted: two are enough. */
function sniffGif(reader: Reader): Sniffed {
  let [width, height] = [reader.little(6, 2), reader.little(8, 2)];
  let frames = 0;
  let at = 13 + gifColours(reader.byte(10));
  while (frames < 2 && at < reader.length) {
    const block = reader.byte(at);
    if (block === GIF_FRAME) {
      frames += 1;
      // Browsers make room for a frame that is larger than the whole says it is.
      width = Math.max(width, reader.little(at + 1, 2) + reader.little(at + 5, 2));
      height = Math.max(height, reader.little(at + 3, 2) + reader.little(at + 7, 2));
      at = afterGifData(reader, at + 11 + gifColours(reader.byte(at + 9)));
    } else if (block === GIF_EXTENSION) {
      at = afterGifData(reader, at + 2);
    } else {
      break;
    }
  }
  return { type: "image/gif", width, height, animated: frames > 1 };
}

/** The bytes of a colour table, from the flags that announce it. */
function gifColours(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

/** Where a chain of data blocks that begins at `at` has ended. */
function afterGifData(reader: Reader, at: number): number {
  let end = at;
  while (reader.byte(end) > 0) end += 1 + reader.byte(end);
  return end + 1;
}

function sniffWebp(reader: Reader): Sniffed {
  const type = "image/webp";
  if (reader.has(12, "VP8X")) {
    const animated = (reader.byte(20) & 0x02) !== 0;
    return { type, width: reader.little(24, 3) + 1, height: reader.little(27, 3) + 1, animated };
  }
  if (reader.has(12, "VP8L")) {
    const bits = reader.little(21, 4);
    return {
      type,
      width: (bits & 0x3fff) + 1,
      height: ((bits >>> 14) & 0x3fff) + 1,
      animated: false,
    };
  }
  const width = reader.little(26, 2) & 0x3fff;
  const height = reader.little(28, 2) & 0x3fff;
  return { type, width, height, animated: false };
}

/** The size stands in the "start of frame", after segments of any number and length. */
function sniffJpeg(reader: Reader): Sniffed {
  const type = "image/jpeg";
  let at = 2;
  while (at < reader.length && reader.byte(at) === 0xff) {
    const marker = reader.byte(at + 1);
    if (isStartOfFrame(marker)) {
      const [height, width] = [reader.big(at + 5, 2), reader.big(at + 7, 2)];
      return { type, width, height, animated: false };
    }
    // A marker may have any number of 0xff before it.
    at += marker === 0xff ? 1 : 2 + Math.max(2, reader.big(at + 2, 2));
  }
  return { type, width: 0, height: 0, animated: false };
}

/** C0 to CF but for the tables (C4), the extension (C8) and the arithmetic conditioning (CC). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Reads bytes by their place. Past the end there are zeros: a cut-off file is no exception. */
class Reader {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  byte(at: number): number {
    return this.#bytes[at] ?? 0;
  }

  /** A number of several bytes, the greatest first. */
  big(at: number, count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 256 + this.byte(at + index);
    return value;
  }

  /** A number of several bytes, the smallest first. */
  little(at: number, count: number): number {
    let value = 0;
    for (let index = count - 1; index >= 0; index -= 1) value = value * 256 + this.byte(at + index);
    return value;
  }

  has(at: number, text: string): boolean {
    return Array.from(text).every((char, index) => this.byte(at + index) === char.charCodeAt(0));
  }
}
