import type { MutationCtx, QueryCtx } from "../_generated/server";
import { SYNC_STATUSES, type SyncStatus } from "../model/statuses";

/**
 * How many people have each status. A change of status only appends a row, so that one person's
 * save never waits for another's; a fold adds the rows up later. See docs/decisions/010 and 017.
 */

export type StatusCounts = Record<SyncStatus, number>;

/** One fold's share; a batch of events makes fewer rows than this. */
const FOLD_BATCH = 500;

/**
 * Folds run with every batch of events and at least every minute; what lies unfolded beyond this
 * makes the counts lag. Small, because every open dashboard reads it with every change.
 */
const MAX_UNFOLDED = 50;

export async function recordStatusChange(
  ctx: MutationCtx,
  from: SyncStatus | null,
  to: SyncStatus | null,
): Promise<void> {
  if (from !== to) await ctx.db.insert("statusDeltas", { from, to });
}

/** People by status; `lag` when some of the newest changes are not in it yet. */
export async function readStatusCounts(
  ctx: QueryCtx,
): Promise<{ counts: StatusCounts; lag: boolean }> {
  const rows = await ctx.db.query("statusCounts").take(SYNC_STATUSES.length);
  const deltas = await ctx.db.query("statusDeltas").take(MAX_UNFOLDED + 1);
  const counts = sumOf(deltas.slice(0, MAX_UNFOLDED));
  for (const { status, count } of rows) counts[status] += count;
  return { counts, lag: deltas.length > MAX_UNFOLDED };
}

/** Adds one batch of changes from before a time to the counts; answers whether there may be more. */
export async function foldStatusChanges(ctx: MutationCtx, before: number): Promise<boolean> {
  const deltas = await ctx.db
    .query("statusDeltas")
    .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
    .take(FOLD_BATCH);
  if (deltas.length === 0) return false;
  const sums = sumOf(deltas);
  for (const status of SYNC_STATUSES) {
    if (sums[status] === 0) continue;
    const row = await ctx.db
      .query("statusCounts")
      .withIndex("by_status", (q) => q.eq("status", status))
      .unique();
    if (row === null) await ctx.db.insert("statusCounts", { status, count: sums[status] });
    else await ctx.db.patch("statusCounts", row._id, { count: row.count + sums[status] });
  }
  for (const { _id } of deltas) await ctx.db.delete("statusDeltas", _id);
  return deltas.length === FOLD_BATCH;
}

function sumOf(
  deltas: readonly { from: SyncStatus | null; to: SyncStatus | null }[],
): StatusCounts {
  const sums: StatusCounts = { in_sync: 0, pending: 0, drifted: 0, failed: 0, deleted: 0 };
  for (const { from, to } of deltas) {
    if (from !== null) sums[from] -= 1;
    if (to !== null) sums[to] += 1;
  }
  return sums;
}
