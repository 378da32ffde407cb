import { v } from "convex/values";
import { internalQuery } from "./_generated/server";
import { readHealth } from "./lib/health";
import { vTime } from "./validators";

/** What `GET /health` needs to know, without a word about anybody. */
export const report = internalQuery({
  args: { now: v.number() },
  returns: v.object({
    last_event_at: vTime,
    oldest_unprocessed_at: vTime,
    oldest_pending_save_at: vTime,
    last_scan_at: vTime,
    dead_events: v.boolean(),
    /** There is something that the overview warns of. */
    needs_attention: v.boolean(),
  }),
  handler: async (ctx, { now }) => {
    const { warnings, ...times } = await readHealth(ctx, now);
    return { ...times, needs_attention: warnings.length > 0 };
  },
});
