import type { NamedTableInfo, OrderedQuery } from "convex/server";
import { v, type Infer } from "convex/values";
import { internal } from "../_generated/api";
import type { DataModel, Doc, Id, TableNames } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { vBulkFilter, vBulkJobState, vEventError, vTime } from "../validators";
import { describeThrown, refuse } from "./errors";

/**
 * Work on many rows that an admin orders at once: counted first, then done batch by batch, one job
 * of a kind at a time, stoppable between batches, and taken up again when a batch was lost.
 *
 * To add a kind of work: add its filter to `vBulkFilter`, describe it as a `BulkWork`, and name it
 * in convex/bulkJobs.ts, which runs the batches. lib/bulkJobFunctions.ts makes its public functions.
 */

type BulkFilter = Infer<typeof vBulkFilter>;
export type BulkKind = BulkFilter["kind"];
export type BulkFilterOf<Kind extends BulkKind> = Extract<BulkFilter, { kind: Kind }>;

export interface BulkWork<Kind extends BulkKind, Table extends TableNames> {
  kind: Kind;
  /**
   * The rows that the filter means, as a range of an index, in an order that the work itself does
   * not change (by a time in the past). `until` is when the job was ordered: rows that come after
   * it must be outside of the range, or a job that makes rows would never end.
   */
  rows(
    ctx: QueryCtx,
    filter: BulkFilterOf<Kind>,
    until: number,
  ): OrderedQuery<NamedTableInfo<DataModel, Table>>;
  /** The part of the filter that no index answers; all rows match when it is left out. */
  matches?(row: Doc<Table>, filter: BulkFilterOf<Kind>): boolean;
  /**
   * Deals with one row, read anew by the callee: since the batch was read, the row before it in
   * the batch may have changed it. What it throws counts as failed, and the job goes on; so it
   * must write all or nothing, by one write or in a nested mutation.
   */
  one(ctx: MutationCtx, id: Id<Table>, job: Doc<"bulkJobs">): Promise<void>;
  /** How long to rest between batches, for work that others have to keep up with. @default 0 */
  restMs?(filter: BulkFilterOf<Kind>): number;
}

/** Rows that are counted, and read for it, before a job starts; more are "more than that". */
export const MAX_COUNTED = 1_000;
/** One person or event costs some 20 reads and writes: 50 keep a batch far inside the limits. */
const BATCH = 50;
/** A batch takes a second. What has not reported for this long has been lost. */
const LEASE_MS = 2 * 60_000;
/** A batch that is lost this often throws each time, and will not get better by itself. */
const MAX_ATTEMPTS = 5;
/** One running job for each kind. */
const MAX_RUNNING = 10;

/** How many rows match, up to `MAX_COUNTED` of those looked at; `more` when that was not all. */
export async function countRows<Kind extends BulkKind, Table extends TableNames>(
  ctx: QueryCtx,
  work: BulkWork<Kind, Table>,
  filter: BulkFilterOf<Kind>,
): Promise<{ count: number; more: boolean }> {
  const rows = await work.rows(ctx, filter, Date.now()).take(MAX_COUNTED + 1);
  const counted = rows.slice(0, MAX_COUNTED).filter((row) => work.matches?.(row, filter) ?? true);
  return { count: counted.length, more: rows.length > MAX_COUNTED };
}

/** Starts a job; refuses with `already_running` while there is another one of its kind. */
export async function startJob<Kind extends BulkKind, Table extends TableNames>(
  ctx: MutationCtx,
  work: BulkWork<Kind, Table>,
  order: { filter: BulkFilterOf<Kind>; actor: string; counted: { count: number; more: boolean } },
): Promise<Id<"bulkJobs">> {
  const running = await findRunning(ctx, work.kind);
  if (running !== null) {
    const message = "Another job of this kind is still running. Wait for it, or stop it.";
    refuse({ code: "already_running", job_id: running._id, message });
  }
  const { filter, actor, counted } = order;
  const now = Date.now();
  const jobId = await ctx.db.insert("bulkJobs", {
    filter,
    actor,
    ...counted,
    state: "running",
    done: 0,
    failed: 0,
    cursor: null,
    attempts: 0,
    next_attempt_at: now + LEASE_MS,
    error: null,
    started_at: now,
    ended_at: null,
  });
  await ctx.scheduler.runAfter(0, internal.bulkJobs.advance, { jobId, cursor: null });
  return jobId;
}

/**
 * Does one batch and schedules the next.
 *
 * @param cursor where the caller believes the job to be; a batch that was taken up again and then
 *   comes after all finds that the job has moved on
 */
