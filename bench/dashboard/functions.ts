import { v } from "convex/values";
import { internalMutation, internalQuery } from "../../convex/_generated/server";
import { startOf, SPANS, SPAN_MS, MAX_SPANS } from "../../convex/lib/spans";
import type { EventStatus } from "../../convex/model/statuses";
import { eventOf, type Row } from "../rows";

/** What the dashboard shows besides the people. Part of the app's module `bench`. */

export const EVENTS_PER_PERSON = 4;
/** People per mutation, which may write 16,000 documents. */
export const HISTORY_BATCH = 1_000;

const EVENT_MS = 250;
/** In turn, so that every filter leaves many rows in a small crowd as in a large one. */
const OUTCOMES: readonly EventStatus[] = ["applied", "failed", "stale", "dead"];
/** So many people have more than events: a hundred times what a view reads of it. */
const WITH_HISTORY = 5_000;
const RUNS = 100;
const ADMIN = "user_admin";

/**
 * Gives everybody four events. Of the first few thousand every second one also gets a save, a
 * difference that is open and a deed of staff, every other one a difference that has ended.
 */
export const seedHistories = internalMutation({
  args: { people: v.array(v.string()), from: v.number(), start: v.number() },
  returns: v.null(),
  handler: async (ctx, { people, from, start }) => {
    for (const [place, externalId] of people.entries()) {
      const n = from + place;
      const at = start + n * EVENTS_PER_PERSON * EVENT_MS;
      for (let step = 0; step < EVENTS_PER_PERSON; step++) {
        await ctx.db.insert("inboxEvents", historyEvent(externalId, n, step, at));
      }
      if (n >= WITH_HISTORY) continue;
      await ctx.db.insert("driftFindings", finding(externalId, n % 2 === 0, at));
      if (n % 2 !== 0) continue;
      await ctx.db.insert("outboxWrites", write(externalId, at));
      const deed = { actor: ADMIN, action: "check_now", subject: externalId, detail: {}, at };
      await ctx.db.insert("auditLog", deed);
      if (n < RUNS) await ctx.db.insert("reconcileRuns", run(at));
    }
    return null;
  },
});

/** Fills the statistics of all ranges that end at `now`. */
export const seedStatistics = internalMutation({
  args: { now: v.number() },
  returns: v.null(),
  handler: async (ctx, { now }) => {
    for (const span of SPANS) {
      for (let back = 0; back < MAX_SPANS; back++) {
        const start = startOf(span, now) - back * SPAN_MS[span];
        const latency = [5, 4, 3, 2, 1, 0, 0];
        const kind = { type: "user.updated", outcome: "applied", count: 15, latency } as const;
        await ctx.db.insert("eventStats", { span, start, kinds: [kind], failures: [] });
        const found = [{ kind: "field_mismatch", count: 1 }];
        await ctx.db.insert("syncStats", { span, start, confirmed: [], failures: [], found });
      }
    }
    return null;
  },
});

/** The ids of an event, a difference and a scan that are there. */
export const landmarks = internalQuery({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) => {
    const event = await ctx.db
      .query("inboxEvents")
      .withIndex("by_external_id_and_received_at", (q) => q.eq("externalId", externalId))
      .first();
    const difference = await ctx.db
      .query("driftFindings")
      .withIndex("by_external_id_and_found_at", (q) => q.eq("externalId", externalId))
      .first();
    const scan = await ctx.db.query("reconcileRuns").withIndex("by_started_at").first();
    if (event === null || difference === null || scan === null) return null;
    return { svix_id: event.svix_id, finding_id: difference._id, run_id: scan._id };
  },
});

function historyEvent(
  externalId: string,
  n: number,
  step: number,
  start: number,
): Row<"inboxEvents"> {
  const at = start + step * EVENT_MS;
  const status = OUTCOMES[(n + step) % OUTCOMES.length] ?? "applied";
  const isWell = status === "applied" || status === "stale";
  return {
    ...eventOf({ externalId, updated_at: at }),
    svix_id: `msg_history_${step}_${externalId}`,
    type: step === 0 ? "user.created" : "user.updated",
    status,
    error: isWell ? null : { kind: "invalid", message: "The name is no text." },
  };
}

function finding(externalId: string, isOpen: boolean, at: number): Row<"driftFindings"> {
  return {
    externalId,
    field: "first_name",
    kind: "field_mismatch",
    clerk: "Newcomer",
    convex: "Oldtimer",
    found_by: "scan",
    found_at: at,
    resolved_at: isOpen ? null : at,
    resolution: isOpen ? null : "clerk_won",
  };
}

function write(externalId: string, at: number): Row<"outboxWrites"> {
  return {
    operation_id: `operation_${externalId}`,
    externalId,
    origin: "profile",
    requested: { first_name: "Newcomer" },
    previous: { first_name: "Oldtimer" },
    clerk_previous: { first_name: "Oldtimer" },
    overruled: [],
    clerk: "done",
    open: false,
    clerk_updated_at: at,
    clerk_image_url: null,
    attempts: 1,
    next_attempt_at: null,
    error: null,
    started_at: at,
    settled_at: at,
    confirmed_by: "webhook",
  };
}

function run(at: number): Row<"reconcileRuns"> {
  return {
    kind: "quick",
    trigger: "cron",
    actor: null,
    externalId: null,
    state: "done",
    dry_run: false,
    repair: false,
    decision: null,
    cursor: null,
    watermark: null,
    done: 500,
    total: null,
    counts: { equal: 500, findings: 0, repairs: 0, unreadable: 0, list_calls: 1 },
    attempts: 0,
    next_attempt_at: null,
    error: null,
    started_at: at,
    // In which scans find the differences of the moment.
    ended_at: at + EVENT_MS,
  };
}
