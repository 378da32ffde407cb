const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Svix: at once, then this long after each failure; eight attempts in all. */
export const RETRY_AFTER_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
] as const;

/** Svix counts as failed what has not answered by then. */
export const ATTEMPT_TIMEOUT_MS = 15 * SECOND;

/**
 * When to try again after the given number of failures; null when Svix has given up.
 * @param scale 1 is Svix's own time, 0.001 makes seconds of its milliseconds
 */
export function retryAt(failures: number, failedAt: number, scale: number): number | null {
  const delay = RETRY_AFTER_MS[failures - 1];
  return delay === undefined ? null : failedAt + Math.round(delay * scale);
}
