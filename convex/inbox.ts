import { v } from "convex/values";
import { internal } from "./_generated/api";
import type { Doc } from "./_generated/dataModel";
import { internalMutation, mutation, type MutationCtx } from "./_generated/server";
import { requireRole } from "./access";
import { audit } from "./lib/audit";
import { bulkJobFunctions, orderJob, vOrderedJob } from "./lib/bulkJobFunctions";
import { addToStats } from "./lib/eventStats";
import { endDrain, reviveDrain, startDrain } from "./lib/inboxDrain";
import {
  applyEvent,
  findDueEvents,
  markFailed,
  recordFailure,
  vApplied,
  type Applied,
} from "./lib/inboxEvents";
import {
  asReplayFilter,
  findReplayable,
  replayEvent,
  replayWork,
  vReplayFilter,
} from "./lib/inboxReplay";
import { foldCounts, foldSoon } from "./lib/folding";
import { raiseWarning } from "./lib/warnings";
import { vEventError, vText, vTime } from "./validators";

/**
 * Clerk -> Convex: events are stored as they come, acknowledged, and applied in batches by one
 * drain at a time. `svix-id` makes each count once; model/ordering.ts makes order not matter.
 */

/** After a batch this large the counts are folded at once, not with the next event or the cron. */
const FOLD_AFTER = 25;

/** Stores one verified delivery; it may be acknowledged once this has committed. */
export const receive = internalMutation({
  args: {
    svix_id: v.string(),
    type: v.string(),
    externalId: vText,
    event_at: v.number(),
    clerk_updated_at: vTime,
    instance_id: vText,
    payload: v.any(),
    /** The address that the payload holds masked; null when it speaks of none. */
    email: vText,
  },
  returns: v.null(),
  handler: async (ctx, { email, ...event }) => {
    const known = await ctx.db
      .query("inboxEvents")
      .withIndex("by_svix_id", (q) => q.eq("svix_id", event.svix_id))
      .unique();
    if (known !== null) {
      await ctx.db.patch("inboxEvents", known._id, { deliveries: known.deliveries + 1 });
      return null;
    }
    const id = await ctx.db.insert("inboxEvents", {
      ...event,
      received_at: Date.now(),
      replayed_at: null,
      replayed_by: null,
      processed_at: null,
      status: "received",
      deliveries: 1,
      attempts: 0,
      next_attempt_at: null,
      error: null,
      error_text: "",
      attempt_log: [],
      changes: [],
      held_back: [],
    });
    if (email !== null) await ctx.db.insert("inboxEmails", { event: id, email });
    await startDrain(ctx);
    return null;
  },
});

/** Applies one batch and goes on until nothing is due. Scheduled by lib/inboxDrain.ts alone. */
export const drain = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const { events, mayBeMore } = await findDueEvents(ctx);
    const attempts: Attempt[] = [];
    for (const event of events) {
      attempts.push({ event, ...(await attempt(ctx, event)) });
    }
    await recordBatch(ctx, attempts);
    await foldCounts(ctx);
    if (!mayBeMore && attempts.length >= FOLD_AFTER) await foldSoon(ctx);
    const receivedAt = events.map((event) => event.received_at);
    await endDrain(ctx, mayBeMore ? "again" : "rest", receivedAt);
    return null;
  },
});

/** One event of a batch, in a nested transaction; see `attempt`. */
export const apply = internalMutation({
  args: { eventId: v.id("inboxEvents") },
  returns: vApplied,
  handler: async (ctx, { eventId }) => {
    const event = await ctx.db.get("inboxEvents", eventId);
    if (event === null) throw new Error("The event is gone.");
    return await applyEvent(ctx, event);
  },
});

/** Notes on the person that an event about them failed, in a nested transaction as well. */
export const blame = internalMutation({
  args: { eventId: v.id("inboxEvents"), error: vEventError },
  returns: v.null(),
  handler: async (ctx, { eventId, error }) => {
    const event = await ctx.db.get("inboxEvents", eventId);
    if (event !== null) await markFailed(ctx, event, error);
    return null;
  },
});

/** Starts a drain for what is due, also when the last one died. Run by retries and by a cron. */
export const wake = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const { events } = await findDueEvents(ctx);
    if (events.length > 0) await reviveDrain(ctx);
    return null;
  },
});

/**
 * Has one event applied once more, whatever became of it; an older one than what is known ends
 * `stale`. Refuses with `unknown_event`, or with `not_replayable` when it was malformed.
 */
export const replay = mutation({
  args: { svix_id: v.string() },
  returns: v.null(),
  handler: async (ctx, { svix_id }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const event = await findReplayable(ctx, svix_id);
    await replayEvent(ctx, event, actor);
    const detail = { type: event.type, was: event.status, error: event.error?.kind ?? null };
    await audit(ctx, { actor, action: "replay", subject: svix_id, detail });
    return null;
  },
});

/**
 * Has all events that match the filter applied once more, in batches. Answers with how many there
 * are; with `dry_run` that is all it does. `job_id` is null when nothing was started. Refuses with
 * `empty_filter`, and with `already_running` while another replay is under way.
 */
export const replayMany = mutation({
  args: { filter: vReplayFilter, dry_run: v.boolean() },
  returns: vOrderedJob,
  handler: async (ctx, args) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const filter = asReplayFilter(args.filter);
    const { dry_run, filter: detail } = args;
    return await orderJob(ctx, replayWork, {
      filter,
      actor,
      dry_run,
      action: "replay_many",
      detail,
    });
  },
});

const replays = bulkJobFunctions("replay", "cancel_replay");

/** Stops a replay before its next batch. Answers false when it had ended. `unknown_job`. */
export const cancelReplay = replays.cancel;

/** How far a replay is; without an id the one that is running, or null. `unknown_job`. */
export const replayJob = replays.progress;

interface Attempted extends Applied {
  /** The kind of the error, when it failed. */
  failure: string | null;
}

interface Attempt extends Attempted {
  event: Doc<"inboxEvents">;
}

/** A failure takes back the event's own writes, and becomes a row in the transaction around it. */
async function attempt(ctx: MutationCtx, event: Doc<"inboxEvents">): Promise<Attempted> {
  const eventId = event._id;
  try {
    return { ...(await ctx.runMutation(internal.inbox.apply, { eventId })), failure: null };
  } catch (thrown) {
    const { error, ...failed } = await recordFailure(ctx, event, thrown);
    try {
      await ctx.runMutation(internal.inbox.blame, { eventId, error });
    } catch (alsoThrown) {
      // What spoils the event may spoil this as well, and must not spoil the batch.
      console.error("The failure could not be noted on the person.", alsoThrown);
    }
    return { ...failed, failure: error.kind };
  }
}

async function recordBatch(ctx: MutationCtx, attempts: readonly Attempt[]): Promise<void> {
  const now = Date.now();
  const outcomes = attempts.map(({ event, outcome, failure }) => ({
    type: event.type,
    outcome,
    failure,
    latencyMs: now - (event.replayed_at ?? event.received_at),
  }));
  await addToStats(ctx, now, outcomes);
  const strangers = attempts.filter(({ ignored }) => ignored === "wrong_instance");
  const last = strangers.at(-1);
  if (last === undefined) return;
  const from = last.event.instance_id ?? "one that it does not name";
  await raiseWarning(ctx, {
    kind: "wrong_instance",
    message: `Events came from another Clerk instance (${from}) and were ignored.`,
    count: strangers.length,
  });
}
