import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addHistograms,
  countOf,
  emptyHistogram,
  percentile,
  withValue,
} from "../../../convex/model/histogram";

const BOUNDS = [100, 200, 400];
const of = (...values: number[]) =>
  values.reduce((sum, value) => withValue(BOUNDS, sum, value), emptyHistogram(BOUNDS));

describe("a histogram", () => {
  it("puts a value in the first bucket that has room for it", () => {
    expect(of(0, 100, 101, 400, 401)).toEqual([2, 1, 1, 1]);
  });

  it("has no percentile while it is empty", () => {
    expect(percentile(BOUNDS, emptyHistogram(BOUNDS), 0.5)).toBeNull();
  });

  it("reads the median between the bounds of its bucket", () => {
    expect(percentile(BOUNDS, of(150, 150), 0.5)).toBe(150);
    expect(percentile(BOUNDS, of(50, 150, 350), 0.5)).toBe(150);
  });

  it("knows of what is beyond the last bound only that", () => {
    expect(percentile(BOUNDS, of(9_000), 0.5)).toBe(400);
  });

  const values = fc.array(fc.nat(600), { minLength: 1 });

  it("loses and invents no value when added up", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const sum = addHistograms(of(...a), of(...b));
        expect(sum).toEqual(of(...a, ...b));
        expect(countOf(sum)).toBe(a.length + b.length);
      }),
    );
  });

  it("has a median in the bucket of the true one, and a 95th percentile not below it", () => {
    fc.assert(
      fc.property(values, (all) => {
        const histogram = of(...all);
        const truth = [...all].sort((a, b) => a - b)[Math.ceil(all.length / 2) - 1] ?? 0;
        const median = percentile(BOUNDS, histogram, 0.5) ?? Number.NaN;
        const upper = BOUNDS.find((bound) => truth <= bound) ?? 400;
        const lower = BOUNDS.findLast((bound) => truth > bound) ?? 0;
        expect(median).toBeGreaterThanOrEqual(lower);
        expect(median).toBeLessThanOrEqual(upper);
        expect(percentile(BOUNDS, histogram, 0.95)).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});
