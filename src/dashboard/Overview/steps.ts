import type { Stretch } from "../lib/steps";
import type { OverviewRange } from "../urls";

/*
 * The hours and days of the overview, as the server counts them: days are those of UTC.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many days each range has; a day itself is told by the hour. */
const DAYS: Record<OverviewRange, number> = { day: 1, week: 7, fortnight: 14, month: 30 };

export const RANGE_WORDS: Record<OverviewRange, string> = {
  day: "24 hours",
  week: "7 days",
  fortnight: "14 days",
  month: "30 days",
};

/** The steps of a range whose first one begins at `from`, in ms. */
export function stretchOf(range: OverviewRange, from: number): Stretch {
  return range === "day"
    ? { from, length: HOUR, count: 24 }
    : { from, length: DAY, count: DAYS[range] };
}

/** The days up to and with today for which differences are told: a week at least. */
export function daysOf(range: OverviewRange, now: number): Stretch {
  const count = Math.max(DAYS[range], 7);
  const today = now - (now % DAY);
  return { from: today - (count - 1) * DAY, length: DAY, count };
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const UTC_DATE = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** What a step is called on the axis and in full; hours in the reader's own time. */
export function stepWords(start: number, { length }: Stretch): { label: string; name: string } {
  if (length === DAY) {
    const day = UTC_DATE.format(start);
    return { label: day, name: `${day} (UTC)` };
  }
  const label = CLOCK.format(start);
  return { label, name: `${DATE.format(start)}, ${label} to ${CLOCK.format(start + length)}` };
}
