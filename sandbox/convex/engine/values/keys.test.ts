import { compareValues } from "convex/values";
import type { Value } from "convex/values";
import fc from "fast-check";
import { expect, test } from "vitest";
import { afterPrefix, encodeValue } from "./keys";

const bytes = fc.uint8Array({ maxLength: 6 }).map((array) => new Uint8Array(array).buffer);
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.string({ unit: fc.constantFrom("\x00", "\x01", "a", "\x7f", "é", "\uffff", "🙂", "\ud800") }),
);
const field = fc.string({ unit: fc.constantFrom("a", "b", "C", "_", "1"), maxLength: 3 });
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -2n, max: 2n }),
    fc.double(),
    fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, -1, 0.1),
    fc.boolean(),
    text,
    bytes,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(field, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const orMissing = fc.option(value, { nil: undefined, freq: 10 });

function sign(n: number): number {
  return Math.sign(n);
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

test("keys order as Convex orders values", () => {
  fc.assert(
    fc.property(orMissing, orMissing, (a, b) => {
      expect(compareKeys(encodeValue(a), encodeValue(b))).toBe(sign(compareValues(a, b)));
    }),
    { numRuns: 5000 },
  );
});

test("keys of several values order as the values one after the other", () => {
  fc.assert(
    fc.property(orMissing, orMissing, orMissing, orMissing, (a1, a2, b1, b2) => {
      const expected = sign(compareValues(a1, b1)) || sign(compareValues(a2, b2));
      const key = (x: Value | undefined, y: Value | undefined) => encodeValue(x) + encodeValue(y);
      expect(compareKeys(key(a1, a2), key(b1, b2))).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});

test("a value's range holds what begins with it and nothing else", () => {
  fc.assert(
    fc.property(orMissing, orMissing, orMissing, (prefix, first, second) => {
      const start = encodeValue(prefix);
      const key = encodeValue(first) + encodeValue(second);
      const inside = key >= start && key < afterPrefix(start);
      expect(inside).toBe(compareValues(prefix, first) === 0);
    }),
    { numRuns: 3000 },
  );
});

test("every unit of a key is one byte", () => {
  fc.assert(
    fc.property(orMissing, (any) => {
      for (const char of encodeValue(any)) expect(char.charCodeAt(0)).toBeLessThan(256);
    }),
  );
});
