import { v, type Infer } from "convex/values";
import type { vCounted } from "../validators";

/**
 * Statistics are kept twice: by the hour for the last day, by the day for what is longer, so that
 * no range takes more than some thirty rows. Days are those of UTC: an hour is in one day only.
 */
export const SPANS = ["hour", "day"] as const;
export type Span = (typeof SPANS)[number];

export const vSpan = v.union(...SPANS.map((span) => v.literal(span)));

export const HOUR_MS = 60 * 60_000;
export const DAY_MS = 24 * HOUR_MS;
export const SPAN_MS: Record<Span, number> = { hour: HOUR_MS, day: DAY_MS };

/** No range has more hours or days than this. */
export const MAX_SPANS = 32;

/** The first moment of the hour or day that a time lies in. */
export function startOf(span: Span, time: number): number {
  return time - (time % SPAN_MS[span]);
}

type Counted = Infer<typeof vCounted>;

/** Beyond this many kinds in one row, new ones are counted as "other". */
const MAX_KINDS = 30;

/** The sums of both, kind by kind. */
export function addCounts(counts: readonly Counted[], more: readonly Counted[]): Counted[] {
  const sums = new Map(counts.map(({ kind, count }) => [kind, count]));
  for (const { kind, count } of more) {
    const name = sums.has(kind) || sums.size < MAX_KINDS ? kind : "other";
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums].map(([kind, count]) => ({ kind, count }));
}
