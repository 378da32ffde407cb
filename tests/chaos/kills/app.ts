import {
  defineSchema,
  defineTable,
  internalActionGeneric,
  internalMutationGeneric,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
  type ActionBuilder,
  type DataModelFromSchemaDefinition,
  type MutationBuilder,
  type QueryBuilder,
} from "convex/server";
import { v } from "convex/values";
import type { ComponentModules } from "../../../sandbox/convex/types";

/**
 * A small app whose documents tell on a store that loses something: what one mutation writes is
 * written in pairs, and each pair has scheduled a mutation and an action that leave a trace.
 */

const schema = defineSchema({
  halves: defineTable({
    life: v.number(),
    n: v.number(),
    side: v.union(v.literal("left"), v.literal("right")),
    marking: v.id("_scheduled_functions"),
    acting: v.id("_scheduled_functions"),
  }).index("by_life", ["life"]),
  /** Left by the scheduled mutations, and by the actions. */
  traces: defineTable({
    life: v.number(),
    n: v.number(),
    by: v.union(v.literal("mutation"), v.literal("action")),
  }).index("by_life", ["life"]),
  /** One document that every mutation changes. */
  totals: defineTable({ pairs: v.number() }),
});
type DataModel = DataModelFromSchemaDefinition<typeof schema>;

const mutation = mutationGeneric as MutationBuilder<DataModel, "public">;
const internalMutation = internalMutationGeneric as MutationBuilder<DataModel, "internal">;
const internalAction = internalActionGeneric as ActionBuilder<DataModel, "internal">;
const query = queryGeneric as QueryBuilder<DataModel, "public">;

const aPair = { life: v.number(), n: v.number() };
type Pair = { life: number; n: number };
const load = {
  mark: makeFunctionReference<"mutation", Pair>("load:mark"),
  act: makeFunctionReference<"action", Pair>("load:act"),
  acted: makeFunctionReference<"mutation", Pair>("load:acted"),
};

/** Two documents, a count, and two jobs: all of it or none. */
const write = mutation({
  args: { ...aPair, jobsAfterMs: v.number() },
  handler: async (ctx, { life, n, jobsAfterMs }) => {
    const marking = await ctx.scheduler.runAfter(jobsAfterMs, load.mark, { life, n });
    const acting = await ctx.scheduler.runAfter(jobsAfterMs, load.act, { life, n });
    await ctx.db.insert("halves", { life, n, side: "left", marking, acting });
    const totals = await ctx.db.query("totals").first();
    if (totals === null) await ctx.db.insert("totals", { pairs: 1 });
    else await ctx.db.patch("totals", totals._id, { pairs: totals.pairs + 1 });
    await ctx.db.insert("halves", { life, n, side: "right", marking, acting });
  },
});

const mark = internalMutation({
  args: aPair,
  handler: async (ctx, pair) => {
    await ctx.db.insert("traces", { ...pair, by: "mutation" });
  },
});

/** Tells the outside, which cannot be taken back, and then the store. */
const act = internalAction({
  args: aPair,
  handler: async (ctx, pair) => {
    await fetch(`https://outside.test/${pair.life}/${pair.n}`);
    await ctx.runMutation(load.acted, pair);
  },
});

const acted = internalMutation({
  args: aPair,
  handler: async (ctx, pair) => {
    await ctx.db.insert("traces", { ...pair, by: "action" });
  },
});

/** Everything that one life of the process has left. */
const left = query({
  args: { life: v.number() },
  handler: async (ctx, { life }) => {
    const halves = await ctx.db
      .query("halves")
      .withIndex("by_life", (q) => q.eq("life", life))
      .take(5_000);
    const traces = await ctx.db
      .query("traces")
      .withIndex("by_life", (q) => q.eq("life", life))
      .take(5_000);
    const jobs = [];
    for (const { n, side, marking, acting } of halves) {
      if (side === "right") continue;
      const [mutationJob, actionJob] = [
        await ctx.db.system.get("_scheduled_functions", marking),
        await ctx.db.system.get("_scheduled_functions", acting),
      ];
      jobs.push({
        n,
        mutation: mutationJob?.state.kind ?? "gone",
        action: actionJob?.state.kind ?? "gone",
      });
    }
    return {
      left: halves.filter(({ side }) => side === "left").map(({ n }) => n),
      right: halves.filter(({ side }) => side === "right").map(({ n }) => n),
      byMutation: traces.filter(({ by }) => by === "mutation").map(({ n }) => n),
      byAction: traces.filter(({ by }) => by === "action").map(({ n }) => n),
      jobs,
    };
  },
});

const counted = query({
  args: {},
  handler: async (ctx) => (await ctx.db.query("totals").first())?.pairs ?? 0,
});

export const app: ComponentModules = {
  modules: {
    schema: () => Promise.resolve({ default: schema }),
    load: () => Promise.resolve({ write, mark, act, acted, left, counted }),
  },
  children: {},
};

/** What {@link left} answers. */
export interface Left {
  left: number[];
  right: number[];
  byMutation: number[];
  byAction: number[];
  jobs: { n: number; mutation: string; action: string }[];
}
