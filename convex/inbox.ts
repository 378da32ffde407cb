import { v } from "convex/values";
import { internal } from "./_generated/api";
import type { Doc } from "./_generated/dataModel";
import { internalMutation, type MutationCtx } from "./_generated/server";
import { addToStats } from "./lib/eventStats";
import { endDrain, reviveDrain, startDrain } from "./lib/inboxDrain";
import {
  applyEvent,
  findDueEvents,
  recordFailure,
  vApplied,
  type Applied,
} from "./lib/inboxEvents";
import { foldStatusChanges } from "./lib/statusCounts";
import { raiseWarning } from "./lib/warnings";
import { vText, vTime } from "./validators";

/**
 * Clerk -> Convex: events are stored as they come, acknowledged, and applied in batches by one
 * drain at a time. `svix-id` makes each count once; model/ordering.ts makes order not matter.
 */

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
      processed_at: null,
      status: "received",
      deliveries: 1,
      attempts: 0,
      next_attempt_at: null,
      error: null,
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
    await foldStatusChanges(ctx);
    await endDrain(ctx, mayBeMore ? "again" : "rest");
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

interface Attempt extends Applied {
  event: Doc<"inboxEvents">;
}

/** A failure takes back the event's own writes, and becomes a row in the transaction around it. */
async function attempt(ctx: MutationCtx, event: Doc<"inboxEvents">): Promise<Applied> {
  try {
    return await ctx.runMutation(internal.inbox.apply, { eventId: event._id });
  } catch (thrown) {
    return await recordFailure(ctx, event, thrown);
  }
}

async function recordBatch(ctx: MutationCtx, attempts: readonly Attempt[]): Promise<void> {
  const now = Date.now();
  const outcomes = attempts.map(({ event, outcome }) => ({
    type: event.type,
    outcome,
    latencyMs: now - event.received_at,
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
