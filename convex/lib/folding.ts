import { internal } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import { foldActivity } from "./activity";
import { foldStatusChanges } from "./statusCounts";

/** What is counted by appending is added up here, by the drains and by a cron. */

/**
 * Rows younger than this are left alone: a fold that reads up to the present would conflict with
 * every save that appends meanwhile.
 */
const FOLD_DELAY_MS = 2_000;

/** Adds up one batch of each; answers whether there may be more. */
export async function foldCounts(ctx: MutationCtx): Promise<boolean> {
  const before = Date.now() - FOLD_DELAY_MS;
  const moreStatuses = await foldStatusChanges(ctx, before);
  const moreActivity = await foldActivity(ctx, before);
  return moreStatuses || moreActivity;
}

/** Has what was just counted folded as soon as it may be. */
export async function foldSoon(ctx: MutationCtx): Promise<void> {
  await ctx.scheduler.runAfter(FOLD_DELAY_MS + 1, internal.counts.fold, {});
}
