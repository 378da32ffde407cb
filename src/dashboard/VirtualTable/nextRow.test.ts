import { describe, expect, it } from "vitest";
import { nextRow } from "./nextRow";

const key = (
  name: string,
  held: Partial<Record<"altKey" | "ctrlKey" | "metaKey", boolean>> = {},
) => {
  return { key: name, altKey: false, ctrlKey: false, metaKey: false, ...held };
};

describe("nextRow", () => {
  const position = { current: 10, count: 100, page: 8.5 };

  it("moves by one with the arrows and by what is in sight, less one, with the Page keys", () => {
    expect(nextRow(key("ArrowDown"), position)).toBe(11);
    expect(nextRow(key("ArrowUp"), position)).toBe(9);
    expect(nextRow(key("PageDown"), position)).toBe(17);
    expect(nextRow(key("PageUp"), position)).toBe(3);
  });

  it("moves with j and k as with the arrows, for hands that stay where they are", () => {
    expect(nextRow(key("j"), position)).toBe(11);
    expect(nextRow(key("k"), position)).toBe(9);
    expect(nextRow(key("k", { ctrlKey: true }), position)).toBeUndefined();
  });

  it("goes to the ends with Home and End", () => {
    expect(nextRow(key("Home"), position)).toBe(0);
    expect(nextRow(key("End"), position)).toBe(99);
  });

  it("stays inside the list", () => {
    expect(nextRow(key("ArrowUp"), { ...position, current: 0 })).toBe(0);
    expect(nextRow(key("PageDown"), { ...position, current: 97 })).toBe(99);
  });

  it("leaves other keys, and keys with a modifier, to the browser", () => {
    expect(nextRow(key("Enter"), position)).toBeUndefined();
    expect(nextRow(key("ArrowDown", { metaKey: true }), position)).toBeUndefined();
  });

  it("has nowhere to go in an empty list", () => {
    expect(nextRow(key("End"), { current: 0, count: 0, page: 8 })).toBeUndefined();
  });
});
