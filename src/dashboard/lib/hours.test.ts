import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastHours } from "./hours";

const HOUR = 3_600_000;
const now = 1_000 * HOUR + 25 * 60_000;

describe("lastHours", () => {
  it("ends with the hour that holds now, and shows the hours without events", () => {
    const hours = lastHours([], now);
    expect(hours).toHaveLength(24);
    expect(hours.at(-1)).toEqual({ start: 1_000 * HOUR, total: 0, byOutcome: {} });
    expect(hours[0]?.start).toBe(977 * HOUR);
  });

  it("adds up the types of one hour by outcome", () => {
    const counts = [
      { hour: 999 * HOUR, type: "user.created", outcome: "applied", count: 2 },
      { hour: 999 * HOUR, type: "user.updated", outcome: "applied", count: 3 },
      { hour: 999 * HOUR, type: "user.updated", outcome: "stale", count: 1 },
    ];
    expect(lastHours(counts, now).at(-2)).toEqual({
      start: 999 * HOUR,
      total: 6,
      byOutcome: { applied: 5, stale: 1 },
    });
  });

  it("leaves out what is older, or from a clock that runs ahead", () => {
    const counts = [970, 976, 1_001].map((at) => {
      return { hour: at * HOUR, outcome: "applied", count: 1 };
    });
    expect(lastHours(counts, now).every(({ total }) => total === 0)).toBe(true);
  });

  it("loses and invents no event inside the window", () => {
    const count = fc.record({
      hour: fc.integer({ min: 977, max: 1_000 }).map((at) => at * HOUR),
      outcome: fc.constantFrom("applied", "stale", "failed"),
      count: fc.nat(1_000),
    });
    fc.assert(
      fc.property(fc.array(count), (counts) => {
        const hours = lastHours(counts, now);
        const total = counts.reduce((sum, each) => sum + each.count, 0);
        expect(hours.reduce((sum, hour) => sum + hour.total, 0)).toBe(total);
        for (const hour of hours) {
          const parts = Object.values(hour.byOutcome).reduce((sum, part) => sum + part, 0);
          expect(parts).toBe(hour.total);
        }
      }),
    );
  });
});