export async function advanceJob<Kind extends BulkKind, Table extends TableNames>(
  ctx: MutationCtx,
  work: BulkWork<Kind, Table>,
  job: Doc<"bulkJobs"> & { filter: BulkFilterOf<Kind> },
  cursor: string | null,
): Promise<void> {
  if (job.state !== "running" || job.cursor !== cursor) return;
  const batch = await work
    .rows(ctx, job.filter, job.started_at)
    .paginate({ cursor, numItems: BATCH });

  let { done, failed, error } = job;
  for (const row of batch.page) {
    if (work.matches?.(row, job.filter) === false) continue;
    try {
      await work.one(ctx, row._id, job);
      done += 1;
    } catch (thrown) {
      failed += 1;
      error = describeThrown(thrown);
    }
  }
  if (batch.isDone) {
    await ctx.db.patch("bulkJobs", job._id, { done, failed, error, ...ended("done") });
    return;
  }
  await ctx.db.patch("bulkJobs", job._id, {
    done,
    failed,
    error,
    cursor: batch.continueCursor,
    attempts: 0,
    next_attempt_at: Date.now() + LEASE_MS,
  });
  const next = { jobId: job._id, cursor: batch.continueCursor };
  const rest = work.restMs?.(job.filter) ?? 0;
  await ctx.scheduler.runAfter(rest, internal.bulkJobs.advance, next);
}

/** Begins lost batches again; a job that loses the same one time after time has failed. */
export async function reviveJobs(ctx: MutationCtx): Promise<void> {
  const now = Date.now();
  for (const job of await runningJobs(ctx)) {
    if (job.next_attempt_at !== null && job.next_attempt_at > now) continue;
    if (job.attempts >= MAX_ATTEMPTS) {
      const error = { kind: "lost", message: "A batch did not end, however often it was begun." };
      await ctx.db.patch("bulkJobs", job._id, { error, ...ended("failed") });
      continue;
    }
    await ctx.db.patch("bulkJobs", job._id, {
      attempts: job.attempts + 1,
      next_attempt_at: now + LEASE_MS,
    });
    const { _id: jobId, cursor } = job;
    await ctx.scheduler.runAfter(0, internal.bulkJobs.advance, { jobId, cursor });
  }
}

/**
 * Stops a job before its next batch; what is done stays done. Refuses with `unknown_job`. Answers
 * false when it had ended already.
 */
export async function cancelJob(
  ctx: MutationCtx,
  kind: BulkKind,
  jobId: Id<"bulkJobs">,
): Promise<boolean> {
  const job = await findJob(ctx, kind, jobId);
  if (job.state !== "running") return false;
  await ctx.db.patch("bulkJobs", jobId, ended("cancelled"));
  return true;
}

/** How far a job is, as admins and support see it. */
export const vBulkJobRow = v.object({
  job_id: v.id("bulkJobs"),
  state: vBulkJobState,
  filter: vBulkFilter,
  actor: v.string(),
  /** Rows that matched at the start; `more` when there were more than could be counted. */
  count: v.number(),
  more: v.boolean(),
  /** Rows dealt with, and rows that could not be. */
  done: v.number(),
  failed: v.number(),
  error: v.union(vEventError, v.null()),
  started_at: v.number(),
  ended_at: vTime,
});
export type BulkJobRow = Infer<typeof vBulkJobRow>;

/** One job; without an id the one that is running, or null. Refuses with `unknown_job`. */
export async function readJob(
  ctx: QueryCtx,
  kind: BulkKind,
  jobId: Id<"bulkJobs"> | null,
): Promise<BulkJobRow | null> {
  const job = jobId === null ? await findRunning(ctx, kind) : await findJob(ctx, kind, jobId);
  if (job === null) return null;
  const { _id: job_id, state, filter, actor, count, more, done, failed, error } = job;
  const { started_at, ended_at } = job;
  return { job_id, state, filter, actor, count, more, done, failed, error, started_at, ended_at };
}

async function findJob(
  ctx: QueryCtx,
  kind: BulkKind,
  jobId: Id<"bulkJobs">,
): Promise<Doc<"bulkJobs">> {
  const job = await ctx.db.get("bulkJobs", jobId);
  if (job !== null && job.filter.kind === kind) return job;
  return refuse({ code: "unknown_job", message: "There is no such job." });
}

async function findRunning(ctx: QueryCtx, kind: BulkKind): Promise<Doc<"bulkJobs"> | null> {
  return (await runningJobs(ctx)).find((job) => job.filter.kind === kind) ?? null;
}

async function runningJobs(ctx: QueryCtx): Promise<Doc<"bulkJobs">[]> {
  return await ctx.db
    .query("bulkJobs")
    .withIndex("by_state_and_started_at", (q) => q.eq("state", "running"))
    .take(MAX_RUNNING);
}

function ended(state: "done" | "cancelled" | "failed") {
  return { state, next_attempt_at: null, ended_at: Date.now() } as const;
}
