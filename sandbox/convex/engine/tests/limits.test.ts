import {
  defineSchema,
  defineTable,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import { v } from "convex/values";
import { describe, expect, test } from "vitest";
import { component, start, STORES } from "./harness";
import type { CallStats } from "../../types";

const schema = defineSchema({
  notes: defineTable({ text: v.string() }).index("by_text", ["text"]),
});

type Stored = Record<string, never>;
const list = makeFunctionReference<"query">("notes:list");

const notes = {
  add: mutationGeneric((ctx, { texts }: { texts: string[] }) =>
    Promise.all(texts.map((text) => ctx.db.insert("notes", { text }))),
  ),
  any: mutationGeneric((ctx, { value }: { value: Stored }) => ctx.db.insert("anything", value)),
  list: queryGeneric((ctx) => ctx.db.query("notes").collect()),
  lists: queryGeneric(async (ctx, { times }: { times: number }) => {
    for (let i = 0; i < times; i += 1) await ctx.db.query("notes").collect();
  }),
  byText: queryGeneric((ctx, { from }: { from: string }) =>
    ctx.db
      .query("notes")
      .withIndex("by_text", (q) => q.gte("text", from))
      .collect(),
  ),
  first: queryGeneric((ctx, { times }: { times: number }) =>
    Promise.all(Array.from({ length: times }, () => ctx.db.query("notes").first())),
  ),
  limited: queryGeneric(async (ctx) => {
    const run = ctx.runQuery as (f: unknown, a: object, options: object) => Promise<unknown>;
    const text = await run(list, {}, { transactionLimits: { documentsRead: 1 } }).catch(String);
    const after = (await ctx.runQuery(list, {})) as unknown[];
    return { text, after: after.length, metrics: await ctx.meta.getTransactionMetrics() };
  }),
  twoPages: queryGeneric(async (ctx) => {
    await ctx.db.query("notes").paginate({ numItems: 1, cursor: null });
    await ctx.db.query("notes").paginate({ numItems: 1, cursor: null });
  }),
  echo: queryGeneric((_ctx, { value }: { value: Stored }) => value),
};

const app = component({ schema: { default: schema }, notes });
const texts = (count: number) => Array.from({ length: count }, (_, i) => `note ${i}`);

test("what a call read and wrote is told, in documents, bytes and index ranges", async () => {
  const calls: Record<string, CallStats> = {};
  const { engine, mutation, query } = await start(app, {
    onCall: ({ path, stats }) => (calls[path] = stats),
  });
  await mutation("notes:add", { texts: texts(3) });
  await query("notes:byText", { from: "note 1" });
  expect(calls["notes:add"]).toMatchObject({ documentsRead: 0, documentsWritten: 3 });
  expect(calls["notes:byText"]).toMatchObject({ documentsRead: 2, indexRanges: 1 });
  const { documentsWritten, bytesWritten } = calls["notes:add"] as CallStats;
  expect(calls["notes:byText"]?.bytesRead).toBe((bytesWritten / documentsWritten) * 2);
  const call = { path: "notes:list", args: {}, caller: { identity: null } };
  expect((await engine.query(call)).stats).toMatchObject({ documentsRead: 3, indexRanges: 1 });
});

describe("a transaction is refused", () => {
  test("its 16,001st document to write", async () => {
    const addMany = mutationGeneric(async (ctx) => {
      for (let i = 0; i < 16_001; i += 1) await ctx.db.insert("notes", { text: "x" });
    });
    const { mutation } = await start(component({ notes: { addMany } }));
    await expect(mutation("notes:addMany")).rejects.toThrow(
      "Too many writes in a single function execution (limit: 16000)",
    );
  });

  test("its 32,001st document to read", async () => {
    const { mutation, query } = await start(app);
    await mutation("notes:add", { texts: texts(1_000) });
    await query("notes:lists", { times: 32 });
    await expect(query("notes:lists", { times: 33 })).rejects.toThrow(
      "Too many documents read in a single function execution (limit: 32000).",
    );
  });

  test("its 4,097th index range", async () => {
    const { query } = await start(app);
    await query("notes:first", { times: 4_096 });
    await expect(query("notes:first", { times: 4_097 })).rejects.toThrow(
      "Too many reads in a single function execution (limit: 4096).",
    );
  });

  test("more than 16 MiB to read", async () => {
    const { mutation, query } = await start(app);
    const large = "x".repeat(900_000);
    for (let i = 0; i < 19; i += 1) await mutation("notes:add", { texts: [large] });
    await expect(query("notes:list")).rejects.toThrow(
      "Too many bytes read in a single function execution (limit: 16777216 bytes).",
    );
  });

  test("a second page", async () => {
    const { query } = await start(app);
    await expect(query("notes:twoPages")).rejects.toThrow("ran multiple paginated queries");
  });
});

describe("a page whose end is given", () => {
  const pageTo = queryGeneric((ctx, options: { endCursor?: string; maximumRowsRead?: number }) =>
    ctx.db.query("notes").paginate({ numItems: 1, cursor: null, ...options }),
  );
  const withPages = component({ notes: { ...notes, pageTo } });

  test("is read to there, whatever a page may otherwise read", async () => {
    const { mutation, query } = await start(withPages);
    const end = (await query("notes:pageTo")) as { continueCursor: string };
    await mutation("notes:add", { texts: texts(3) });
    const endCursor = end.continueCursor;
    const found = await query("notes:pageTo", { endCursor, maximumRowsRead: 1 });
    expect(found).toMatchObject({ continueCursor: endCursor, pageStatus: null, isDone: true });
    expect((found as { page: Stored[] }).page).toHaveLength(3);
  });

  test("ends there also when it is too much to read, and asks to be split", async () => {
    const { mutation, query } = await start(withPages);
    const { continueCursor: endCursor } = (await query("notes:pageTo")) as {
      continueCursor: string;
    };
    const large = "x".repeat(900_000);
    for (let i = 0; i < 19; i += 1) await mutation("notes:add", { texts: [large] });
    const found = await query("notes:pageTo", { endCursor });
    expect(found).toMatchObject({ continueCursor: endCursor, pageStatus: "SplitRequired" });
  });
});

test("a nested call can be given less, and what its caller may use is told", async () => {
  const { mutation, query } = await start(app);
  await mutation("notes:add", { texts: texts(3) });
  expect(await query("notes:limited")).toMatchObject({
    text: expect.stringContaining(
      "Too many documents read in a single function execution (limit: 1)",
    ),
    after: 3,
    metrics: { documentsRead: { used: 5, remaining: 31_995 }, databaseQueries: { used: 2 } },
  });
});

describe("a document is refused", () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
  const refusals: [string, unknown, string][] = [
    ["over 1 MiB", "x".repeat(2 ** 20), "Value is too large (1.00 MiB > maximum size 1 MiB)"],
    ["with a list over 8,192 long", Array(8_193).fill(1), "Array length is too long (8193"],
    [
      "with more than 1,024 fields",
      Object.fromEntries(texts(1_025).map((text) => [text.replace(" ", ""), 1])),
      "Object has too many fields (1025",
    ],
    ["nested deeper than 16", nested(16), "Document is too nested (nested 17 levels deep"],
  ];
  test.each(refusals)("%s", async (_name, content, message) => {
    const { mutation } = await start(component({ notes }));
    await expect(mutation("notes:any", { value: { content } as never })).rejects.toThrow(message);
  });

  test("but not at the limit", async () => {
    const { mutation } = await start(component({ notes }));
    for (const content of [nested(15), Array(8_192).fill(1), "x".repeat(2 ** 20 - 200)]) {
      await mutation("notes:any", { value: { content } as never });
    }
  });
});

describe.each(STORES)("index keys longer than the %s store takes", (_name, makeStore) => {
  test("are in order, can be looked up, and go away with their documents", async () => {
    const { mutation, query, engine } = await start(app, { store: makeStore() });
    const long = "long ".repeat(1_000);
    const all = ["c", "a", "b"].map((end) => long + end);
    await mutation("notes:add", { texts: [...all, "short", "long"] });
    const found = async (from: string) =>
      ((await query("notes:byText", { from })) as { text: string }[]).map(({ text }) => text);
    expect(await found("")).toEqual(["long", ...[...all].sort(), "short"]);
    expect(await found(`${long}b`)).toEqual([`${long}b`, `${long}c`, "short"]);
    expect(await found(`${long}d`)).toEqual(["short"]);
    expect(engine.latestTs() > 0n).toBe(true);
  });
});
