const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** "850 ms", "1.2 s", "4 min", "2 h": as exact as one can feel. */
export function duration(ms: number): string {
  if (ms < SECOND) return unit(Math.round(ms), "millisecond");
  if (ms < MINUTE) return unit(ms / SECOND, "second", ms < 10 * SECOND ? 1 : 0);
  if (ms < HOUR) return unit(ms / MINUTE, "minute");
  return unit(ms / HOUR, "hour", 1);
}

function unit(value: number, unit: string, maximumFractionDigits = 0): string {
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits } as const;
  return new Intl.NumberFormat(undefined, format).format(value);
}
