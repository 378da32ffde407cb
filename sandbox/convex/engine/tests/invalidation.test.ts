import { defineSchema, defineTable, mutationGeneric, queryGeneric } from "convex/server";
import { v } from "convex/values";
import { beforeEach, describe, expect, test } from "vitest";
import { component, start } from "./harness";
import type { GenericId, JSONValue } from "convex/values";
import type { Backend } from "./harness";
import type { Commit, ReadSet } from "../../types";

const schema = defineSchema({
  people: defineTable({ name: v.string(), age: v.number(), bio: v.optional(v.string()) })
    .index("by_age", ["age"])
    .searchIndex("bio", { searchField: "bio" }),
  other: defineTable({}),
});

type Id = GenericId<"people">;

const people = {
  add: mutationGeneric((ctx, { name, age, bio }: { name: string; age: number; bio?: string }) =>
    ctx.db.insert("people", bio === undefined ? { name, age } : { name, age, bio }),
  ),
  addOther: mutationGeneric((ctx) => ctx.db.insert("other", {})),
  patch: mutationGeneric((ctx, { id, value }: { id: Id; value: object }) =>
    ctx.db.patch("people", id, value as never),
  ),
  remove: mutationGeneric((ctx, { id }: { id: Id }) => ctx.db.delete("people", id)),
  get: queryGeneric((ctx, { id }: { id: Id }) => ctx.db.get("people", id)),
  between: queryGeneric((ctx, { from, to }: { from: number; to: number }) =>
    ctx.db
      .query("people")
      .withIndex("by_age", (q) => q.gte("age", from).lt("age", to))
      .collect(),
  ),
  youngest: queryGeneric((ctx, { order }: { order: "asc" | "desc" }) =>
    ctx.db.query("people").withIndex("by_age").order(order).first(),
  ),
  search: queryGeneric((ctx, { text }: { text: string }) =>
    ctx.db
      .query("people")
      .withSearchIndex("bio", (q) => q.search("bio", text))
      .collect(),
  ),
};

describe("a commit", () => {
  let backend: Backend;
  let last: Commit;
  let ids: Id[];

  beforeEach(async () => {
    backend = await start(component({ schema: { default: schema }, people }));
    backend.engine.onCommit((commit) => (last = commit));
    ids = [];
    for (const age of [10, 20, 30, 40]) {
      ids.push((await backend.mutation("people:add", { name: `p${age}`, age })) as Id);
    }
  });

  async function reads(path: string, args: Record<string, JSONValue>): Promise<ReadSet> {
    const outcome = await backend.engine.query({ path, args, caller: { identity: null } });
    expect(outcome.result.ok).toBe(true);
    return outcome.reads;
  }

  test("touches the read of a document that it changes, and of no other", async () => {
    const first = await reads("people:get", { id: ids[0] ?? "" });
    const second = await reads("people:get", { id: ids[1] ?? "" });
    await backend.mutation("people:patch", { id: ids[0] ?? "", value: { name: "new" } });
    expect([last.touches(first), last.touches(second)]).toEqual([true, false]);
  });

  test("touches a range that a document enters, leaves, or changes in", async () => {
    const range = await reads("people:between", { from: 15, to: 35 });
    await backend.mutation("people:add", { name: "in", age: 34 });
    expect(last.touches(range)).toBe(true);
    await backend.mutation("people:add", { name: "at the end, exclusive", age: 35 });
    expect(last.touches(range)).toBe(false);
    await backend.mutation("people:patch", { id: ids[3] ?? "", value: { age: 33 } });
    expect(last.touches(range)).toBe(true);
    await backend.mutation("people:patch", { id: ids[2] ?? "", value: { age: 99 } });
    expect(last.touches(range)).toBe(true);
    await backend.mutation("people:patch", { id: ids[1] ?? "", value: { name: "still 20" } });
    expect(last.touches(range)).toBe(true);
    await backend.mutation("people:remove", { id: ids[1] ?? "" });
    expect(last.touches(range)).toBe(true);
    await backend.mutation("people:remove", { id: ids[0] ?? "" });
    expect(last.touches(range)).toBe(false);
  });

  test("touches only what a query went through before it had enough", async () => {
    const youngest = await reads("people:youngest", { order: "asc" });
    const oldest = await reads("people:youngest", { order: "desc" });
    await backend.mutation("people:add", { name: "between", age: 25 });
    expect([last.touches(youngest), last.touches(oldest)]).toEqual([false, false]);
    await backend.mutation("people:add", { name: "younger", age: 5 });
    expect([last.touches(youngest), last.touches(oldest)]).toEqual([true, false]);
    await backend.mutation("people:add", { name: "older", age: 50 });
    expect([last.touches(youngest), last.touches(oldest)]).toEqual([false, true]);
  });

  test("touches a search when a document with one of its words changes", async () => {
    const search = await reads("people:search", { text: "likes tea" });
    await backend.mutation("people:add", { name: "a", age: 1, bio: "prefers coffee" });
    expect(last.touches(search)).toBe(false);
    const id = await backend.mutation("people:add", { name: "b", age: 1, bio: "a teapot" });
    expect(last.touches(search)).toBe(true);
    await backend.mutation("people:patch", { id, value: { bio: "nothing" } });
    expect(last.touches(search)).toBe(true);
  });

  test("of another table touches nothing", async () => {
    const all = await reads("people:between", { from: -1e9, to: 1e9 });
    await backend.mutation("people:addOther");
    expect(last.touches(all)).toBe(false);
  });
});

test("timestamps grow with every commit, also while the clock stands still", async () => {
  const { engine, mutation } = await start(component({ schema: { default: schema }, people }));
  const seen: bigint[] = [];
  engine.onCommit(({ ts }) => seen.push(ts));
  for (let i = 0; i < 20; i += 1) await mutation("people:addOther");
  expect(seen).toHaveLength(20);
  expect([...seen].sort((a, b) => (a < b ? -1 : 1))).toEqual(seen);
  expect(new Set(seen).size).toBe(20);
  expect(engine.latestTs()).toBe(seen.at(-1));
});

test("queries of one snapshot see one state", async () => {
  const { engine, mutation } = await start(component({ schema: { default: schema }, people }));
  const call = { path: "people:between", args: { from: 0, to: 99 }, caller: { identity: null } };
  let writing: Promise<unknown> = Promise.resolve();
  const sizes = await engine.snapshot(async ({ query }) => {
    const before = await query(call);
    writing = mutation("people:add", { name: "late", age: 1 });
    const after = await query(call);
    return [before, after].map(({ result }) => (result.ok ? result.value : result));
  });
  await writing;
  expect(sizes).toEqual([[], []]);
});
