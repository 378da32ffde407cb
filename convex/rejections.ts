import { v } from "convex/values";
import { internalMutation, internalQuery } from "./_generated/server";
import { addRejection, readWeight, vRejection } from "./lib/rejections";

/** Counts deliveries that were refused; called by http.ts alone. See lib/rejections.ts. */

/** For how many the next one counts in the hour that begins at `start`. */
export const weight = internalQuery({
  args: { start: v.number() },
  returns: v.number(),
  handler: async (ctx, { start }) => await readWeight(ctx, start),
});

/** Counts one that has been drawn and stands for `drawn`. */
export const add = internalMutation({
  args: { reason: vRejection, drawn: v.number() },
  returns: v.null(),
  handler: async (ctx, { reason, drawn }) => {
    await addRejection(ctx, reason, drawn);
    return null;
  },
});
