/** Every measurement ends by itself: after so many runs, or after so much time. */
export interface Bounds {
  readonly runs: number;
  /** No run starts after this. The first one always does. */
  readonly maxMs: number;
}

export interface Timed<T> {
  readonly ms: number;
  readonly value: T;
}

/** Runs `body` one after another and gives the time of each, in milliseconds. */
export async function timeEach<T>(
  { runs, maxMs }: Bounds,
  body: (run: number) => Promise<T>,
): Promise<Timed<T>[]> {
  const timed: Timed<T>[] = [];
  const deadline = performance.now() + maxMs;
  for (let run = 0; run < runs && (run === 0 || performance.now() < deadline); run++) {
    const started = performance.now();
    const value = await body(run);
    timed.push({ ms: performance.now() - started, value });
  }
  return timed;
}

/** Runs `body` with `lanes` at a time, and gives how many runs were made in how many milliseconds. */
export async function timeTogether(
  { runs, maxMs }: Bounds,
  lanes: number,
  body: (run: number) => Promise<unknown>,
): Promise<{ runs: number; ms: number }> {
  const started = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < runs && (next < lanes || performance.now() - started < maxMs)) {
      await body(next++);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { runs: next, ms: performance.now() - started };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
