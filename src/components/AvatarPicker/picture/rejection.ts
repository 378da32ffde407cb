import { MAX_PICTURE_BYTES } from "../../../../convex/model/picture";
import { sniff, type Sniffed } from "./sniff";

/** A picture of more takes over 256 MB once it is decoded, and phones end pages for that. */
export const MAX_PICTURE_PIXELS = 64_000_000;

/** Why a chosen file cannot be used; the words are in the component's strings. */
export type Rejection =
  /** Its content is no PNG, JPEG, GIF or WebP, whatever its name says. */
  | { reason: "type"; fileName: string }
  | { reason: "size"; bytes: number; maxBytes: number }
  | { reason: "empty"; fileName: string }
  /** It cannot be read or decoded. */
  | { reason: "damaged"; fileName: string }
  | { reason: "too_many_files"; count: number }
  | { reason: "too_many_pixels"; width: number; height: number; maxPixels: number };

/** A file that may be opened, or why not. */
export type Inspected = { ok: true; sniffed: Sniffed } | { ok: false; rejection: Rejection };

/** Judges a file by its size and its content. Never rejects. */
export async function inspect(file: File): Promise<Inspected> {
  const refuse = (rejection: Rejection): Inspected => ({ ok: false, rejection });
  const fileName = file.name;
  if (file.size === 0) return refuse({ reason: "empty", fileName });
  // Before it is read: the head is enough to tell that a large file is a film and no picture.
  const isLarge = file.size > MAX_PICTURE_BYTES;
  const bytes = await bytesOf(isLarge ? file.slice(0, 64) : file);
  if (bytes === null) return refuse({ reason: "damaged", fileName });
  const sniffed = sniff(bytes);
  if (sniffed === null) return refuse({ reason: "type", fileName });
  if (isLarge) {
    return refuse({ reason: "size", bytes: file.size, maxBytes: MAX_PICTURE_BYTES });
  }
  const { width, height } = sniffed;
  if (width * height > MAX_PICTURE_PIXELS) {
    return refuse({ reason: "too_many_pixels", width, height, maxPixels: MAX_PICTURE_PIXELS });
  }
  return { ok: true, sniffed };
}

/** null where it cannot be read, such as a file that has been moved since it was chosen. */
async function bytesOf(blob: Blob): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return null;
  }
}
