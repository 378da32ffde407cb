import { v } from "convex/values";
import { internal } from "./_generated/api";
import { internalMutation } from "./_generated/server";
import { BATCH, RULES } from "./lib/retention";

/**
 * Forgets what is old, a batch per transaction, one rule of lib/retention.ts after the other.
 * Started by a cron; goes on by itself until nothing is left.
 */
export const sweep = internalMutation({
  args: {
    /** Where in the list of rules to go on; the first when left out. */
    rule: v.optional(v.number()),
  },
  returns: v.null(),
  handler: async (ctx, { rule = 0 }) => {
    const now = Date.now();
    let room = BATCH;
    for (const [index, { sweep }] of RULES.entries()) {
      if (index < rule) continue;
      room -= await sweep(ctx, now, room);
      if (room <= 0) {
        await ctx.scheduler.runAfter(0, internal.retention.sweep, { rule: index });
        break;
      }
    }
    return null;
  },
});
