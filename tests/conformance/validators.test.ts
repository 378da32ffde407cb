import type { WithoutSystemFields } from "convex/server";
import { describe, expect, it } from "vitest";
import { api, internal } from "./app/api";
import type { DataModel } from "./app/server";
import { conformance } from "./suite";
import { bytes } from "./values";

conformance("argument validators", (deploy) => {
  const valid = { name: "Ada", role: "writer" };

  it.each([
    ["the required ones only", valid],
    ["an optional number", { ...valid, age: 36 }],
    ["null where a union allows it", { ...valid, contact: null }],
    ["an object of a union", { ...valid, contact: { email: "ada@example.com" } }],
    ["an array", { ...valid, tags: ["a", "b"] }],
    ["an empty array", { ...valid, tags: [] }],
    ["a record", { ...valid, scores: { maths: 1 } }],
    ["undefined for an optional one", { ...valid, age: undefined }],
  ])("let through %s", async (_what, args) => {
    const t = await deploy();
    const given = await t.query(api.validated.describe, args as never);
    expect(JSON.parse(given)).toEqual(JSON.parse(JSON.stringify(args)));
  });

  it.each([
    ["a missing one", { name: "Ada" }],
    ["a wrong type", { ...valid, name: 1 }],
    ["an unknown one", { ...valid, extra: 1 }],
    ["a wrong literal", { ...valid, role: "admin" }],
    ["an object that no member of a union takes", { ...valid, contact: { phone: "1" } }],
    ["an unknown field of a nested object", { ...valid, contact: { email: "a", phone: "1" } }],
    ["a wrong element", { ...valid, tags: ["a", 1] }],
    ["null for an optional one", { ...valid, age: null }],
    ["an int64 for a number", { ...valid, age: 1n }],
  ])("refuse %s", async (_what, args) => {
    const t = await deploy();
    await expect(t.query(api.validated.describe, args as never)).rejects.toThrow(/valid/i);
  });

  it("are checked on nested calls too", async () => {
    const t = await deploy();
    const nested = t.write((ctx) => ctx.runMutation(internal.nested.note, { text: 1 as never }));
    await expect(nested).rejects.toThrow(/valid/i);
  });

  it("are checked on actions", async () => {
    const t = await deploy();
    expect(await t.action(api.validated.add, { a: 1, b: 2 })).toBe(3);
    await expect(t.action(api.validated.add, { a: 1 } as never)).rejects.toThrow(/valid/i);
  });

  it("may be left out", async () => {
    const t = await deploy();
    expect(await t.query(api.validated.unvalidated, { any: ["thing"] })).toEqual({
      any: ["thing"],
    });
  });
});

conformance("return validators", (deploy) => {
  it("refuse a wrong type", async () => {
    const t = await deploy();
    await expect(t.query(api.validated.returnsWrongType, {})).rejects.toThrow(/valid/i);
  });

  it("refuse an unknown field", async () => {
    const t = await deploy();
    await expect(t.query(api.validated.returnsExtraField, {})).rejects.toThrow(/valid/i);
  });

  it("take undefined for null", async () => {
    const t = await deploy();
    expect(await t.mutation(api.validated.returnsNothing, {})).toBeNull();
  });
});

conformance("document validators", (deploy) => {
  type Strict = WithoutSystemFields<DataModel["strict"]["document"]>;
  const valid: Strict = { kind: "circle", count: 1 };

  describe.each(["insert", "replace", "patch"] as const)("on %s", (operation) => {
    async function writing(document: Strict): Promise<unknown> {
      const t = await deploy();
      return t.write(async ({ db }) => {
        if (operation === "insert") return db.get(await db.insert("strict", document));
        const id = await db.insert("strict", valid);
        if (operation === "patch") await db.patch(id, document);
        else await db.replace(id, document);
        return db.get(id);
      });
    }

    it.each<[string, Partial<Strict>]>([
      ["another literal of the union", { kind: "square" }],
      ["an array", { tags: ["a"] }],
      ["an int64", { big: 2n ** 62n }],
      ["bytes", { bytes: bytes(1, 2, 3) }],
      ["a record", { scores: { a: 1, b: 2 } }],
      ["one member of a union of objects", { shape: { type: "circle", radius: 2 } }],
      ["the other member", { shape: { type: "square", side: 2 } }],
      ["null where it is the type", { nothing: null }],
    ])("let through %s", async (_what, fields) => {
      expect(await writing({ ...valid, ...fields })).toMatchObject(fields);
    });

    it.each<[string, Record<string, unknown>]>([
      ["a wrong literal", { kind: "triangle" }],
      ["a wrong type", { count: "1" }],
      ["an unknown field", { extra: 1 }],
      ["a wrong element", { tags: [1] }],
      ["a number for an int64", { big: 1 }],
      ["text for bytes", { bytes: "123" }],
      ["a mix of two members of a union", { shape: { type: "circle", side: 2 } }],
      ["null for an optional field", { tags: null }],
      ["text for an id", { thing: "not an id" }],
    ])("refuse %s", async (_what, fields) => {
      await expect(writing({ ...valid, ...fields })).rejects.toThrow(/valid/i);
    });
  });

  it("refuse a missing field on insert and replace", async () => {
    const t = await deploy();
    const missing = { kind: "circle" } as never;
    await expect(t.write(({ db }) => db.insert("strict", missing))).rejects.toThrow(/count/);
    const id = await t.write(({ db }) => db.insert("strict", valid));
    await expect(t.write(({ db }) => db.replace(id, missing))).rejects.toThrow(/count/);
  });

  it("refuse to remove a required field", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("strict", valid));
    await expect(t.write(({ db }) => db.patch(id, { count: undefined }))).rejects.toThrow(/count/);
  });

  it("refuse an id of another table", async () => {
    const t = await deploy();
    const note = await t.write(({ db }) => db.insert("notes", { text: "a" }));
    const referring = t.write(({ db }) => db.insert("strict", { ...valid, thing: note as never }));
    await expect(referring).rejects.toThrow(/valid/i);
  });

  it("let a caught refusal leave no trace", async () => {
    const t = await deploy();
    const count = await t.write(async ({ db }) => {
      await db.insert("strict", { kind: "triangle" } as never).catch(() => null);
      return (await db.query("strict").collect()).length;
    });
    expect(count).toBe(0);
  });
});
