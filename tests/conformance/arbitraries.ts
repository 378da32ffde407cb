import fc from "fast-check";
import type { Value } from "convex/values";

/** Few enough values that ranges and writes meet often, and one or more of each type. */
export const mixedScalar: fc.Arbitrary<Value> = fc.constantFrom<Value[]>(
  null,
  -(2n ** 63n),
  0n,
  7n,
  -Infinity,
  -1,
  -0,
  0,
  0.5,
  2,
  NaN,
  false,
  true,
  "",
  "a",
  "a\u0000",
  "b",
  "é",
  "\uffff",
  "😀",
);

const bytesOf = fc.uint8Array({ maxLength: 3 }).map((units) => new Uint8Array(units).buffer);

/** A field name that Convex takes. */
const fieldName = fc.constantFrom("a", "b", "ab", "longer_name");

/** Values for indexed fields: scalars mostly, some bytes, arrays and objects. */
export const indexedValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 8, arbitrary: mixedScalar },
  { weight: 1, arbitrary: bytesOf },
  { weight: 1, arbitrary: fc.array(mixedScalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fieldName, mixedScalar, { maxKeys: 2, noNullPrototype: true }),
  },
);

/** Any value at all, nested ones included. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    mixedScalar,
    fc.double(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.string({ unit: "grapheme" }),
    bytesOf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fieldName, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
