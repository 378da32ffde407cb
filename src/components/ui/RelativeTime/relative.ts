const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From which distance on which unit is used; the first that fits, largest first. */
const UNITS: readonly [from: number, unit: Intl.RelativeTimeFormatUnit, length: number][] = [
  [365 * DAY, "year", 365 * DAY],
  [30 * DAY, "month", 30 * DAY],
  [7 * DAY, "week", 7 * DAY],
  [DAY, "day", DAY],
  [HOUR, "hour", HOUR],
  [MINUTE, "minute", MINUTE],
];

/**
 * "5 min. ago", "in 2 hr.", "yesterday", "last week"; under a minute either way "now", because a
 * counting second tells nobody anything. Both times in ms.
 */
export function relative(at: number, now: number, locale?: string): string {
  const distance = at - now;
  // "last wk." saves no room that "2 days ago" would not take, too.
  const style = Math.abs(distance) >= DAY ? "long" : "short";
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style });
  const fit = UNITS.find(([from]) => Math.abs(distance) >= from);
  if (!fit) return format.format(0, "second");
  const [, unit, length] = fit;
  return format.format(Math.trunc(distance / length), unit);
}

/** The moment to the second, with its time zone, for a tooltip. `at` in ms. */
export function absolute(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" }).format(at);
}
