import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";

/** Where things stand in a meta page of LMDB (its format 2, as the `lmdb` package writes it). */
const META = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152, length: 160 } as const;
const MAGIC = 0xbeefc0de;

/**
 * Says what is wrong with a database file, or null. LMDB maps the file into memory and trusts it:
 * opening one that is cut short or holds something else ends the process, with no error to catch.
 */
export function damageIn(file: string): string | null {
  if (!existsSync(file)) return null;
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) return null;
    const first = readMeta(descriptor, 0);
    if (first === null) return `${file} is not an LMDB database, or its beginning is damaged.`;
    const second = readMeta(descriptor, first.pageSize);
    const newest = second !== null && second.transaction > first.transaction ? second : first;
    const needed = (newest.lastPage + 1) * first.pageSize;
    return size < needed
      ? `${file} is cut short: it has ${size} bytes where ${needed} are needed.`
      : null;
  } finally {
    closeSync(descriptor);
  }
}

function readMeta(descriptor: number, position: number) {
  const page = Buffer.alloc(META.length);
  const length = readSync(descriptor, page, 0, META.length, position);
  if (length < META.length || page.readUInt32LE(META.magic) !== MAGIC) return null;
  return {
    pageSize: page.readUInt32LE(META.pageSize),
    lastPage: Number(page.readBigUInt64LE(META.lastPage)),
    transaction: page.readBigUInt64LE(META.transaction),
  };
}
