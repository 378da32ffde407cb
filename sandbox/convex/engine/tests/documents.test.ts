import { defineSchema, defineTable, mutationGeneric, queryGeneric } from "convex/server";
import { ConvexError, v } from "convex/values";
import { describe, expect, test } from "vitest";
import { component, start, STORES } from "./harness";
import type { GenericId } from "convex/values";

type Id = GenericId<"people">;

const schema = defineSchema({
  people: defineTable({
    name: v.string(),
    age: v.optional(v.number()),
    friend: v.optional(v.id("people")),
    scores: v.optional(v.record(v.string(), v.number())),
  })
    .index("by_name", ["name"])
    .index("by_age_and_name", ["age", "name"]),
  notes: defineTable({ text: v.string() }),
});

const people = {
  add: mutationGeneric({
    args: { name: v.string(), age: v.optional(v.number()) },
    returns: v.id("people"),
    handler: (ctx, args) => ctx.db.insert("people", args),
  }),
  write: mutationGeneric(async (ctx, { table, value }: { table: string; value: object }) =>
    ctx.db.insert(table, value as never),
  ),
  get: queryGeneric((ctx, { id }: { id: Id }) => ctx.db.get("people", id)),
  getAs: queryGeneric((ctx, { table, id }: { table: string; id: string }) =>
    ctx.db.get(table, id as Id),
  ),
  patch: mutationGeneric((ctx, { id, value }: { id: Id; value: object }) =>
    ctx.db.patch("people", id, value as never),
  ),
  forget: mutationGeneric((ctx, { id }: { id: Id }) =>
    ctx.db.patch("people", id, { age: undefined } as never),
  ),
  replace: mutationGeneric((ctx, { id, value }: { id: Id; value: object }) =>
    ctx.db.replace("people", id, value as never),
  ),
  remove: mutationGeneric((ctx, { id }: { id: Id }) => ctx.db.delete("people", id)),
  named: queryGeneric((ctx, { name }: { name: string }) =>
    ctx.db
      .query("people")
      .withIndex("by_name", (q) => q.eq("name", name))
      .collect(),
  ),
  list: queryGeneric((ctx) => ctx.db.query("people").collect()),
  normalize: queryGeneric((ctx, { id }: { id: string }) => ctx.db.normalizeId("people", id)),
};

const app = component({ schema: { default: schema }, people });

