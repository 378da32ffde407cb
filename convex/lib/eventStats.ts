import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { emptyHistogram, withValue } from "../model/histogram";
import type { EventOutcome } from "../model/statuses";
import { addCounts, SPANS, startOf } from "./spans";

/**
 * What became of events, by hour and by day. Written by the drain alone, of which one runs at a
 * time, so that nobody waits for these rows.
 */

/** Upper bounds of the latency histogram, receipt to outcome, in ms; the last bucket is "longer". */
export const LATENCY_BOUNDS_MS = [100, 500, 1_000, 5_000, 30_000, 300_000] as const;

/** Clerk has some ten types of events and each ends in five ways at most. */
const MAX_KINDS = 60;
/** Under which type further ones are counted. */
const OTHER_TYPE = "other";

export interface Outcome {
  type: string;
  outcome: EventOutcome;
  latencyMs: number;
  /** The kind of the error, when it could not be applied. */
  failure: string | null;
}

type Stats = Pick<Doc<"eventStats">, "kinds" | "failures">;

/** Adds a batch of outcomes: one write for the hour and one for the day, however many there are. */
export async function addToStats(
  ctx: MutationCtx,
  now: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  for (const span of SPANS) {
    const start = startOf(span, now);
    const row = await ctx.db
      .query("eventStats")
      .withIndex("by_span_and_start", (q) => q.eq("span", span).eq("start", start))
      .unique();
    const stats = outcomes.reduce(withOutcome, row ?? { kinds: [], failures: [] });
    const { kinds, failures } = stats;
    if (row === null) await ctx.db.insert("eventStats", { span, start, kinds, failures });
    else await ctx.db.patch("eventStats", row._id, { kinds, failures });
  }
}

function withOutcome(stats: Stats, { type, outcome, latencyMs, failure }: Outcome): Stats {
  const isOf = (name: string) => (kind: Stats["kinds"][number]) =>
    kind.type === name && kind.outcome === outcome;
  const hasRoom = stats.kinds.length < MAX_KINDS || stats.kinds.some(isOf(type));
  const counted = hasRoom ? type : OTHER_TYPE;
  const known = stats.kinds.find(isOf(counted));
  const before = known?.latency ?? emptyHistogram(LATENCY_BOUNDS_MS);
  const kind = {
    type: counted,
    outcome,
    count: (known?.count ?? 0) + 1,
    latency: withValue(LATENCY_BOUNDS_MS, before, latencyMs),
  };
  return {
    kinds: known
      ? stats.kinds.map((other) => (other === known ? kind : other))
      : [...stats.kinds, kind],
    failures:
      failure === null ? stats.failures : addCounts(stats.failures, [{ kind: failure, count: 1 }]),
  };
}
