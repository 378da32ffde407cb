import fc from "fast-check";
import { expect, test } from "vitest";
import { newId, tableNumberOf } from "./ids";

const tableNumber = fc.integer({ min: 1, max: 2 ** 28 });

test("an id tells its table", () => {
  fc.assert(
    fc.property(tableNumber, (n) => {
      expect(tableNumberOf(newId(n))).toBe(n);
    }),
  );
});

test("ids of Convex's usual table numbers have 32 characters", () => {
  for (const n of [10_001, 10_002, 16_383]) expect(newId(n)).toHaveLength(32);
});

test("one changed character makes it no id", () => {
  fc.assert(
    fc.property(fc.nat({ max: 30 }), fc.constantFrom(..."0123456789abcdef"), (at, char) => {
      const id = newId(10_001);
      const changed = id.slice(0, at) + char + id.slice(at + 1);
      if (changed !== id) expect(tableNumberOf(changed)).toBeNull();
    }),
  );
});

test("other text is no id", () => {
  for (const text of ["", "user_123", "k", "K".repeat(32), "z".repeat(32), "j57".repeat(20)]) {
    expect(tableNumberOf(text)).toBeNull();
  }
});
