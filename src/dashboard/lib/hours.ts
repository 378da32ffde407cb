const HOUR = 3_600_000;

/** Events of one hour (`start` in ms, the hour's first moment), by outcome. */
export type HourOfEvents<Outcome extends string> = {
  start: number;
  total: number;
  byOutcome: Partial<Record<Outcome, number>>;
};

/**
 * The `length` hours up to and with the one that holds `now`, oldest first. Hours without events
 * are there too, with a total of 0, so that silence can be seen.
 *
 * @param counts counts by hour, type and outcome; `hour` is the hour's first moment in ms
 */
export function lastHours<Outcome extends string>(
  counts: readonly { hour: number; outcome: Outcome; count: number }[],
  now: number,
  length = 24,
): HourOfEvents<Outcome>[] {
  const latest = Math.floor(now / HOUR);
  const hours = Array.from({ length }, (_, at): HourOfEvents<Outcome> => {
    return { start: (latest - length + 1 + at) * HOUR, total: 0, byOutcome: {} };
  });
  for (const { hour, outcome, count } of counts) {
    const bucket = hours[Math.floor(hour / HOUR) - (latest - length + 1)];
    if (!bucket) continue;
    bucket.total += count;
    bucket.byOutcome[outcome] = (bucket.byOutcome[outcome] ?? 0) + count;
  }
  return hours;
}
