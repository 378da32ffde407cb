import type { QueryCtx } from "../_generated/server";

/** When the last event came, and since when the oldest one waits for its first attempt. */
export async function readActivity(
  ctx: QueryCtx,
): Promise<{ last_event_at: number | null; oldest_unprocessed_at: number | null }> {
  const last = await ctx.db.query("inboxEvents").withIndex("by_received_at").order("desc").first();
  const waiting = await ctx.db
    .query("inboxEvents")
    .withIndex("by_status_and_received_at", (q) => q.eq("status", "received"))
    .first();
  return {
    last_event_at: last?.received_at ?? null,
    oldest_unprocessed_at: waiting?.received_at ?? null,
  };
}
