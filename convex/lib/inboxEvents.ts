import { ConvexError, v, type Infer } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { readEnv } from "../env";
import { backoffMs } from "../model/backoff";
import { normaliseClerkUser } from "../model/clerkUser";
import { triage } from "../model/envelope";
import { isObject, type JsonObject } from "../model/json";
import { decide, type Incoming } from "../model/ordering";
import { redactDeleted } from "../model/redact";
import type { Difference } from "../model/drift";
import { vEventOutcome, type EventError, type vAttempt } from "../validators";
import { acceptWord, type HeldBack } from "./clerkWords";
import { bury } from "./deletion";
import { describeThrown } from "./errors";
import { isDeleted, latest, loadPerson, storePerson, type Person } from "./people";

/** One event of the inbox: which are due, applying one, and what its failure leaves behind. */

/** Keeps a batch well inside the limits of one transaction (4,096 index ranges, 16,000 writes). */
const BATCH = 100;
/** Of those, so many may be retries: a pile of failing events must not hold up the fresh ones. */
const RETRIES_PER_BATCH = 20;
const RETRY = { baseMs: 5_000, maxMs: 5 * 60_000 };
/** Some five minutes of trying. A passing fault is over by then; for the rest there is replay. */
const MAX_ATTEMPTS = 7;
/** Two rounds of trying and a few replays: enough to see whether anything has changed. */
const MAX_LOGGED = 20;

export const vApplied = v.object({
  outcome: vEventOutcome,
  /** Why it was left aside; null when it was not. */
  ignored: v.union(v.string(), v.null()),
});
export type Applied = Infer<typeof vApplied>;

/** The events to apply now, oldest change first, so that none of a batch is stale needlessly. */
export async function findDueEvents(
  ctx: QueryCtx,
): Promise<{ events: Doc<"inboxEvents">[]; mayBeMore: boolean }> {
  const retries = await ctx.db
    .query("inboxEvents")
    .withIndex("by_status_and_next_attempt_at", (q) =>
      q.eq("status", "failed").gte("next_attempt_at", 0).lte("next_attempt_at", Date.now()),
    )
    .take(RETRIES_PER_BATCH);
  const fresh = await ctx.db
    .query("inboxEvents")
    .withIndex("by_status_and_received_at", (q) => q.eq("status", "received"))
    .take(BATCH - retries.length);
  const changedAt = (event: Doc<"inboxEvents">) => event.clerk_updated_at ?? event.event_at;
  return {
    events: [...retries, ...fresh].sort(
      (a, b) =>
        changedAt(a) - changedAt(b) || a.event_at - b.event_at || a.received_at - b.received_at,
    ),
    mayBeMore: retries.length === RETRIES_PER_BATCH || retries.length + fresh.length === BATCH,
  };
}

/**
 * Applies one event. Throws what `recordFailure` is to record; it runs in a transaction of its
 * own, so that a failure takes back this event's writes and no other's.
 */
export async function applyEvent(ctx: MutationCtx, event: Doc<"inboxEvents">): Promise<Applied> {
  // A payload was an object when it was stored; `v.any()` has forgotten that.
  const payload = isObject(event.payload) ? event.payload : {};
  const task = triage({ ...event, payload }, readEnv().instanceId);
  if (task.action === "ignore") {
    const { kind, message } = task;
    return await finish(ctx, event, { status: "ignored", error: { kind, message } });
  }
  const person = await loadPerson(ctx, task.externalId);
  const incoming = incomingOf(event);
  if (incoming !== null && isStale(person, incoming)) {
    await noteEventTime(ctx, person, event.event_at);
    return await finish(ctx, event, { status: "stale", payload: storable(person, payload) });
  }
  if (task.action === "delete") {
    const { changes } = await bury(ctx, person, event.event_at, "webhook");
    return await finish(ctx, event, { status: "applied", changes });
  }
  const normalised = normaliseClerkUser(payload);
  if (!normalised.ok) {
    throw new ConvexError({ kind: "invalid_payload", message: normalised.message });
  }
  const { profile, created_at, updated_at } = normalised.user;
  const held = await heldEmail(ctx, event);
  const word = {
    profile: held === null ? profile : { ...profile, email: held.email },
    created_at,
    updated_at,
    event_at: event.event_at,
    knowsEmail: held !== null || profile.email === null,
  };
  const { changes, held_back } = await acceptWord(ctx, person, word, "webhook");
  return await finish(ctx, event, { status: "applied", changes, held_back });
}

