import type { MutationCtx } from "../_generated/server";
import type { EventOutcome } from "../model/statuses";

/** Upper bounds of the latency histogram, receipt to outcome, in ms; the last bucket is "longer". */
export const LATENCY_BOUNDS_MS = [100, 500, 1_000, 5_000, 30_000, 300_000] as const;

export const HOUR_MS = 60 * 60_000;

export interface Outcome {
  type: string;
  outcome: EventOutcome;
  latencyMs: number;
}

export function startOfHour(time: number): number {
  return time - (time % HOUR_MS);
}

/** Adds a batch of outcomes to the hour's rows: one write for each type and outcome in it. */
export async function addToStats(
  ctx: MutationCtx,
  now: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  const hour = startOfHour(now);
  for (const { type, outcome, latencies } of groupByKind(outcomes)) {
    const row = await ctx.db
      .query("eventStats")
      .withIndex("by_hour_and_type_and_outcome", (q) =>
        q.eq("hour", hour).eq("type", type).eq("outcome", outcome),
      )
      .unique();
    const latency = [...(row?.latency ?? emptyHistogram())];
    for (const latencyMs of latencies) {
      const bucket = bucketOf(latencyMs);
      latency[bucket] = (latency[bucket] ?? 0) + 1;
    }
    const count = (row?.count ?? 0) + latencies.length;
    if (row === null) await ctx.db.insert("eventStats", { hour, type, outcome, count, latency });
    else await ctx.db.patch("eventStats", row._id, { count, latency });
  }
}

function groupByKind(outcomes: readonly Outcome[]) {
  const groups = new Map<string, Omit<Outcome, "latencyMs"> & { latencies: number[] }>();
  for (const { type, outcome, latencyMs } of outcomes) {
    const key = JSON.stringify([type, outcome]);
    const group = groups.get(key) ?? { type, outcome, latencies: [] };
    group.latencies.push(latencyMs);
    groups.set(key, group);
  }
  return groups.values();
}

function emptyHistogram(): number[] {
  return new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
}

function bucketOf(latencyMs: number): number {
  const bucket = LATENCY_BOUNDS_MS.findIndex((bound) => latencyMs <= bound);
  return bucket < 0 ? LATENCY_BOUNDS_MS.length : bucket;
}
