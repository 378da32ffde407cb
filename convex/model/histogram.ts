/**
 * How many values lie in which range: an array with one bucket for each upper bound, ascending, and
 * a last one for what is larger. Such arrays can be added up, unlike medians.
 */
export type Histogram = readonly number[];

export function emptyHistogram(bounds: readonly number[]): number[] {
  return new Array<number>(bounds.length + 1).fill(0);
}

/** The histogram with one value more. */
export function withValue(
  bounds: readonly number[],
  histogram: Histogram,
  value: number,
): number[] {
  const found = bounds.findIndex((bound) => value <= bound);
  const bucket = found < 0 ? bounds.length : found;
  return histogram.map((count, at) => (at === bucket ? count + 1 : count));
}

export function addHistograms(a: Histogram, b: Histogram): number[] {
  return a.map((count, at) => count + (b[at] ?? 0));
}

export function countOf(histogram: Histogram): number {
  return histogram.reduce((sum, count) => sum + count, 0);
}

/**
 * The value that a share of all values does not exceed, as if they lay evenly in their bucket; of
 * what is beyond the last bound no more is known than that bound. Null when there are none.
 *
 * @param share 0.5 for the median, 0.95 for the 95th percentile
 */
export function percentile(
  bounds: readonly number[],
  histogram: Histogram,
  share: number,
): number | null {
  const rank = share * countOf(histogram);
  let below = 0;
  for (const [at, count] of histogram.entries()) {
    if (count > 0 && below + count >= rank) {
      const lower = bounds[at - 1] ?? 0;
      const upper = bounds[at] ?? lower;
      return lower + ((upper - lower) * (rank - below)) / count;
    }
    below += count;
  }
  return null;
}
