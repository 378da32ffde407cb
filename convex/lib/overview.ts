import type { Infer } from "convex/values";
import type { QueryCtx } from "../_generated/server";
import { describeMissing, readEnv } from "../env";
import { readActivity } from "./activity";
import type { vOverview } from "./dashboardShapes";
import { startOfHour } from "./eventStats";
import { readStatusCounts } from "./statusCounts";

type Overview = Infer<typeof vOverview>;
type Warning = Overview["warnings"][number];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** 24 hours of a few dozen types and five outcomes; Clerk has no more kinds of events. */
const MAX_STATS_ROWS = 4_000;
/** A batch takes a second; what waits this long has been forgotten. */
const WAITING_TOO_LONG_MS = 5 * MINUTE_MS;
/** The longest that an app with a few users may go without any of them changing. */
const SILENCE_MS = 3 * DAY_MS;
/** One row per kind. */
const MAX_WARNINGS = 20;

/** What the overview shows at a time that the caller names. */
export async function readOverview(ctx: QueryCtx, now: number): Promise<Overview> {
  const stats = await ctx.db
    .query("eventStats")
    .withIndex("by_hour_and_type_and_outcome", (q) =>
      q.gt("hour", startOfHour(now - DAY_MS)).lte("hour", now),
    )
    .take(MAX_STATS_ROWS);
  const activity = await readActivity(ctx);
  return {
    counts: await readStatusCounts(ctx),
    events: {
      hours: stats.map(({ hour, type, outcome, count }) => ({ hour, type, outcome, count })),
    },
    ...activity,
    warnings: [
      ...warnOfConfiguration(),
      ...warnOfTimes(activity, now),
      ...(await warnOfDeadEvents(ctx)),
      ...(await recentWarnings(ctx, now)),
    ],
  };
}

function warnOfConfiguration(): Warning[] {
  const { missing } = readEnv();
  if (missing.length === 0) return [];
  return [{ kind: "not_configured", message: describeMissing(missing), since: null }];
}

function warnOfTimes(
  { last_event_at, oldest_unprocessed_at }: Awaited<ReturnType<typeof readActivity>>,
  now: number,
): Warning[] {
  const warnings: Warning[] = [];
  if (oldest_unprocessed_at !== null && now - oldest_unprocessed_at > WAITING_TOO_LONG_MS) {
    const message = "Events from Clerk wait and are not being applied.";
    warnings.push({ kind: "unprocessed", message, since: oldest_unprocessed_at });
  }
  if (last_event_at !== null && now - last_event_at > SILENCE_MS) {
    const message = "No event has come from Clerk for days. Is its webhook still switched on?";
    warnings.push({ kind: "silence", message, since: last_event_at });
  }
  return warnings;
}

async function warnOfDeadEvents(ctx: QueryCtx): Promise<Warning[]> {
  const oldest = await ctx.db
    .query("inboxEvents")
    .withIndex("by_status_and_received_at", (q) => q.eq("status", "dead"))
    .first();
  if (oldest === null) return [];
  const message = "There are events that could not be applied, and are not tried again.";
  return [{ kind: "dead_events", message, since: oldest.received_at }];
}

async function recentWarnings(ctx: QueryCtx, now: number): Promise<Warning[]> {
  const rows = await ctx.db.query("warnings").take(MAX_WARNINGS);
  return rows
    .filter(({ last_at }) => now - last_at < DAY_MS)
    .map(({ kind, message, since }) => ({ kind, message, since }));
}
