import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeTimestamp, encodeTimestamp } from "./timestamps";

test("writes a timestamp as eight bytes, little-endian, in base64", () => {
  expect(encodeTimestamp(0n)).toBe("AAAAAAAAAAA=");
  expect(encodeTimestamp(1n)).toBe("AQAAAAAAAAA=");
  expect(encodeTimestamp(256n)).toBe("AAEAAAAAAAA=");
});

test("reads back what it wrote", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (ts) => {
      expect(decodeTimestamp(encodeTimestamp(ts))).toBe(ts);
    }),
  );
});

test("reads nothing else", () => {
  for (const text of ["", "1", "AAAA", "AAAAAAAAAAAA", "not base64!!"]) {
    expect(decodeTimestamp(text)).toBeNull();
  }
});
