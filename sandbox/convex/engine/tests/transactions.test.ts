import {
  defineSchema,
  defineTable,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import { v } from "convex/values";
import { describe, expect, test } from "vitest";
import { component, start } from "./harness";

const reference = {
  add: makeFunctionReference<"mutation">("notes:add"),
  addAndThrow: makeFunctionReference<"mutation">("notes:addAndThrow"),
  texts: makeFunctionReference<"query">("notes:texts"),
  dive: makeFunctionReference<"query">("notes:dive"),
};

const schema = defineSchema({
  notes: defineTable({ text: v.string(), at: v.optional(v.commitTs()) }).index("by_at", ["at"]),
});

const notes = {
  add: mutationGeneric((ctx, { text }: { text: string }) => ctx.db.insert("notes", { text })),
  addAndThrow: mutationGeneric(async (ctx) => {
    await ctx.runMutation(reference.add, { text: "undone as well" });
    await ctx.scheduler.runAfter(0, reference.add, { text: "never scheduled" });
    throw new Error("no");
  }),
  texts: queryGeneric(async (ctx) =>
    (await ctx.db.query("notes").collect()).map((note) => note["text"] as string),
  ),
  mixed: mutationGeneric(async (ctx) => {
    const results = await Promise.allSettled([
      ctx.db.insert("notes", { text: "before" }),
      ctx.runMutation(reference.addAndThrow, {}),
      ctx.db.insert("notes", { text: "after" }),
    ]);
    return results.map(({ status }) => status);
  }),
  stale: mutationGeneric(async (ctx) => {
    await ctx.db.insert("notes", { text: "new" });
    const run = ctx.runQuery as (f: unknown, args: object, options?: object) => Promise<string[]>;
    const fresh = await run(reference.texts, {});
    const stale = await run(reference.texts, {}, { useStaleSnapshot: true });
    return { fresh, stale };
  }),
  dive: queryGeneric((ctx, { depth }: { depth: number }): Promise<string> | string =>
    depth <= 1 ? "bottom" : (ctx.runQuery(reference.dive, { depth: depth - 1 }) as Promise<string>),
  ),
  stamp: mutationGeneric(async (ctx) => {
    const id = await ctx.db.insert("notes", { text: "stamped", at: ctx.db.vars.commitTs });
    return { id, at: ctx.db.vars.commitTs };
  }),
  stamped: queryGeneric((ctx, { from }: { from: bigint }) =>
    ctx.db
      .query("notes")
      .withIndex("by_at", (q) => q.gte("at", from))
      .collect(),
  ),
  snapshotTs: queryGeneric((ctx) => ctx.meta.getSnapshotTs()),
  count: queryGeneric((ctx) =>
    (ctx.db.query("notes") as unknown as { count(): Promise<number> }).count(),
  ),
};
const app = component({ schema: { default: schema }, notes });

describe("a nested mutation that throws", () => {
  test("takes back its own writes and jobs, and nothing that its caller writes meanwhile", async () => {
    const { engine, mutation, query } = await start(app);
    expect(await mutation("notes:mixed")).toEqual(["fulfilled", "rejected", "fulfilled"]);
    await engine.runDueJobs();
    expect(await query("notes:texts")).toEqual(["before", "after"]);
  });
});

test("a query can be asked for the state before the mutation", async () => {
  const { mutation } = await start(app);
  await mutation("notes:add", { text: "old" });
  expect(await mutation("notes:stale")).toEqual({ fresh: ["old", "new"], stale: ["old"] });
});

test("calls nest as deep as Convex lets them", async () => {
  const { query } = await start(app);
  expect(await query("notes:dive", { depth: 8 })).toBe("bottom");
  await expect(query("notes:dive", { depth: 9 })).rejects.toThrow(
    "Cross component call depth limit exceeded.",
  );
});

test("the commit's timestamp takes the place of its placeholder, in results and indexes too", async () => {
  const { engine, mutation, query } = await start(app);
  const { at } = (await mutation("notes:stamp")) as { at: bigint };
  expect(at).toBe(engine.latestTs());
  expect(await query("notes:stamped", { from: at })).toMatchObject([{ text: "stamped", at }]);
  expect(await query("notes:stamped", { from: at + 1n })).toEqual([]);
  expect(await query("notes:snapshotTs")).toBe(at);
});

test("documents are counted", async () => {
  const { mutation, query } = await start(app);
  await mutation("notes:add", { text: "a" });
  await mutation("notes:add", { text: "b" });
  expect(await query("notes:count")).toBe(2);
});

test("mutations that are called at once run one after the other", async () => {
  const increment = mutationGeneric(async (ctx) => {
    const row = await ctx.db.query("counters").first();
    if (row === null) return void (await ctx.db.insert("counters", { n: 1 }));
    await ctx.db.patch("counters", row._id, { n: (row["n"] as number) + 1 });
  });
  const read = queryGeneric(
    async (ctx) => (await ctx.db.query("counters").first())?.["n"] as number,
  );
  const { mutation, query } = await start(component({ counters: { increment, read } }));
  await Promise.all(Array.from({ length: 30 }, () => mutation("counters:increment")));
  expect(await query("counters:read")).toBe(30);
});
