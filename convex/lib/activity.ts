import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { emptyHistogram, withValue } from "../model/histogram";
import type { Activity } from "../validators";
import { addCounts, MAX_SPANS, SPANS, startOf, type Span } from "./spans";

/**
 * Saves and differences, counted by hour and by day. As with people by status, what happens only
 * appends a row, and a fold adds the rows up later; see docs/decisions/010.
 */

/** Upper bounds of how long a save took until Clerk was proved to have it, in ms. */
export const CONFIRMED_BOUNDS_MS = [
  100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 20_000, 30_000, 60_000,
  120_000, 300_000, 900_000, 3_600_000,
] as const;

/** One fold's share. */
const FOLD_BATCH = 200;

export async function noteActivity(ctx: MutationCtx, what: Activity): Promise<void> {
  await ctx.db.insert("activityDeltas", { at: Date.now(), what });
}

/** To be called when a save has come to its end, whatever that is. */
export async function noteEndOfSave(
  ctx: MutationCtx,
  { clerk, confirmed_by, error, started_at }: Doc<"outboxWrites">,
): Promise<void> {
  if (clerk === "done" && confirmed_by !== null) {
    const latency_ms = Math.max(0, Date.now() - started_at);
    await noteActivity(ctx, { event: "save_confirmed", latency_ms });
  } else if (clerk === "refused" || clerk === "gave_up") {
    await noteActivity(ctx, { event: "save_failed", code: error?.code ?? clerk });
  }
}

/**
 * Adds up what happened up to a time.
 *
 * @param before rows that are younger are left alone, so that nobody who appends conflicts
 * @returns whether there may be more
 */
export async function foldActivity(ctx: MutationCtx, before: number): Promise<boolean> {
  const deltas = await ctx.db
    .query("activityDeltas")
    .withIndex("by_creation_time", (q) => q.lte("_creationTime", before))
    .take(FOLD_BATCH);
  for (const span of SPANS) {
    const starts = new Set(deltas.map(({ at }) => startOf(span, at)));
    for (const start of starts) {
      const within = deltas.filter(({ at }) => startOf(span, at) === start);
      await addToSpan(
        ctx,
        span,
        start,
        within.map(({ what }) => what),
      );
    }
  }
  await addToOpen(
    ctx,
    deltas.map(({ what }) => what),
  );
  for (const { _id } of deltas) await ctx.db.delete("activityDeltas", _id);
  return deltas.length === FOLD_BATCH;
}

type Stats = Pick<Doc<"syncStats">, "confirmed" | "failures" | "found">;

const NOTHING: Stats = {
  confirmed: emptyHistogram(CONFIRMED_BOUNDS_MS),
  failures: [],
  found: [],
};

async function addToSpan(
  ctx: MutationCtx,
  span: Span,
  start: number,
  activities: readonly Activity[],
): Promise<void> {
  const row = await ctx.db
    .query("syncStats")
    .withIndex("by_span_and_start", (q) => q.eq("span", span).eq("start", start))
    .unique();
  const { confirmed, failures, found } = activities.reduce(withActivity, row ?? NOTHING);
  const stats = { confirmed, failures, found };
  if (row === null) await ctx.db.insert("syncStats", { span, start, ...stats });
  else await ctx.db.patch("syncStats", row._id, stats);
}

function withActivity(stats: Stats, what: Activity): Stats {
  switch (what.event) {
    case "save_confirmed": {
      const confirmed = withValue(CONFIRMED_BOUNDS_MS, stats.confirmed, what.latency_ms);
      return { ...stats, confirmed };
    }
    case "save_failed":
      return { ...stats, failures: addCounts(stats.failures, [{ kind: what.code, count: 1 }]) };
    case "drift_found":
      return { ...stats, found: addCounts(stats.found, [{ kind: what.kind, count: 1 }]) };
    case "drift_resolved":
      return stats;
  }
}

async function addToOpen(ctx: MutationCtx, activities: readonly Activity[]): Promise<void> {
  for (const { field, kind, count } of openedBy(activities)) {
    if (count === 0) continue;
    const row = await ctx.db
      .query("openFindings")
      .withIndex("by_field_and_kind", (q) => q.eq("field", field).eq("kind", kind))
      .unique();
    if (row === null) await ctx.db.insert("openFindings", { field, kind, count });
    else await ctx.db.patch("openFindings", row._id, { count: row.count + count });
  }
}

export type OpenFindings = Pick<Doc<"openFindings">, "field" | "kind" | "count">;

/** How many differences more are open after it all, by field and kind; negative for fewer. */
function openedBy(activities: readonly Activity[]): OpenFindings[] {
  return activities
    .flatMap((what) => {
      if (what.event !== "drift_found" && what.event !== "drift_resolved") return [];
      const { event, field, kind } = what;
      return [{ field, kind, count: event === "drift_found" ? 1 : -1 }];
    })
    .reduce(addOpen, []);
}

function addOpen(sums: OpenFindings[], { field, kind, count }: OpenFindings): OpenFindings[] {
  const isSame = (other: OpenFindings) => other.field === field && other.kind === kind;
  if (!sums.some(isSame)) return [...sums, { field, kind, count }];
  return sums.map((sum) => (isSame(sum) ? { ...sum, count: sum.count + count } : sum));
}

/** A few fields, each in a few kinds. */
const MAX_OPEN_KINDS = 40;
/** What is unfolded beyond this lags; folds run at least every minute. */
const MAX_UNFOLDED = 40;

/** What has not been folded yet, oldest first, as far as a view may read of it. */
export async function readUnfolded(ctx: QueryCtx): Promise<Doc<"activityDeltas">[]> {
  return await ctx.db.query("activityDeltas").take(MAX_UNFOLDED);
}

/** How many differences are open, by field and kind. */
export async function readOpenFindings(
  ctx: QueryCtx,
  unfolded: readonly Doc<"activityDeltas">[],
): Promise<OpenFindings[]> {
  const rows = await ctx.db.query("openFindings").take(MAX_OPEN_KINDS);
  return [...rows, ...openedBy(unfolded.map(({ what }) => what))]
    .reduce(addOpen, [])
    .filter(({ count }) => count > 0);
}

/** The statistics of each hour or day since a time, by its first moment. */
export async function readSyncStats(
  ctx: QueryCtx,
  span: Span,
  from: number,
  unfolded: readonly Doc<"activityDeltas">[],
): Promise<Map<number, Stats>> {
  const rows = await ctx.db
    .query("syncStats")
    .withIndex("by_span_and_start", (q) => q.eq("span", span).gte("start", from))
    .take(MAX_SPANS);
  const stats = new Map<number, Stats>(rows.map((row) => [row.start, row]));
  for (const { at, what } of unfolded) {
    const start = startOf(span, at);
    if (start >= from) stats.set(start, withActivity(stats.get(start) ?? NOTHING, what));
  }
  return stats;
}
