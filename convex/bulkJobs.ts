import { v } from "convex/values";
import { internalMutation } from "./_generated/server";
import { advanceJob, reviveJobs } from "./lib/bulkJobs";
import { replayWork } from "./lib/inboxReplay";
import { resolveWork } from "./lib/reconcile/resolvingMany";
import { undoWork } from "./lib/reconcile/undoing";
import { vText } from "./validators";

/** The batches of bulk jobs; lib/bulkJobs.ts says how they work, and how to add a kind. */

/** One batch of one job. Scheduled by lib/bulkJobs.ts alone. */
export const advance = internalMutation({
  args: { jobId: v.id("bulkJobs"), cursor: vText },
  returns: v.null(),
  handler: async (ctx, { jobId, cursor }) => {
    const job = await ctx.db.get("bulkJobs", jobId);
    if (job === null) return null;
    const { filter } = job;
    switch (filter.kind) {
      case "replay":
        await advanceJob(ctx, replayWork, { ...job, filter }, cursor);
        return null;
      case "resolve":
        await advanceJob(ctx, resolveWork, { ...job, filter }, cursor);
        return null;
      case "undo":
        await advanceJob(ctx, undoWork, { ...job, filter }, cursor);
        return null;
    }
  },
});

/** Takes up jobs whose batch was lost. Run by a cron. */
export const revive = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await reviveJobs(ctx);
    return null;
  },
});
