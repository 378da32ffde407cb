import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromLocalInput, lately, rangeWords, toLocalInput } from "./timeRange";

const HOUR = 3_600_000;

describe("a stretch of time", () => {
  it("that is chosen by its length begins on a whole minute and has no end", () => {
    const { from, to } = lately(HOUR, 10 * HOUR + 59_999);
    expect([from, to]).toEqual([9 * HOUR, null]);
  });

  it("is said in words, open at either end or at none", () => {
    const at = new Date(2026, 0, 15, 9, 30).getTime();
    expect(rangeWords({ from: null, to: null })).toBe("Any time");
    expect(rangeWords({ from: at, to: null }, "en-GB")).toBe("Since 15 Jan, 09:30");
    expect(rangeWords({ from: null, to: at }, "en-GB")).toBe("Before 15 Jan, 09:30");
    expect(rangeWords({ from: at, to: at + HOUR }, "en-GB")).toMatch(/09:30.*10:30/);
  });

  it("goes through a date field to the minute and back", () => {
    const minutes = fc.integer({ min: 0, max: 35_000_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const at = minute * 60_000;
        // An hour that a clock has twice in autumn is the one thing that a field cannot tell.
        const back = fromLocalInput(toLocalInput(at)) ?? Number.NaN;
        expect([0, HOUR]).toContain(Math.abs(back - at));
      }),
    );
  });

  it("is none where nothing, or nonsense, is entered", () => {
    expect(toLocalInput(null)).toBe("");
    expect(fromLocalInput("")).toBeNull();
    expect(fromLocalInput("soon")).toBeNull();
  });
});
