import { describe, expect, it } from "vitest";
import { OVERVIEW_RANGES } from "../urls";
import { daysOf, stepWords, stretchOf } from "./steps";

const DAY = 86_400_000;
const noon = Date.UTC(2026, 4, 20, 12, 30);

describe("the overview's steps", () => {
  it("are hours for a day and days for anything longer", () => {
    const counts = OVERVIEW_RANGES.map((range) => stretchOf(range, 0).count);
    expect(counts).toEqual([24, 7, 14, 30]);
    expect(stretchOf("day", 5)).toEqual({ from: 5, length: 3_600_000, count: 24 });
  });

  it("tell differences for a week at least, with today as the last day", () => {
    for (const [range, count] of [
      ["day", 7],
      ["week", 7],
      ["month", 30],
    ] as const) {
      const days = daysOf(range, noon);
      expect(days.count).toBe(count);
      expect(days.from + (count - 1) * DAY).toBe(Date.UTC(2026, 4, 20));
    }
  });

  it("call a day of UTC by its date there, wherever the reader is", () => {
    const words = stepWords(Date.UTC(2026, 4, 20), daysOf("week", noon));
    expect(words.name).toContain("20");
    expect(words.name).toContain("UTC");
  });
});
