import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draw, EXACT, weightAt } from "../../../convex/model/roughCount";
import { chance } from "../../chance";

/** So many come, one after the other. */
function countUp(many: number, lot: () => number): { count: number; writes: number } {
  let count = 0;
  let writes = 0;
  for (let n = 0; n < many; n++) {
    const weight = draw(1, weightAt(count), lot());
    if (weight > 0) writes += 1;
    count += weight;
  }
  return { count, writes };
}

describe("a rough count", () => {
  it("is exact while it is small", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: EXACT }), fc.integer(), (many, seed) => {
        expect(countUp(many, chance(seed))).toEqual({ count: many, writes: many });
      }),
    );
  });

  it("stays within some tenths of the truth, and is written a few hundred times", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const many = 50_000;
        const { count, writes } = countUp(many, chance(seed));
        expect(count).toBeGreaterThan(many / 2);
        expect(count).toBeLessThan(many * 1.6);
        expect(writes).toBeLessThan(1_000);
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  it("leans to neither side", () => {
    const counts = Array.from({ length: 200 }, (_, seed) => countUp(5_000, chance(seed)).count);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean / 5_000).toBeCloseTo(1, 1);
  });
});

describe("a draw in two steps", () => {
  it("counts on average as much as one draw would, however the count has grown in between", () => {
    for (const [before, after] of [
      [0, 4 * EXACT],
      [EXACT, 10 * EXACT],
      [2 * EXACT, 2 * EXACT],
    ] as const) {
      const lot = chance(before + after);
      const rounds = 20_000;
      let sum = 0;
      for (let n = 0; n < rounds; n++) {
        const drawn = draw(1, weightAt(before), lot());
        if (drawn > 0) sum += draw(drawn, weightAt(after), lot());
      }
      expect(sum / rounds).toBeCloseTo(1, 0);
    }
  });

  it("keeps what the first one stands for when the count has begun anew", () => {
    expect(draw(8, weightAt(0), 0.99)).toBe(8);
  });
});
