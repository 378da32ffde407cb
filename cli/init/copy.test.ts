import { describe, expect, it } from "vitest";
import { copiesFor, moved, tablesOf } from "./copy";

const NOTHING = {};

describe("a function that is copied", () => {
  it.each([
    ['import { v } from "./_generated/server";', 'import { v } from "../_generated/server";'],
    [
      'import type { D } from "../../_generated/dataModel";',
      'import type { D } from "../../../_generated/dataModel";',
    ],
    ['export * from "./_generated/api";', 'export * from "../_generated/api";'],
    ['import { a } from "./lib/a";', 'import { a } from "./lib/a";'],
  ])("finds its imports: %s", (before, after) => {
    expect(moved(before, NOTHING)).toBe(after);
  });

  it("calls others by their new names, in code and in types", () => {
    const before = `import { components, internal } from "./_generated/api";
run(internal.inbox.apply, components.rateLimiter);
type Apply = typeof internal.inbox.apply;
const other = { internal: 1 }.internal;`;
    expect(moved(before, NOTHING)).toBe(`import { components, internal } from "../_generated/api";
run(internal.clerkSync.inbox.apply, components.rateLimiter);
type Apply = typeof internal.clerkSync.inbox.apply;
const other = { internal: 1 }.internal;`);
  });

  it("leaves a name alone that it has not imported from there", () => {
    const code = `const internal = { a: 1 };\nrun(internal.a); // "./_generated/"`;
    expect(moved(code, NOTHING)).toBe(code);
  });

  it("names tables as the app does, wherever a table is meant", () => {
    const before = `import { users } from "./users";
export const tables = { users: defineTable({ users: v.id("users") }) };
type Row = Doc<"users">;
db.query("users").get("usersOld", person.users);`;
    expect(moved(before, { users: "profiles" })).toBe(`import { users } from "./users";
export const tables = { profiles: defineTable({ users: v.id("profiles") }) };
type Row = Doc<"profiles">;
db.query("profiles").get("usersOld", person.users);`);
  });
});

it("copies lie in a folder of their own", () => {
  expect([...copiesFor(new Map([["lib/a.ts", "a();"]]), NOTHING)]).toEqual([
    ["clerkSync/lib/a.ts", "a();"],
  ]);
});

it("knows the kit's tables by their definitions", () => {
  const text = "export const t = { a: defineTable({ b: v.any() }).index('c', ['b']), d: other() };";
  expect(tablesOf(new Map([["tables.ts", text]]))).toEqual(["a"]);
});
