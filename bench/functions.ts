import { v } from "convex/values";
import type { Doc } from "../convex/_generated/dataModel";
import { internalMutation, internalQuery, type QueryCtx } from "../convex/_generated/server";
import { vClerkUser } from "../convex/validators";
import { eventOf, profileOf, syncOf } from "./rows";

export { countsOf, endsOf, isWaiting } from "./load/functions";
export { landmarks, seedHistories, seedStatistics } from "./dashboard/functions";

/** Functions that only benchmarks have; they join the app as its module `bench`. */

/** Users per mutation: each brings two or three documents, and a mutation may write 16,000. */
export const SEED_BATCH = 2_000;

/** Every tenth user's history: enough for the log to grow as the users do. */
const USERS_PER_EVENT = 10;

/** Writes users that are equal on both sides, some with the event that made them. */
export const seed = internalMutation({
  args: { users: v.array(vClerkUser) },
  returns: v.null(),
  handler: async (ctx, { users }) => {
    for (const [n, user] of users.entries()) {
      await ctx.db.insert("users", profileOf(user));
      await ctx.db.insert("userSync", syncOf(user));
      if (n % USERS_PER_EVENT === 0) await ctx.db.insert("inboxEvents", eventOf(user));
    }
    const counted = await ctx.db
      .query("statusCounts")
      .withIndex("by_status", (q) => q.eq("status", "in_sync"))
      .unique();
    const count = (counted?.count ?? 0) + users.length;
    if (counted === null) await ctx.db.insert("statusCounts", { status: "in_sync", count });
    else await ctx.db.patch("statusCounts", counted._id, { count });
    return null;
  },
});

/** One document by an index: the least that any function does. */
export const person = internalQuery({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) => await findUser(ctx, externalId),
});

/** The first name with which a history has ended; null for somebody who is gone. */
export const endOf = internalQuery({
  args: { externalId: v.string() },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { externalId }) => {
    const sync = await ctx.db
      .query("userSync")
      .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
      .unique();
    if (sync === null || sync.deleted_at !== null) return null;
    return (await findUser(ctx, externalId))?.first_name ?? null;
  },
});

/** `deliveries` of each row that the log has for a `svix-id`: it should have one. */
export const deliveriesOf = internalQuery({
  args: { svix_id: v.string() },
  returns: v.array(v.number()),
  handler: async (ctx, { svix_id }) => {
    const rows = await ctx.db
      .query("inboxEvents")
      .withIndex("by_svix_id", (q) => q.eq("svix_id", svix_id))
      .take(2);
    return rows.map(({ deliveries }) => deliveries);
  },
});

/** How the newest scan stands. */
export const lastRun = internalQuery({
  args: {},
  handler: async (ctx) => {
    const run = await ctx.db
      .query("reconcileRuns")
      .withIndex("by_started_at")
      .order("desc")
      .first();
    return run && { state: run.state, equal: run.counts.equal };
  },
});

/** Whether counts of people by status still lag behind. */
export const hasUncounted = internalQuery({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => (await ctx.db.query("statusDeltas").first()) !== null,
});

async function findUser(ctx: QueryCtx, externalId: string): Promise<Doc<"users"> | null> {
  return await ctx.db
    .query("users")
    .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
    .unique();
}
