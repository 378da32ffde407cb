/**
 * Document ids in Convex's own format: the table's number, 16 random bytes and a checksum, in
 * Crockford's base 32 (lower case, no i, l, o, u). So an id knows its table, and a mistyped one
 * is noticed.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const DIGITS = new Map([...ALPHABET].map((char, index) => [char, index]));
const RANDOM_BYTES = 16;
const VERSION = 0;

/** A new id for a document of the table. */
export function newId(tableNumber: number): string {
  const body = [...encodeVarint(tableNumber), ...nextRandomBytes()];
  const sum = checksum(body);
  return encodeBase32([...body, sum & 255, sum >>> 8]);
}

const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;

/** Asking for many random bytes at once costs hardly more than asking for a few. */
function nextRandomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/** The number of the table that an id is of, or null when it is not an id. */
export function tableNumberOf(id: string): number | null {
  const bytes = decodeBase32(id);
  if (bytes === null) return null;
  const table = decodeVarint(bytes);
  if (table === null || bytes.length !== table.length + RANDOM_BYTES + 2) return null;
  const body = bytes.slice(0, -2);
  const sum = (bytes.at(-2) ?? 0) | ((bytes.at(-1) ?? 0) << 8);
  return sum === checksum(body) ? table.value : null;
}

/** Fletcher-16 of the bytes, mixed with the version of the format. */
function checksum(bytes: readonly number[]): number {
  let low = 0;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return ((high << 8) | low) ^ VERSION;
}

function encodeVarint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function decodeVarint(bytes: readonly number[]): { value: number; length: number } | null {
  let value = 0;
  for (const [index, byte] of bytes.slice(0, 5).entries()) {
    value += (byte & 127) * 128 ** index;
    if (byte < 128) return { value, length: index + 1 };
  }
  return null;
}

function encodeBase32(bytes: readonly number[]): string {
  let text = "";
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(pending >>> bits) & 31];
    }
    pending &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(pending << (5 - bits)) & 31] : text;
}

function decodeBase32(text: string): number[] | null {
  const bytes: number[] = [];
  let bits = 0;
  let pending = 0;
  for (const char of text) {
    const digit = DIGITS.get(char);
    if (digit === undefined) return null;
    pending = (pending << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((pending >>> bits) & 255);
      pending &= (1 << bits) - 1;
    }
  }
  return bytes;
}
