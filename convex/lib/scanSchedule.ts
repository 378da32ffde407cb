import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { RUN_STATES } from "../model/statuses";
import { DAY_MS, HOUR_MS } from "./spans";

/** The kinds of scans that crons start, and how often. */
export const SCAN_EVERY_MS = { quick: HOUR_MS / 4, full: DAY_MS };
export type ScheduledKind = keyof typeof SCAN_EVERY_MS;

/** How many runs of each kind and state are looked at for one that a cron has started. */
const RECENT = 3;

/** The newest scan of a kind, and when the next is due. */
export interface ScheduledScan {
  last: Doc<"reconcileRuns"> | null;
  /** Counted from the last one that a cron has started; null before the first. */
  next_due_at: number | null;
}

export async function readScheduledScan(
  ctx: QueryCtx,
  kind: ScheduledKind,
): Promise<ScheduledScan> {
  const runs: Doc<"reconcileRuns">[] = [];
  for (const state of RUN_STATES) {
    const recent = await ctx.db
      .query("reconcileRuns")
      .withIndex("by_kind_and_state_and_started_at", (q) => q.eq("kind", kind).eq("state", state))
      .order("desc")
      .take(RECENT);
    runs.push(...recent);
  }
  runs.sort((a, b) => b.started_at - a.started_at);
  const scheduled = runs.find(({ trigger }) => trigger === "cron");
  return {
    last: runs[0] ?? null,
    next_due_at: scheduled === undefined ? null : scheduled.started_at + SCAN_EVERY_MS[kind],
  };
}
