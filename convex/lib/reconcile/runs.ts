import { v, type Infer } from "convex/values";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { describeMissing, readEnv } from "../../env";
import { backoffMs } from "../../model/backoff";
import type { ScanMode } from "../../model/compare";
import type { RunKind, RunTrigger } from "../../model/statuses";
import {
  vOneSided,
  vRunCursor,
  vText,
  vTime,
  vWinner,
  type EventError,
  type vRunCounts,
  type Winner,
} from "../../validators";
import { refuse } from "../errors";
import { loadPerson } from "../people";

/**
 * The row of a run: it says where the walk stands, so that a walk which was lost on its way (an
 * action runs at most once) goes on from there. One walk at a time; a run about one person may go
 * on beside it.
 */

export type Run = Doc<"reconcileRuns">;
export type RunCounts = Infer<typeof vRunCounts>;
export type RunCursor = Infer<typeof vRunCursor>;

/** What the action that visits a page needs to know. */
export const vVisitedRun = v.object({
  runId: v.id("reconcileRuns"),
  mode: v.union(v.literal("look"), v.literal("find"), v.literal("repair")),
  cursor: vRunCursor,
  watermark: vTime,
  done: v.number(),
  total: v.union(v.number(), v.null()),
  started_at: v.number(),
  /** Set in a run about one person, with what an admin has decided about them. */
  externalId: vText,
  decision: v.union(vWinner, v.null()),
  one_sided: v.union(vOneSided, v.null()),
});
export type VisitedRun = Infer<typeof vVisitedRun>;

export interface RunOrder {
  kind: RunKind;
  trigger: RunTrigger;
  actor: string | null;
  externalId: string | null;
  dry_run: boolean;
  repair: boolean;
  decision: Winner | null;
}

/** A page is over by then, or lost. */
const LEASE_MS = 2 * 60_000;
/** A scheduled job may start a hair before the time that the row names. */
const EARLY_MS = 1_000;
const RETRY = { baseMs: 2_000, maxMs: 5 * 60_000 };
/** In a row, some ten minutes of them: after that somebody should look at the reason. */
const MAX_ATTEMPTS = 8;
/** How far our clock and Clerk's may be apart when we say since when a quick walk looks. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Runs among which the last one that really compared is looked for; dry runs are few. */
const MAX_RECENT = 20;
/** Runs that one sweep takes up again. */
const SWEEP_BATCH = 50;

const NO_COUNTS: RunCounts = { equal: 0, findings: 0, repairs: 0, unreadable: 0, list_calls: 0 };
const FIRST: RunCursor = {
  step: 0,
  offset: 0,
  last_created_at: null,
  boundary_ids: [],
  unplaced: null,
};

/**
 * Starts a run. Refuses with `already_running` while another walk goes on. A quick walk that has
 * no earlier one to go back to is a full one.
 */
export async function startRun(ctx: MutationCtx, order: RunOrder): Promise<Id<"reconcileRuns">> {
  const running = order.kind === "user" ? null : await findRunningWalk(ctx);
  if (running !== null) {
    const message = "Another scan is still running. Wait for it, or stop it.";
    refuse({ code: "already_running", run_id: running._id, message });
  }
  const watermark = order.kind === "quick" ? await findWatermark(ctx) : null;
  const kind = order.kind === "quick" && watermark === null ? "full" : order.kind;
  const isConfigured = readEnv().secretKey !== null;
  const message = describeMissing(["CLERK_SECRET_KEY"]);
  const now = Date.now();
  const runId = await ctx.db.insert("reconcileRuns", {
    ...order,
    kind,
    watermark,
    cursor: FIRST,
    done: 0,
    total: kind === "user" ? 1 : null,
    counts: NO_COUNTS,
    attempts: 0,
    state: isConfigured ? "running" : "failed",
    error: isConfigured ? null : { kind: "not_configured", message },
    next_attempt_at: isConfigured ? now + LEASE_MS : null,
    started_at: now,
    ended_at: isConfigured ? null : now,
  });
  if (isConfigured) await ctx.scheduler.runAfter(0, internal.scan.visit, { runId, step: 0 });
  return runId;
}

/** The walk that is going on, if any. */
export async function findRunningWalk(ctx: QueryCtx): Promise<Run | null> {
  for (const kind of ["full", "quick"] as const) {
    const running = await ctx.db
      .query("reconcileRuns")
      .withIndex("by_kind_and_state_and_started_at", (q) =>
        q.eq("kind", kind).eq("state", "running"),
      )
      .first();
    if (running !== null) return running;
  }
  return null;
}

/** The run, when it goes on and stands at that step: a page that comes late changes nothing. */
export async function findAtStep(
  ctx: QueryCtx,
  runId: Id<"reconcileRuns">,
  step: number,
): Promise<Run | null> {
  const run = await ctx.db.get("reconcileRuns", runId);
  return run?.state === "running" && stepOf(run) === step ? run : null;
}

export async function describeRun(ctx: QueryCtx, run: Run): Promise<VisitedRun> {
  const { _id: runId, watermark, done, total, started_at, externalId, decision } = run;
  const person = externalId === null ? null : await loadPerson(ctx, externalId);
  return {
    runId,
    mode: modeOf(run),
    cursor: run.cursor ?? FIRST,
    watermark,
    done,
    total,
    started_at,
    externalId,
    decision,
    one_sided: person?.sync?.one_sided ?? null,
  };
}

