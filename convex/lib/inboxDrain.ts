import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/**
 * Single flight: one row names the job that drains the inbox. While it is set nobody starts
 * another one, and receiving an event only reads it.
 */

/** Starts the drain unless one is on its way. */
export async function startDrain(ctx: MutationCtx): Promise<void> {
  const state = await ctx.db.query("inboxState").first();
  if (state?.drain_job == null) await setJob(ctx, await schedule(ctx));
}

/** The running drain's last act: hand on to the next, or let go. */
export async function endDrain(ctx: MutationCtx, next: "again" | "rest"): Promise<void> {
  await setJob(ctx, next === "again" ? await schedule(ctx) : null);
}

/** Starts the drain, also when the one on record has died (a bug or a limit threw in it). */
export async function reviveDrain(ctx: MutationCtx): Promise<void> {
  const state = await ctx.db.query("inboxState").first();
  const job = state?.drain_job ?? null;
  if (job === null || !(await isAlive(ctx, job))) await setJob(ctx, await schedule(ctx));
}

async function isAlive(ctx: QueryCtx, job: Id<"_scheduled_functions">): Promise<boolean> {
  const kind = (await ctx.db.system.get("_scheduled_functions", job))?.state.kind;
  return kind === "pending" || kind === "inProgress";
}

async function schedule(ctx: MutationCtx): Promise<Id<"_scheduled_functions">> {
  return await ctx.scheduler.runAfter(0, internal.inbox.drain, {});
}

async function setJob(
  ctx: MutationCtx,
  drain_job: Id<"_scheduled_functions"> | null,
): Promise<void> {
  const state = await ctx.db.query("inboxState").first();
  if (state === null) await ctx.db.insert("inboxState", { ...NO_RHYTHM, drain_job });
  else await ctx.db.patch("inboxState", state._id, { drain_job });
}

const NO_RHYTHM = {
  week: null,
  longest_gap_ms: null,
  earlier_gap_ms: null,
  last_received_at: null,
};
