/** A stretch of time in ms since 1970: from this moment on, up to just before that one. */
export type TimeRange = { from: number | null; to: number | null };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Stretches that end now. Each becomes a fixed moment, so that a link goes on showing the same. */
export const PRESETS = [
  { label: "Last hour", ms: HOUR },
  { label: "Last 24 hours", ms: DAY },
  { label: "Last 7 days", ms: 7 * DAY },
  { label: "Last 30 days", ms: 30 * DAY },
] as const;

/** The stretch of that length up to `now`, begun on a whole minute, with no end. */
export function lately(ms: number, now: number): TimeRange {
  return { from: Math.floor((now - ms) / MINUTE) * MINUTE, to: null };
}

/** A stretch in words, in the reader's own time zone. */
export function rangeWords({ from, to }: TimeRange, locale?: string): string {
  const short = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  if (from === null && to === null) return "Any time";
  if (to === null) return `Since ${short.format(from ?? 0)}`;
  if (from === null) return `Before ${short.format(to)}`;
  return short.formatRange(from, to);
}

/** A moment as `<input type="datetime-local">` has it, in the reader's own time zone; "" is none. */
export function toLocalInput(at: number | null): string {
  if (at === null) return "";
  const date = new Date(at);
  const local = new Date(at - date.getTimezoneOffset() * MINUTE);
  return local.toISOString().slice(0, 16);
}

/** The other way round; null for what is no moment. */
export function fromLocalInput(value: string): number | null {
  const at = value === "" ? Number.NaN : new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
}

/** The reader's time zone as people know it, such as "Central European Time". */
export function timeZoneWords(locale?: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: "long" }).formatToParts();
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "local time";
}
