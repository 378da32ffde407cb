import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branches, jsonRows, shortForm, treeMove } from "./jsonRows";

const user = {
  id: "user_ada",
  email_addresses: [{ id: "idn_1", email_address: "a***@example.com" }],
  "odd key": { deep: null },
  empty: {},
};
const all = new Set(branches(user));

describe("the rows of a tree", () => {
  it("are those at the top while nothing is opened", () => {
    const rows = jsonRows(user, new Set());
    expect(rows.map(({ name, children }) => [name, children])).toEqual([
      ["id", "none"],
      ["email_addresses", "closed"],
      ["odd key", "closed"],
      ["empty", "none"],
    ]);
    expect(rows[1]).toMatchObject({ level: 1, position: 2, siblings: 4 });
  });

  it("name the way to each value as one would write it", () => {
    expect(jsonRows(user, all).map(({ path }) => path)).toEqual([
      "id",
      "email_addresses",
      "email_addresses[0]",
      "email_addresses[0].id",
      "email_addresses[0].email_address",
      '["odd key"]',
      '["odd key"].deep',
      "empty",
    ]);
  });

  it("say what a value is in short", () => {
    expect([[], [1, 2], {}, { a: 1 }, null, "x", 3, false].map(shortForm)).toEqual([
      "[]",
      "[ 2 ]",
      "{}",
      "{ 1 }",
      "null",
      '"x"',
      "3",
      "false",
    ]);
  });

  it("have every value of any JSON once all is opened, each with a path of its own", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const rows = jsonRows(value, new Set(branches(value)));
        expect(rows).toHaveLength(sizeOf(value) - 1);
        expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
      }),
    );
  });
});

function sizeOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 1);
}

describe("the keys of a tree", () => {
  const rows = jsonRows(user, new Set(["email_addresses"]));

  it("go up and down what is in sight, and no further", () => {
    expect(treeMove("ArrowDown", rows, 0)).toEqual({ kind: "go", index: 1 });
    expect(treeMove("ArrowUp", rows, 0)).toEqual({ kind: "go", index: 0 });
    expect(treeMove("End", rows, 0)).toEqual({ kind: "go", index: 4 });
    expect(treeMove("Home", rows, 3)).toEqual({ kind: "go", index: 0 });
  });

  it("open to the right and then go in, close to the left and then go out", () => {
    expect(treeMove("ArrowRight", rows, 2)).toEqual({ kind: "open", path: "email_addresses[0]" });
    expect(treeMove("ArrowRight", rows, 1)).toEqual({ kind: "go", index: 2 });
    expect(treeMove("ArrowRight", rows, 0)).toBeNull();
    expect(treeMove("ArrowLeft", rows, 1)).toEqual({ kind: "close", path: "email_addresses" });
    expect(treeMove("ArrowLeft", rows, 2)).toEqual({ kind: "go", index: 1 });
    expect(treeMove("ArrowLeft", rows, 0)).toEqual({ kind: "go", index: 0 });
  });

  it("turn a branch with Enter, and open all beside it with an asterisk", () => {
    expect(treeMove("Enter", rows, 1)).toEqual({ kind: "close", path: "email_addresses" });
    expect(treeMove(" ", rows, 2)).toEqual({ kind: "open", path: "email_addresses[0]" });
    expect(treeMove("Enter", rows, 0)).toBeNull();
    expect(treeMove("*", rows, 0)).toEqual({ kind: "open_siblings", paths: ['["odd key"]'] });
  });

  it("leave other keys alone, and an empty tree", () => {
    expect(treeMove("a", rows, 0)).toBeNull();
    expect(treeMove("ArrowDown", [], 0)).toBeNull();
  });
});
