import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { addArrivals, NO_RHYTHM, type Rhythm } from "../model/rhythm";

/**
 * Single flight: one row names the job that drains the inbox. While it is set nobody starts
 * another one, and receiving an event only reads it.
 */

/** Starts the drain unless one is on its way. */
export async function startDrain(ctx: MutationCtx): Promise<void> {
  const state = await ctx.db.query("inboxState").first();
  if (state?.drain_job == null) await setJob(ctx, await schedule(ctx));
}

/**
 * The running drain's last act: hand on to the next, or let go.
 *
 * @param receivedAt when the events of this batch came; retries and replays among them change nothing
 */
export async function endDrain(
  ctx: MutationCtx,
  next: "again" | "rest",
  receivedAt: readonly number[],
): Promise<void> {
  await setJob(ctx, next === "again" ? await schedule(ctx) : null, receivedAt);
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
  receivedAt: readonly number[] = [],
): Promise<void> {
  const state = await ctx.db.query("inboxState").first();
  // Here and not on receipt: receiving reads this row, so that it would conflict with itself.
  const now = {
    ...addArrivals(state === null ? NO_RHYTHM : rhythmOf(state), receivedAt),
    drain_job,
  };
  if (state === null) await ctx.db.insert("inboxState", now);
  else await ctx.db.patch("inboxState", state._id, now);
}

/** In what rhythm events have come, up to the last drain. */
export async function readRhythm(ctx: QueryCtx): Promise<Rhythm> {
  const state = await ctx.db.query("inboxState").first();
  return state === null ? NO_RHYTHM : rhythmOf(state);
}

function rhythmOf(state: Rhythm): Rhythm {
  const { first_received_at, last_received_at, week, longest_gap_ms, earlier_gap_ms } = state;
  return { first_received_at, last_received_at, week, longest_gap_ms, earlier_gap_ms };
}
