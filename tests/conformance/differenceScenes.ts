import { ConvexError } from "convex/values";
import { expect } from "vitest";
import { api, internal } from "./app/api";
import type { Deployment } from "./deployment";

/** What the list of intended differences has both sides do. */

export const readRanges = (t: Deployment, count: number) =>
  t.write(async ({ db }) => {
    const id = await db.insert("notes", { text: "read often" });
    for (let i = 0; i < count; i++) await db.get(id);
    return count;
  });

export const storeText = (t: Deployment, length: number) =>
  t.write(({ db }) => db.insert("notes", { text: "x".repeat(length) }));

export const storeNested = (t: Deployment, levels: number) =>
  t.write(({ db }) => {
    const value = Array.from({ length: levels }).reduce<unknown[]>((inner) => [inner], []);
    return db.insert("things", { label: "nested", value });
  });

export const insertUnknown = (t: Deployment) =>
  t.write(({ db }) => db.insert("nowhere" as "notes", { text: "a" }));

export const insertWrongScores = (t: Deployment) =>
  t.write(({ db }) =>
    db.insert("strict", { kind: "circle", count: 1, scores: { maths: "one" as never } }),
  );

export async function notesAfterSchedulingFor(t: Deployment, ms: number): Promise<string[]> {
  await t.write(({ scheduler }) =>
    scheduler.runAfter(ms, internal.jobs.note, { text: "far away" }),
  );
  await t.advance(1000);
  return t.admin.query(internal.nested.texts, {});
}

export async function labelsNegating(t: Deployment): Promise<string[]> {
  await t.write(async ({ db }) => {
    for (const value of [1, 2]) await db.insert("things", { label: String(value), value });
  });
  const negated = await t.read(({ db }) =>
    db
      .query("things")
      .filter((q) => q.eq(q.neg(q.field("value")), -2))
      .collect(),
  );
  return negated.map((thing) => thing.label);
}

export async function labelsAbove(t: Deployment, bound: number): Promise<string[]> {
  await t.write(async ({ db }) => {
    await db.insert("things", { label: "number", value: 2 });
    await db.insert("things", { label: "text", value: "a" });
    await db.insert("things", { label: "null", value: null });
  });
  const above = await t.read(({ db }) =>
    db
      .query("things")
      .filter((q) => q.gt(q.field("value"), bound))
      .collect(),
  );
  return above.map((thing) => thing.label);
}

export const searchUnknown = (t: Deployment) =>
  t.read(({ db }) =>
    db
      .query("articles")
      .withSearchIndex("by_nothing" as "search_body", (q) => q.search("body", "gulls"))
      .collect(),
  );

export const dataFromNested = (t: Deployment) =>
  t.write(async (ctx) => {
    try {
      await ctx.runMutation(internal.nested.refuse, { data: { at: 5n } });
    } catch (error) {
      return error instanceof ConvexError ? (error.data as { at: bigint }) : "another error";
    }
    return "no error";
  });

export const fetchThrowing = (t: Deployment) =>
  t.fetch("/notes-then-throws", { method: "POST", body: "a" });

export async function stateAfterLateCancel(t: Deployment): Promise<string | undefined> {
  const id = await t.write(({ scheduler }) =>
    scheduler.runAfter(0, internal.jobs.note, { text: "ran" }),
  );
  await t.advance(0);
  await t.write(({ scheduler }) => scheduler.cancel(id));
  return (await t.read(({ db }) => db.system.get(id)))?.state.kind;
}

export async function pageReadAgain(t: Deployment): Promise<string[]> {
  const insert = (value: number) =>
    t.write(({ db }) => db.insert("things", { label: `v${value}`, value }));
  for (const value of [1, 2, 3]) await insert(value);
  const read = t.subscribe(async ({ db }) => {
    const { page } = await db
      .query("things")
      .withIndex("by_value")
      .paginate({ numItems: 2, cursor: null });
    return page.map((thing) => thing.label);
  });
  expect(await read()).toEqual(["v1", "v2"]);
  await insert(0);
  return read();
}

export async function textsAfterWrongReturn(t: Deployment): Promise<string[]> {
  const returning = t.mutation(api.validated.writesThenReturnsWrongType, {
    text: "written in vain",
  });
  await expect(returning).rejects.toThrow(/valid/i);
  return t.admin.query(internal.nested.texts, {});
}

export async function fullLastPage(t: Deployment): Promise<{ isDone: boolean; added: string[] }> {
  const insert = (value: number) =>
    t.write(({ db }) => db.insert("things", { label: `v${value}`, value }));
  const page = (cursor: string | null) =>
    t.read(({ db }) => db.query("things").withIndex("by_value").paginate({ cursor, numItems: 2 }));
  for (const value of [1, 2]) await insert(value);
  const { isDone, continueCursor } = await page(null);
  await insert(3);
  const { page: added } = await page(continueCursor);
  return { isDone, added: added.map((thing) => thing.label) };
}
