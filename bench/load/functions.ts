import { v } from "convex/values";
import { internalQuery } from "../../convex/_generated/server";

/** What became of a load, asked for many at a time; joins the app with bench/functions.ts. */

/** With which first name each history has ended; null for somebody who is gone. */
export const endsOf = internalQuery({
  args: { externalIds: v.array(v.string()) },
  returns: v.array(v.union(v.string(), v.null())),
  handler: async (ctx, { externalIds }) =>
    await Promise.all(
      externalIds.map(async (externalId) => {
        const sync = await ctx.db
          .query("userSync")
          .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
          .unique();
        if (sync === null || sync.deleted_at !== null) return null;
        const user = await ctx.db
          .query("users")
          .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
          .unique();
        return user?.first_name ?? null;
      }),
    ),
});

/** What the log says of each `svix-id`: how often it came; null when it is not there exactly once. */
export const countsOf = internalQuery({
  args: { svix_ids: v.array(v.string()) },
  returns: v.array(v.union(v.number(), v.null())),
  handler: async (ctx, { svix_ids }) =>
    await Promise.all(
      svix_ids.map(async (svix_id) => {
        const rows = await ctx.db
          .query("inboxEvents")
          .withIndex("by_svix_id", (q) => q.eq("svix_id", svix_id))
          .take(2);
        return rows.length === 1 ? (rows[0]?.deliveries ?? null) : null;
      }),
    ),
});

/** Whether anything waits: an event for its turn, or a save for Clerk's side. */
export const isWaiting = internalQuery({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => {
    for (const status of ["received", "failed"] as const) {
      const event = await ctx.db
        .query("inboxEvents")
        .withIndex("by_status_and_received_at", (q) => q.eq("status", status))
        .first();
      if (event !== null) return true;
    }
    const pending = await ctx.db
      .query("outboxWrites")
      .withIndex("by_open_and_clerk_and_started_at", (q) => q.eq("open", true))
      .first();
    return pending !== null;
  },
});
