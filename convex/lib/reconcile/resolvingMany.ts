import type { Infer } from "convex/values";
import { internal } from "../../_generated/api";
import type { vBulkFilter } from "../../validators";
import type { BulkWork } from "../bulkJobs";
import { openFindings } from "../driftRows";

/** Ending many differences towards one side, as a bulk job. */

export type ResolveFilter = Extract<Infer<typeof vBulkFilter>, { kind: "resolve" }>;

/**
 * Clerk gets one change, and a question before it, for each: 50 of them in 10 s stay within what
 * it allows an instance in development (100 calls in 10 s).
 */
export const REST_MS = 10_000;

/** Oldest first. What is found meanwhile is not meant. */
export const resolveWork: BulkWork<"resolve", "driftFindings"> = {
  kind: "resolve",
  rows: (ctx, { drift_kind: kind, field }, until) =>
    openFindings(ctx, { kind, field }, until).order("asc"),
  one: async (ctx, findingId, { _id: jobId, filter, actor }) => {
    if (filter.kind !== "resolve") return;
    const { winner, drift_kind } = filter;
    // Nested, so that what is refused half way leaves nothing behind.
    await ctx.runMutation(internal.reconcile.resolveFinding, {
      findingId,
      winner,
      actor,
      mayDelete: drift_kind !== undefined,
      jobId,
    });
  },
  restMs: ({ winner }) => (winner === "convex" ? REST_MS : 0),
};
