import { Base64 } from "convex/values";

/** A timestamp as Convex's clients carry it: an unsigned 64-bit integer, little-endian, in base64. */
export function encodeTimestamp(ts: bigint): string {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, ts, true);
  return Base64.fromByteArray(bytes);
}

/** Reads what `encodeTimestamp` wrote; null when it is something else. */
export function decodeTimestamp(encoded: string): bigint | null {
  if (!/^[A-Za-z0-9+/]{11}=$/.test(encoded)) return null;
  return new DataView(Base64.toByteArray(encoded).buffer).getBigUint64(0, true);
}
