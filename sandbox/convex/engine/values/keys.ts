import { CommitTsPlaceholder } from "convex/values";
import type { Value } from "convex/values";
import type { Key } from "../../../kv/types";

/**
 * Convex values as byte strings (see `Key`) whose order is Convex's: undefined, null, int64,
 * float64, boolean, string, bytes, array, object. The first byte is the type. What has no fixed
 * length ends in a 0 byte; a 0 byte inside is written as 0 255. So no encoded value is the
 * beginning of another, and encoded values can be put one after the other.
 */
const TYPE = {
  undefined: "\x10",
  null: "\x20",
  int64: "\x30",
  float64: "\x40",
  false: "\x50",
  true: "\x51",
  string: "\x60",
  bytes: "\x70",
  array: "\x80",
  object: "\x90",
} as const;

const END = "\x00";
const MAX_INT64 = 2n ** 63n - 1n;

/** The key of one value; `compareValues` of two values and `<` of their keys agree. */
export function encodeValue(value: Value | undefined): Key {
  if (value === undefined) return TYPE.undefined;
  if (value === null) return TYPE.null;
  if (typeof value === "bigint") return TYPE.int64 + encodeInt64(value);
  if (typeof value === "number") return TYPE.float64 + encodeFloat64(value);
  if (typeof value === "boolean") return value ? TYPE.true : TYPE.false;
  if (typeof value === "string") return TYPE.string + encodeUtf8(value) + END;
  if (value instanceof CommitTsPlaceholder) return TYPE.int64 + encodeInt64(MAX_INT64);
  if (value instanceof ArrayBuffer) {
    return TYPE.bytes + escapeZeros(byteString(new Uint8Array(value))) + END;
  }
  if (Array.isArray(value)) return TYPE.array + value.map(encodeValue).join("") + END;
  const fields = Object.keys(value).sort();
  return TYPE.object + fields.map((f) => encodeValue(f) + encodeValue(value[f])).join("") + END;
}

/** The smallest key above all keys that begin with `prefix`, where encoded values follow it. */
export function afterPrefix(prefix: Key): Key {
  return prefix + "\xff";
}

/** The smallest key above `key` itself. */
export function justAfter(key: Key): Key {
  return key + "\x00";
}

/** Four bytes; ordered. */
export function encodeUint32(n: number): Key {
  return String.fromCharCode((n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
}

const scratch = new DataView(new ArrayBuffer(8));

function encodeInt64(value: bigint): Key {
  scratch.setBigInt64(0, value);
  scratch.setUint8(0, scratch.getUint8(0) ^ 0x80);
  return scratchBytes();
}

/** IEEE bits order like signed magnitudes: flip the sign of positives, all bits of negatives. */
function encodeFloat64(value: number): Key {
  scratch.setFloat64(0, value);
  if (scratch.getUint8(0) & 0x80) scratch.setBigUint64(0, ~scratch.getBigUint64(0));
  else scratch.setUint8(0, scratch.getUint8(0) | 0x80);
  return scratchBytes();
}

function scratchBytes(): Key {
  return encodeUint32(scratch.getUint32(0)) + encodeUint32(scratch.getUint32(4));
}

function encodeUtf8(text: string): Key {
  // eslint-disable-next-line no-control-regex -- the point is to find what is plain ASCII
  if (/^[\x01-\x7f]*$/.test(text)) return text;
  let bytes = "";
  for (const char of text) {
    // Not TextEncoder: it replaces lone surrogates, and two different strings would become equal.
    const c = char.codePointAt(0) ?? 0;
    if (c < 0x80) bytes += char;
    else if (c < 0x800) bytes += chars(0xc0 | (c >> 6), tail(c));
    else if (c < 0x10000) bytes += chars(0xe0 | (c >> 12), tail(c >> 6), tail(c));
    else bytes += chars(0xf0 | (c >> 18), tail(c >> 12), tail(c >> 6), tail(c));
  }
  return escapeZeros(bytes);
}

const chars = String.fromCharCode;

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

function escapeZeros(bytes: Key): Key {
  return bytes.includes("\x00") ? bytes.replaceAll("\x00", "\x00\xff") : bytes;
}

function byteString(bytes: Uint8Array): Key {
  let out = "";
  for (let i = 0; i < bytes.length; i += 8192) out += chars(...bytes.subarray(i, i + 8192));
  return out;
}
