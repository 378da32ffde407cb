import { v } from "convex/values";
import { internal } from "./_generated/api";
import { internalMutation } from "./_generated/server";
import { foldStatusChanges } from "./lib/statusCounts";

/** Adds changes of status to the counts, batch by batch until none are left. Run by a cron. */
export const fold = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const mayBeMore = await foldStatusChanges(ctx);
    if (mayBeMore) await ctx.scheduler.runAfter(0, internal.counts.fold, {});
    return null;
  },
});
