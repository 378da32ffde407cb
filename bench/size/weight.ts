import { gzipSync } from "node:zlib";

/** Bytes of files that a browser loads. */
export interface Weight {
  readonly minified: number;
  /** Each file compressed for itself, as it travels. */
  readonly gzipped: number;
}

const BEST = { level: 9 };

export function weigh(files: readonly Uint8Array[]): Weight {
  let minified = 0;
  let gzipped = 0;
  for (const file of files) {
    minified += file.length;
    gzipped += gzipSync(file, BEST).length;
  }
  return { minified, gzipped };
}
