import { expect, it } from "vitest";
import { internal } from "./app/api";
import type { MutationCtx, QueryCtx } from "./app/server";
import { conformance } from "./suite";

/** Calls a method past its types, as JavaScript may. */
function call(object: object, method: string, ...args: unknown[]): Promise<unknown> {
  const methods = object as Record<string, (...args: unknown[]) => Promise<unknown>>;
  // A method that is not there throws, as it does in JavaScript.
  return methods[method]!(...args);
}

conformance("mistakes in mutations are refused", (deploy) => {
  const { note } = internal.jobs;

  it.each<[string, (ctx: MutationCtx) => Promise<unknown>]>([
    ["inserting null", ({ db }) => call(db, "insert", "notes", null)],
    ["inserting an array", ({ db }) => call(db, "insert", "notes", ["a"])],
    ["inserting text", ({ db }) => call(db, "insert", "notes", "a")],
    [
      "a field name that starts with a dollar sign",
      ({ db }) => db.insert("things", { label: "a", value: { $field: 1 } }),
    ],
    [
      "a field name that starts with an underscore",
      ({ db }) => call(db, "insert", "things", { label: "a", _secret: 1 }),
    ],
    ["getting without an id", ({ db }) => call(db, "get", undefined)],
    ["deleting by text", ({ db }) => call(db, "delete", "notes", "not an id")],
    [
      "another creation time",
      async ({ db }) => {
        const id = await db.insert("notes", { text: "a" });
        await call(db, "patch", id, { _creationTime: 1 });
      },
    ],
    ["scheduling in a negative time", (ctx) => ctx.scheduler.runAfter(-1, note, { text: "a" })],
    ["scheduling in no time at all", (ctx) => ctx.scheduler.runAfter(NaN, note, { text: "a" })],
    ["scheduling never", (ctx) => ctx.scheduler.runAfter(Infinity, note, { text: "a" })],
    [
      "cancelling what is no job",
      async ({ db, scheduler }) =>
        call(scheduler, "cancel", await db.insert("notes", { text: "a" })),
    ],
    ["deleting a file that is none", ({ storage }) => call(storage, "delete", "not a file")],
  ])("%s", async (_what, make) => {
    const t = await deploy();
    await expect(t.write(async (ctx) => make(ctx))).rejects.toThrow();
    expect(await t.admin.query(internal.nested.texts, {})).toEqual([]);
  });
});

conformance("mistakes in queries are refused", (deploy) => {
  it.each<[string, (ctx: QueryCtx) => Promise<unknown>]>([
    ["taking a negative number", ({ db }) => db.query("notes").take(-1)],
    ["taking a part of one", ({ db }) => db.query("notes").take(1.5)],
    [
      "a cursor that is none",
      ({ db }) => db.query("notes").paginate({ numItems: 1, cursor: "not a cursor" }),
    ],
    [
      "reading a query twice",
      async ({ db }) => {
        const notes = db.query("notes").order("asc");
        await notes.collect();
        await notes.collect();
      },
    ],
    [
      "ordering twice",
      async ({ db }) => {
        const ordered = db.query("notes").order("asc");
        await call(ordered, "order", "desc");
        return ordered.collect();
      },
    ],
  ])("%s", async (_what, make) => {
    const t = await deploy();
    await expect(t.read(make)).rejects.toThrow();
  });
});
