import { v } from "convex/values";
import { internal } from "./_generated/api";
import { internalMutation } from "./_generated/server";
import { foldCounts } from "./lib/folding";

/** Adds what was appended to the counts, batch by batch until none is left. Run by a cron. */
export const fold = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const mayBeMore = await foldCounts(ctx);
    if (mayBeMore) await ctx.scheduler.runAfter(0, internal.counts.fold, {});
    return null;
  },
});
