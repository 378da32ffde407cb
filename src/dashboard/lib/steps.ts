/** What was counted in one hour or day; `start` is its first moment in ms. */
export type Step<Key extends string = string> = {
  start: number;
  total: number;
  by: Partial<Record<Key, number>>;
};

/** So many steps of one length, oldest first. Times in ms. */
export type Stretch = { from: number; length: number; count: number };

/**
 * The counts of each step by key. Steps without any are there too, with a total of 0, so that
 * silence can be seen; what lies outside of the stretch is left out.
 */
export function inSteps<Key extends string>(
  counts: readonly { start: number; key: Key; count: number }[],
  { from, length, count }: Stretch,
): Step<Key>[] {
  const steps = Array.from({ length: count }, (_, at): Step<Key> => {
    return { start: from + at * length, total: 0, by: {} };
  });
  for (const { start, key, count } of counts) {
    const step = steps[Math.floor((start - from) / length)];
    if (!step) continue;
    step.total += count;
    step.by[key] = (step.by[key] ?? 0) + count;
  }
  return steps;
}

/** The sums of some steps by key. */
export function sumOfSteps<Key extends string>(
  steps: readonly Step<Key>[],
): Partial<Record<Key, number>> {
  const sums: Partial<Record<Key, number>> = {};
  for (const { by } of steps) {
    for (const key of Object.keys(by) as Key[]) sums[key] = (sums[key] ?? 0) + (by[key] ?? 0);
  }
  return sums;
}
