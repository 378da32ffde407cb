import { compareValues, type Value } from "convex/values";

/** A `v.bytes()` value. */
export function bytes(...units: number[]): ArrayBuffer {
  return new Uint8Array(units).buffer;
}

/** Whether two values are the same to Convex: NaN is itself, -0 is not 0, buffers by content. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  return compareValues(a, b) === 0;
}