/** Writes down on the event that it could not be applied. Must not throw: the batch is around it. */
export async function recordFailure(
  ctx: MutationCtx,
  event: Doc<"inboxEvents">,
  thrown: unknown,
): Promise<Applied & { error: EventError }> {
  const error = describeThrown(thrown);
  const attempts = event.attempts + 1;
  const now = Date.now();
  const isDead = attempts >= MAX_ATTEMPTS;
  const wait = backoffMs(attempts, RETRY, Math.random());
  const outcome = isDead ? "dead" : "failed";
  await ctx.db.patch("inboxEvents", event._id, {
    attempts,
    ...afterAttempt(event, { at: now, outcome, error }),
    status: outcome,
    processed_at: now,
    next_attempt_at: isDead ? null : now + wait,
  });
  if (isDead) await dropHeldEmail(ctx, event);
  else await ctx.scheduler.runAfter(wait, internal.inbox.wake, {});
  return { outcome, ignored: null, error };
}

/** Writes down on the person that an event about them could not be applied, unless it is stale. */
export async function markFailed(
  ctx: MutationCtx,
  event: Doc<"inboxEvents">,
  error: EventError,
): Promise<void> {
  const { externalId, event_at } = event;
  if (externalId === null) return;
  const person = await loadPerson(ctx, externalId);
  const incoming = incomingOf(event);
  if (incoming !== null && isStale(person, incoming)) return;
  const newest = person.sync?.failure ?? null;
  if (newest !== null && newest.event_at > event_at) return;
  const last_event_at = latest(person.sync?.last_event_at ?? null, event_at);
  const sync = { failure: { event_at, ...error }, last_event_at };
  await storePerson(ctx, person, { sync }, "webhook");
}

async function finish(
  ctx: MutationCtx,
  event: Doc<"inboxEvents">,
  end: {
    status: "applied" | "stale" | "ignored";
    error?: EventError;
    changes?: readonly Difference[];
    held_back?: HeldBack;
    /** What stays of the payload, when that is less than what was received. */
    payload?: JsonObject;
  },
): Promise<Applied> {
  const now = Date.now();
  const { status: outcome, error = null } = end;
  await ctx.db.patch("inboxEvents", event._id, {
    status: outcome,
    ...afterAttempt(event, { at: now, outcome, error }),
    ...whatItDid(event, end),
    ...(end.payload && { payload: end.payload }),
    attempts: event.attempts + 1,
    next_attempt_at: null,
    processed_at: now,
  });
  await dropHeldEmail(ctx, event);
  return { outcome, ignored: error?.kind ?? null };
}

/** How an attempt went, added to those before it; the oldest are let go, as replays have no end. */
function afterAttempt(
  { attempt_log }: Doc<"inboxEvents">,
  attempt: Infer<typeof vAttempt>,
): Pick<Doc<"inboxEvents">, "error" | "error_text" | "attempt_log"> {
  const { error } = attempt;
  return {
    error,
    error_text: error?.message ?? "",
    attempt_log: [...attempt_log, attempt].slice(-MAX_LOGGED),
  };
}

/** What an event did to the profile. When it does nothing in a replay, what it did before stays. */
function whatItDid(
  event: Doc<"inboxEvents">,
  { changes = [], held_back = [] }: { changes?: readonly Difference[]; held_back?: HeldBack },
): Pick<Doc<"inboxEvents">, "changes" | "held_back"> {
  if (changes.length === 0 && held_back.length === 0) {
    return { changes: event.changes, held_back: event.held_back };
  }
  // Where a change of Convex's own row is told, "before" stands in Convex and "after" in Clerk.
  const told = changes.map(({ field, convex: from, clerk: to }) => ({ field, from, to }));
  return { changes: told, held_back };
}

/** An event that comes after the deletion must not bring back what was scrubbed. */
function storable(person: Person, payload: JsonObject): JsonObject | undefined {
  const isScrubbed = isDeleted(person) && readEnv().onUserDeleted === "scrub";
  return isScrubbed ? redactDeleted(payload) : undefined;
}

function incomingOf({ type, event_at, clerk_updated_at }: Doc<"inboxEvents">): Incoming | null {
  if (type === "user.deleted") return { kind: "deletion", event_at };
  return clerk_updated_at === null ? null : { kind: "profile", clerk_updated_at, event_at };
}

function isStale({ sync }: Person, incoming: Incoming): boolean {
  return sync !== null && decide(sync, incoming) === "stale";
}

async function noteEventTime(ctx: MutationCtx, { sync }: Person, event_at: number): Promise<void> {
  if (sync === null || event_at <= (sync.last_event_at ?? 0)) return;
  await ctx.db.patch("userSync", sync._id, { last_event_at: event_at });
}

async function heldEmail(
  ctx: QueryCtx,
  event: Doc<"inboxEvents">,
): Promise<Doc<"inboxEmails"> | null> {
  return await ctx.db
    .query("inboxEmails")
    .withIndex("by_event", (q) => q.eq("event", event._id))
    .unique();
}

async function dropHeldEmail(ctx: MutationCtx, event: Doc<"inboxEvents">): Promise<void> {
  const held = await ctx.db
    .query("inboxEmails")
    .withIndex("by_event", (q) => q.eq("event", event._id))
    .first();
  if (held !== null) await ctx.db.delete("inboxEmails", held._id);
}
