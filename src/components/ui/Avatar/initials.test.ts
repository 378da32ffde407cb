import { describe, expect, it } from "vitest";
import { initials } from "./initials";

describe("initials", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["Ludwig Mies van der Rohe", "LR"],
    ["  Grace   Hopper ", "GH"],
    ["王小明", "王"],
    ["محمد علي", "مع"],
    ["👩‍🚀 Mae Jemison", "👩‍🚀J"],
    ["é́lan", "É́"],
    ["", ""],
  ])("of %j are %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
