/** When to try again. */
export interface Backoff {
  /** The wait after the first failure. */
  baseMs: number;
  /** No wait is longer than this. */
  maxMs: number;
}

/**
 * The wait after the `attempt`th failure (from 1): doubled each time, with jitter in its upper
 * half, so that many that failed together do not come back together.
 *
 * @param random from 0 up to, but not including, 1
 */
export function backoffMs(attempt: number, { baseMs, maxMs }: Backoff, random: number): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