export function modeOf({ dry_run, repair }: Run): ScanMode {
  if (dry_run) return "look";
  return repair ? "repair" : "find";
}

/** Takes up the page that a run stands at, unless somebody is at it already. */
export async function resumeIfDue(ctx: MutationCtx, run: Run): Promise<void> {
  const now = Date.now();
  const { next_attempt_at } = run;
  const isDue = next_attempt_at !== null && next_attempt_at <= now + EARLY_MS;
  if (run.state !== "running" || !isDue) return;
  await ctx.db.patch("reconcileRuns", run._id, { next_attempt_at: now + LEASE_MS });
  await ctx.scheduler.runAfter(0, internal.scan.visit, { runId: run._id, step: stepOf(run) });
}

/** The safety net: takes up runs whose page, or whose job to go on, was lost. */
export async function reviveRuns(ctx: MutationCtx): Promise<void> {
  const running = await ctx.db
    .query("reconcileRuns")
    .withIndex("by_state_and_started_at", (q) => q.eq("state", "running"))
    .take(SWEEP_BATCH);
  for (const run of running) {
    if (run.next_attempt_at !== null && run.next_attempt_at > Date.now()) continue;
    if (run.attempts + 1 >= MAX_ATTEMPTS) {
      const message = "A page did not come to its end, however often it was begun.";
      await endRun(ctx, run, "failed", { kind: "lost", message });
      continue;
    }
    const attempts = run.attempts + 1;
    await ctx.db.patch("reconcileRuns", run._id, { attempts });
    await resumeIfDue(ctx, { ...run, attempts });
  }
}

/** What one page came to; without a `cursor` it was the last. */
export interface PageResult {
  cursor: RunCursor | null;
  visited: number;
  total: number | null;
  counts: RunCounts;
}

/** Notes that a page is done, and goes on to the next or ends. */
export async function advanceRun(ctx: MutationCtx, run: Run, page: PageResult): Promise<void> {
  const done = run.done + page.visited;
  const progress = { done, total: page.total, counts: addCounts(run.counts, page.counts) };
  await ctx.db.patch("reconcileRuns", run._id, {
    ...progress,
    cursor: page.cursor,
    attempts: 0,
    error: null,
    next_attempt_at: page.cursor === null ? null : Date.now() + LEASE_MS,
  });
  if (page.cursor === null) {
    await endRun(ctx, run, "done", null);
  } else {
    const next = { runId: run._id, step: page.cursor.step };
    await ctx.scheduler.runAfter(0, internal.scan.visit, next);
  }
}

/** Waits and tries the page again, as long as Clerk asks for; too often in a row, the run fails. */
export async function holdUpRun(
  ctx: MutationCtx,
  run: Run,
  trouble: { error: EventError; retry_after_ms: number | null },
): Promise<void> {
  const { error, retry_after_ms } = trouble;
  const attempts = run.attempts + 1;
  if (attempts >= MAX_ATTEMPTS) {
    await ctx.db.patch("reconcileRuns", run._id, { attempts });
    await endRun(ctx, run, "failed", error);
    return;
  }
  const wait = Math.max(retry_after_ms ?? 0, backoffMs(attempts, RETRY, Math.random()));
  const next_attempt_at = Date.now() + wait;
  await ctx.db.patch("reconcileRuns", run._id, { attempts, error, next_attempt_at });
  await ctx.scheduler.runAfter(wait, internal.scan.resume, { runId: run._id });
}

export async function endRun(
  ctx: MutationCtx,
  run: Run,
  state: Exclude<Run["state"], "running">,
  error: EventError | null,
): Promise<void> {
  const end = { state, error, next_attempt_at: null, ended_at: Date.now() };
  await ctx.db.patch("reconcileRuns", run._id, end);
}

export function addCounts(a: RunCounts, b: RunCounts): RunCounts {
  return {
    equal: a.equal + b.equal,
    findings: a.findings + b.findings,
    repairs: a.repairs + b.repairs,
    unreadable: a.unreadable + b.unreadable,
    list_calls: a.list_calls + b.list_calls,
  };
}

export function countsOf(counts: Partial<RunCounts>): RunCounts {
  return { ...NO_COUNTS, ...counts };
}

function stepOf({ cursor }: Run): number {
  return cursor?.step ?? 0;
}

/** Whoever was changed since has not been compared yet; null when nobody ever was. */
async function findWatermark(ctx: QueryCtx): Promise<number | null> {
  const starts: number[] = [];
  for (const kind of ["full", "quick"] as const) {
    const recent = await ctx.db
      .query("reconcileRuns")
      .withIndex("by_kind_and_state_and_started_at", (q) => q.eq("kind", kind).eq("state", "done"))
      .order("desc")
      .take(MAX_RECENT);
    const last = recent.find(({ dry_run }) => !dry_run);
    if (last !== undefined) starts.push(last.started_at);
  }
  return starts.length === 0 ? null : Math.max(...starts) - CLOCK_TOLERANCE_MS;
}
