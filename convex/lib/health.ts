import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { describeMissing, readEnv } from "../env";
import { addArrivals, isSilent, type Rhythm } from "../model/rhythm";
import type { RunKind } from "../model/statuses";
import { readRhythm } from "./inboxDrain";
import { warnOfRejections } from "./rejections";
import { recentWarnings, type Warning } from "./warnings";

/**
 * How the sync is doing, from a few reads at the ends of indexes: for the dashboard's overview and
 * for `GET /health`.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A batch takes a second; what waits this long has been forgotten. */
const EVENT_WAITS_TOO_LONG_MS = 5 * MINUTE_MS;
/** Retries end after ten minutes, in success or as drift; what is open later has been lost. */
const SAVE_WAITS_TOO_LONG_MS = 15 * MINUTE_MS;
/** They run each day and every few minutes: one may be missed before somebody must look. */
const SCAN_TOO_OLD_MS = { full: 2 * DAY_MS, quick: HOUR_MS };
/** Since the first event; until then a new deployment need not have finished a scan. */
const FIRST_SCAN_AFTER_MS = 2 * DAY_MS;

export interface Health {
  last_event_at: number | null;
  /** Since when the oldest event waits for its first attempt. */
  oldest_unprocessed_at: number | null;
  /** Since when the oldest save waits that Clerk has not got. */
  oldest_pending_save_at: number | null;
  /** When the last scan, full or quick, came to its end. */
  last_scan_at: number | null;
  dead_events: boolean;
  warnings: Warning[];
}

/** @param now the time; named by the caller, because queries must not look at the clock */
export async function readHealth(ctx: QueryCtx, now: number): Promise<Health> {
  const rhythm = await rhythmUpToNow(ctx);
  const oldest_unprocessed_at = await oldestUnprocessed(ctx);
  const oldest_pending_save_at = await oldestPendingSave(ctx);
  const deadEvent = await firstDeadEvent(ctx);
  const full = await readScans(ctx, "full");
  const quick = await readScans(ctx, "quick");
  return {
    last_event_at: rhythm.last_received_at,
    oldest_unprocessed_at,
    oldest_pending_save_at,
    last_scan_at: laterOf(full.done, quick.done),
    dead_events: deadEvent !== null,
    warnings: [
      ...warnOfConfiguration(),
      ...warnOfWaitingEvents(oldest_unprocessed_at, now),
      ...(await warnOfRejections(ctx, now, rhythm.last_received_at)),
      ...warnOfSilence(rhythm, now),
      ...warnOfWaitingSaves(oldest_pending_save_at, now),
      ...warnOfScans({ full, quick }, rhythm.first_received_at, now),
      ...warnOfDeadEvents(deadEvent),
      ...(await recentWarnings(ctx, now - DAY_MS)),
    ],
  };
}

/** The drains' word, and events that none has seen yet. */
async function rhythmUpToNow(ctx: QueryCtx): Promise<Rhythm> {
  const rhythm = await readRhythm(ctx);
  const newest = await ctx.db
    .query("inboxEvents")
    .withIndex("by_received_at")
    .order("desc")
    .first();
  return newest === null ? rhythm : addArrivals(rhythm, [newest.received_at]);
}

async function oldestUnprocessed(ctx: QueryCtx): Promise<number | null> {
  const event = await ctx.db
    .query("inboxEvents")
    .withIndex("by_status_and_received_at", (q) => q.eq("status", "received"))
    .first();
  return event && (event.replayed_at ?? event.received_at);
}

async function oldestPendingSave(ctx: QueryCtx): Promise<number | null> {
  const times: number[] = [];
  for (const clerk of ["pending", "unreachable"] as const) {
    const write = await ctx.db
      .query("outboxWrites")
      .withIndex("by_open_and_clerk_and_started_at", (q) => q.eq("open", true).eq("clerk", clerk))
      .first();
    if (write !== null) times.push(write.started_at);
  }
  return times.length === 0 ? null : Math.min(...times);
}

