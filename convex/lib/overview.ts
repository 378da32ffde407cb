import type { Infer } from "convex/values";
import type { QueryCtx } from "../_generated/server";
import { addHistograms, countOf, emptyHistogram, percentile } from "../model/histogram";
import { CONFIRMED_BOUNDS_MS, readOpenFindings, readSyncStats, readUnfolded } from "./activity";
import type { vOverview, vOverviewRange } from "./dashboardShapes";
import { pickFields, vScan } from "./dashboardShapes";
import { readHealth } from "./health";
import { readRejections } from "./rejections";
import { readScheduledScan, type ScheduledKind } from "./scanSchedule";
import { addCounts, MAX_SPANS, SPAN_MS, startOf, type Span } from "./spans";
import { readStatusCounts } from "./statusCounts";

/**
 * The whole overview reads at most some 350 documents, however many people and events there are:
 * it is read anew by every open dashboard whenever something in it changes.
 */

type Overview = Infer<typeof vOverview>;
type Range = Infer<typeof vOverviewRange>;

/** In how many steps of which length each range is told. */
const STEPS: Record<Range, { span: Span; count: number }> = {
  day: { span: "hour", count: 24 },
  week: { span: "day", count: 7 },
  fortnight: { span: "day", count: 14 },
  month: { span: "day", count: 30 },
};

/** What the overview shows at a time that the caller names. */
export async function readOverview(
  ctx: QueryCtx,
  now: number,
  range: Range = "day",
): Promise<Overview> {
  const { counts, lag } = await readStatusCounts(ctx);
  const { span, count } = STEPS[range];
  const from = firstStep(span, now, count);
  const events = await readEventStats(ctx, span, from);
  const unfolded = await readUnfolded(ctx);
  const stats = [...(await readSyncStats(ctx, span, from, unfolded))];
  const { last_event_at, oldest_unprocessed_at, warnings } = await readHealth(ctx, now);
  return {
    counts,
    counts_lag: lag,
    events: {
      hours:
        span === "hour"
          ? events.counts.map(({ start, ...kind }) => ({ hour: start, ...kind }))
          : [],
      days:
        span === "day" ? events.counts.map(({ start, ...kind }) => ({ day: start, ...kind })) : [],
    },
    hours_since: from,
    saves: savesOf(stats.map(([start, { confirmed }]) => ({ start, confirmed }))),
    failures: [
      ...inOrder(events.failures, "event"),
      ...inOrder(
        stats.flatMap(([, { failures }]) => failures),
        "save",
      ),
      ...inOrder(await readRejections(ctx, span, from), "delivery"),
    ].sort((a, b) => b.count - a.count),
    drift: {
      open: await readOpenFindings(ctx, unfolded),
      found: await readFound(ctx, now, range, unfolded),
    },
    scans: [await readScan(ctx, "quick"), await readScan(ctx, "full")],
    last_event_at,
    oldest_unprocessed_at,
    warnings,
  };
}

/** The first moment of so many hours or days, up to and with the present one. */
function firstStep(span: Span, now: number, count: number): number {
  return startOf(span, now) - (count - 1) * SPAN_MS[span];
}

async function readEventStats(ctx: QueryCtx, span: Span, from: number) {
  const rows = await ctx.db
    .query("eventStats")
    .withIndex("by_span_and_start", (q) => q.eq("span", span).gte("start", from))
    .take(MAX_SPANS);
  return {
    counts: rows.flatMap(({ start, kinds }) =>
      kinds.map(({ type, outcome, count }) => ({ start, type, outcome, count })),
    ),
    failures: rows.flatMap(({ failures }) => failures),
  };
}

/** How long saves took, over all and step by step; steps without any are absent. */
function savesOf(steps: readonly { start: number; confirmed: readonly number[] }[]) {
  const all = steps.reduce(
    (sum, { confirmed }) => addHistograms(sum, confirmed),
    emptyHistogram(CONFIRMED_BOUNDS_MS),
  );
  const latency = (histogram: readonly number[]) => ({
    count: countOf(histogram),
    p50_ms: percentile(CONFIRMED_BOUNDS_MS, histogram, 0.5),
    p95_ms: percentile(CONFIRMED_BOUNDS_MS, histogram, 0.95),
  });
  return {
    ...latency(all),
    steps: steps
      .filter(({ confirmed }) => countOf(confirmed) > 0)
      .map(({ start, confirmed }) => ({ start, ...latency(confirmed) })),
  };
}

function inOrder<Of extends "event" | "save" | "delivery">(
  failures: readonly { kind: string; count: number }[],
  of: Of,
) {
  return addCounts([], failures).map((failure) => ({ of, ...failure }));
}

/** Differences are few: they are told by the day, for a week at least. */
async function readFound(
  ctx: QueryCtx,
  now: number,
  range: Range,
  unfolded: Awaited<ReturnType<typeof readUnfolded>>,
): Promise<Overview["drift"]["found"]> {
  const { count } = STEPS[range === "day" ? "week" : range];
  const stats = await readSyncStats(ctx, "day", firstStep("day", now, count), unfolded);
  return [...stats].flatMap(([day, { found }]) =>
    found.map(({ kind, count }) => ({ day, kind, count })),
  );
}

async function readScan(ctx: QueryCtx, kind: ScheduledKind): Promise<Overview["scans"][number]> {
  const { last, next_due_at } = await readScheduledScan(ctx, kind);
  return { kind, last: last && pickFields(vScan, last), next_due_at };
}