describe.each(STORES)("documents in the %s store", (_name, makeStore) => {
  const backend = () => start(app, { store: makeStore() });

  test("are inserted, read, patched, replaced and deleted, and found by index all along", async () => {
    const { query, mutation } = await backend();
    const id = await mutation("people:add", { name: "Ada", age: 36 });
    const made = (await query("people:get", { id })) as Record<string, unknown>;
    expect(made).toEqual({ _id: id, _creationTime: expect.any(Number), name: "Ada", age: 36 });
    await mutation("people:patch", { id, value: { name: "Ada L." } });
    expect(await query("people:named", { name: "Ada" })).toEqual([]);
    expect(await query("people:named", { name: "Ada L." })).toEqual([{ ...made, name: "Ada L." }]);
    await mutation("people:replace", { id, value: { name: "Lovelace" } });
    const { age: _age, ...replaced } = { ...made, name: "Lovelace" } as Record<string, unknown>;
    expect(await query("people:get", { id })).toEqual(replaced);
    await mutation("people:remove", { id });
    expect(await query("people:get", { id })).toBeNull();
    expect(await query("people:list")).toEqual([]);
  });

  test("keep the order of their making", async () => {
    const { query, mutation } = await backend();
    for (let age = 0; age < 50; age += 1) await mutation("people:add", { name: "x", age });
    const listed = (await query("people:list")) as { age: number }[];
    expect(listed.map(({ age }) => age)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });
});

test("a patch with undefined removes the field", async () => {
  const { query, mutation } = await start(app);
  const id = await mutation("people:add", { name: "Ada", age: 36 });
  await mutation("people:forget", { id });
  expect(await query("people:get", { id })).not.toHaveProperty("age");
});

test("an unknown table is refused", async () => {
  const { mutation } = await start(app);
  await expect(mutation("people:write", { table: "pets", value: {} })).rejects.toThrow(
    'Table "pets" is not declared in the schema.',
  );
});

test("tables come into being in an app without a schema", async () => {
  const { mutation, query } = await start(component({ people }));
  await mutation("people:write", { table: "people", value: { any: "thing" } });
  expect(await query("people:list")).toMatchObject([{ any: "thing" }]);
});

test("a document that does not match the schema is refused in Convex's words", async () => {
  const { mutation } = await start(app);
  const write = (value: Record<string, never>) =>
    mutation("people:write", { table: "people", value });
  await expect(write({ name: 1 as never })).rejects.toThrow(
    'Uncaught Error: Failed to insert or update a document in table "people" because it does not match the schema: Value does not match validator.\nPath: .name\nValue: 1.0\nValidator: v.string()',
  );
  await expect(write({})).rejects.toThrow(
    "Object is missing the required field `name`. Consider wrapping the field validator in `v.optional(...)` if this is expected.",
  );
  await expect(write({ name: "a", pet: "b" } as never)).rejects.toThrow(
    "Object contains extra field `pet` that is not in the validator.",
  );
  await expect(write({ name: "a", scores: { math: "good" } } as never)).rejects.toThrow(
    'Path: .scores.values()\nValue: "good"\nValidator: v.float64()',
  );
});

test("an id of another table does not do", async () => {
  const { mutation, query } = await start(app);
  const note = await mutation("people:write", { table: "notes", value: { text: "hi" } });
  await expect(
    mutation("people:write", { table: "people", value: { name: "a", friend: note } }),
  ).rejects.toThrow(`Found ID "${String(note)}" from table \`notes\``);
  await expect(query("people:getAs", { table: "people", id: note })).rejects.toThrow(
    'expected to be an Id<"people">, got Id<"notes"> instead',
  );
  await expect(query("people:getAs", { table: "people", id: "not-an-id" })).rejects.toThrow(
    "Unable to decode ID",
  );
  expect(await query("people:normalize", { id: note })).toBeNull();
});

test("writing a document that is gone is an error", async () => {
  const { mutation } = await start(app);
  const id = await mutation("people:add", { name: "Ada" });
  await mutation("people:remove", { id });
  await expect(mutation("people:patch", { id, value: {} })).rejects.toThrow(
    `Update on nonexistent document ID ${String(id)}`,
  );
  await expect(mutation("people:replace", { id, value: { name: "" } })).rejects.toThrow(
    `Replace on nonexistent document ID ${String(id)}`,
  );
  await expect(mutation("people:remove", { id })).rejects.toThrow(
    `Delete on nonexistent document ID ${String(id)}`,
  );
});

test("system fields cannot be written", async () => {
  const { mutation } = await start(app);
  const id = await mutation("people:add", { name: "Ada" });
  await expect(mutation("people:patch", { id, value: { _creationTime: 1 } })).rejects.toThrow(
    "_creationTime",
  );
  await expect(
    mutation("people:write", { table: "people", value: { _id: id, name: "b" } }),
  ).rejects.toThrow("_id");
});

describe("a mutation that throws", () => {
  const failing = {
    addAndThrow: mutationGeneric(async (ctx, { data }: { data?: string }) => {
      await ctx.db.insert("people", { name: "half done" });
      throw data === undefined ? new Error("no more") : new ConvexError({ code: data });
    }),
  };
  const withFailing = component({ schema: { default: schema }, people, failing });

  test("leaves nothing and tells its error", async () => {
    const { mutation, query } = await start(withFailing);
    await expect(mutation("failing:addAndThrow")).rejects.toThrow("Uncaught Error: no more");
    expect(await query("people:list")).toEqual([]);
  });

  test("carries the data of a ConvexError", async () => {
    const { mutation } = await start(withFailing);
    await expect(mutation("failing:addAndThrow", { data: "taken" })).rejects.toMatchObject({
      message: 'Uncaught ConvexError: {"code":"taken"}',
      data: { code: "taken" },
    });
  });
});