async function firstDeadEvent(ctx: QueryCtx): Promise<Doc<"inboxEvents"> | null> {
  return await ctx.db
    .query("inboxEvents")
    .withIndex("by_status_and_received_at", (q) => q.eq("status", "dead"))
    .first();
}

/** When a kind of scan last came to its end, and last failed. */
interface Scans {
  done: number | null;
  failed: Pick<Doc<"reconcileRuns">, "ended_at" | "error"> | null;
}

async function readScans(ctx: QueryCtx, kind: RunKind): Promise<Scans> {
  const last = async (state: "done" | "failed") =>
    await ctx.db
      .query("reconcileRuns")
      .withIndex("by_kind_and_state_and_started_at", (q) => q.eq("kind", kind).eq("state", state))
      .order("desc")
      .first();
  return { done: (await last("done"))?.ended_at ?? null, failed: await last("failed") };
}

function warnOfConfiguration(): Warning[] {
  const { missing } = readEnv();
  if (missing.length === 0) return [];
  return [{ kind: "not_configured", message: describeMissing(missing), since: null }];
}

function warnOfWaitingEvents(since: number | null, now: number): Warning[] {
  if (since === null || now - since <= EVENT_WAITS_TOO_LONG_MS) return [];
  const message =
    "Events from Clerk wait and are not being applied. Convex's logs say what stops inbox:drain.";
  return [{ kind: "unprocessed", message, since }];
}

function warnOfSilence(rhythm: Rhythm, now: number): Warning[] {
  if (!isSilent(rhythm, now)) return [];
  const message =
    "No event has come from Clerk for longer than usual. Look in Clerk's dashboard, under Webhooks, whether the endpoint is switched on and its deliveries arrive.";
  return [{ kind: "silence", message, since: rhythm.last_received_at }];
}

function warnOfWaitingSaves(since: number | null, now: number): Warning[] {
  if (since === null || now - since <= SAVE_WAITS_TOO_LONG_MS) return [];
  const message =
    "A save waits for Clerk and is not being finished. Convex's logs say what stops outbox:check.";
  return [{ kind: "pending_save", message, since }];
}

function warnOfScans(
  { full, quick }: { full: Scans; quick: Scans },
  firstEventAt: number | null,
  now: number,
): Warning[] {
  const warnings: Warning[] = [];
  const isTooOld = (done: number | null, limit: number) =>
    done !== null
      ? now - done > limit
      : firstEventAt !== null && now - firstEventAt > FIRST_SCAN_AFTER_MS;

  // A full scan sees all that a quick one would.
  const quickDone = laterOf(full.done, quick.done);
  if (isTooOld(full.done, SCAN_TOO_OLD_MS.full)) {
    const message =
      "No full scan of Clerk's users has finished for two days. Start one, and see under Scans why the daily one does not end.";
    warnings.push({ kind: "full_scan_too_old", message, since: full.done ?? firstEventAt });
  }
  if (isTooOld(quickDone, SCAN_TOO_OLD_MS.quick)) {
    const message =
      "No scan of those who changed lately has finished for an hour. See under Scans why they do not end.";
    warnings.push({ kind: "quick_scan_too_old", message, since: quickDone ?? firstEventAt });
  }
  for (const { done, failed } of [full, quick]) {
    const failedAt = failed?.ended_at ?? null;
    if (failedAt === null || failedAt <= (done ?? 0)) continue;
    const why = failed?.error?.message ?? "It does not say why.";
    const message = `The last scan was given up: ${why} Start it again once that is mended.`;
    warnings.push({ kind: "scan_failed", message, since: failedAt });
    break;
  }
  return warnings;
}

function warnOfDeadEvents(oldest: Doc<"inboxEvents"> | null): Warning[] {
  if (oldest === null) return [];
  const message =
    "There are events that could not be applied, and are not tried again. Replay them once their cause is mended.";
  return [{ kind: "dead_events", message, since: oldest.received_at }];
}

function laterOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
