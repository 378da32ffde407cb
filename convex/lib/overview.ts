import type { Infer } from "convex/values";
import type { QueryCtx } from "../_generated/server";
import type { vOverview } from "./dashboardShapes";
import { HOUR_MS, startOfHour } from "./eventStats";
import { readHealth } from "./health";
import { readStatusCounts } from "./statusCounts";

/**
 * The whole overview reads at most some 300 documents, however many people and events there are:
 * it is read anew by every open dashboard whenever something in it changes.
 */

type Overview = Infer<typeof vOverview>;

const HOURS = 24;
/** Eight kinds of rows in each hour; an app that listens to users alone has four or five. */
const MAX_STATS_ROWS = 200;

/** What the overview shows at a time that the caller names. */
export async function readOverview(ctx: QueryCtx, now: number): Promise<Overview> {
  const { counts, lag } = await readStatusCounts(ctx);
  const { hours, since } = await readHours(ctx, now);
  const { last_event_at, oldest_unprocessed_at, warnings } = await readHealth(ctx, now);
  return {
    counts,
    counts_lag: lag,
    events: { hours },
    hours_since: since,
    last_event_at,
    oldest_unprocessed_at,
    warnings,
  };
}

/** Newest first, so that where not all fit in it is the oldest hours that are left out. */
async function readHours(
  ctx: QueryCtx,
  now: number,
): Promise<{ hours: Overview["events"]["hours"]; since: number }> {
  const from = startOfHour(now) - (HOURS - 1) * HOUR_MS;
  const rows = await ctx.db
    .query("eventStats")
    .withIndex("by_hour_and_type_and_outcome", (q) => q.gte("hour", from).lte("hour", now))
    .order("desc")
    .take(MAX_STATS_ROWS + 1);

  // Where reading stopped, the oldest hour is only half told.
  const cut = rows.length > MAX_STATS_ROWS ? (rows.at(-1)?.hour ?? from) : null;
  const since = cut === null ? from : cut + HOUR_MS;
  const hours = rows
    .filter(({ hour }) => hour >= since)
    .map(({ hour, type, outcome, count }) => ({ hour, type, outcome, count }));
  return { hours: hours.reverse(), since };
}
