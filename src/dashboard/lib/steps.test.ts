import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inSteps, sumOfSteps } from "./steps";

const HOUR = 3_600_000;
const day = { from: 977 * HOUR, length: HOUR, count: 24 };

describe("inSteps", () => {
  it("shows the hours without events", () => {
    const steps = inSteps([], day);
    expect(steps).toHaveLength(24);
    expect(steps[0]).toEqual({ start: 977 * HOUR, total: 0, by: {} });
    expect(steps.at(-1)?.start).toBe(1_000 * HOUR);
  });

  it("adds up what has the same key in one hour", () => {
    const start = 999 * HOUR;
    const counts = [
      { start, key: "applied", count: 2 },
      { start, key: "applied", count: 3 },
      { start, key: "stale", count: 1 },
    ];
    expect(inSteps(counts, day).at(-2)).toEqual({ start, total: 6, by: { applied: 5, stale: 1 } });
  });

  it("leaves out what is older, or from a clock that runs ahead", () => {
    const counts = [970, 976, 1_001].map((at) => ({ start: at * HOUR, key: "applied", count: 1 }));
    expect(inSteps(counts, day).every(({ total }) => total === 0)).toBe(true);
  });

  it("loses and invents nothing inside the stretch", () => {
    const count = fc.record({
      start: fc.integer({ min: 977, max: 1_000 }).map((at) => at * HOUR),
      key: fc.constantFrom("applied", "stale", "failed"),
      count: fc.nat(1_000),
    });
    fc.assert(
      fc.property(fc.array(count), (counts) => {
        const steps = inSteps(counts, day);
        const total = counts.reduce((sum, each) => sum + each.count, 0);
        expect(steps.reduce((sum, step) => sum + step.total, 0)).toBe(total);
        const sums = Object.values(sumOfSteps(steps)).reduce((sum, part) => sum + part, 0);
        expect(sums).toBe(total);
      }),
    );
  });
});
