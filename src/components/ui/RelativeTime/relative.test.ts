import { describe, expect, it } from "vitest";
import { relative } from "./relative";

const now = Date.UTC(2026, 4, 1, 12);
const minute = 60_000;
const day = 24 * 60 * minute;

describe("relative", () => {
  it.each([
    [0, "now"],
    [-59_999, "now"],
    [30_000, "now"],
    [-minute, "1 min. ago"],
    [-59 * minute, "59 min. ago"],
    [-60 * minute, "1 hr. ago"],
    [5 * minute, "in 5 min."],
    [-day, "yesterday"],
    [-6 * day, "6 days ago"],
    [-7 * day, "last week"],
    [-45 * day, "last month"],
    [-800 * day, "2 years ago"],
  ])("%d ms away is %j", (distance, expected) => {
    expect(relative(now + distance, now, "en")).toBe(expected);
  });

  it("speaks the language it is asked for", () => {
    expect(relative(now - 3 * 60 * minute, now, "de")).toBe("vor 3 Std.");
  });
});
