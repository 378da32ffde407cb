import { medianCost, type Cost } from "./cost";
import { median } from "./median";
import type { Target } from "./targets/target";

/** Every measurement ends by itself: after so many runs, or after so much time. */
export interface Bounds {
  readonly runs: number;
  /** No run starts after this. The first one always does. */
  readonly maxMs: number;
}

/**
 * Runs `body` again and again, and gives the median of what one run took and cost. `prepare` makes
 * what a run needs, and is not part of it.
 */
export async function measureEach<T>(
  target: Target,
  { runs, maxMs }: Bounds,
  prepare: () => T | Promise<T>,
  body: (prepared: T) => Promise<unknown>,
): Promise<{ runs: number; ms: number; cost: Cost | null }> {
  const times: number[] = [];
  const costs: Cost[] = [];
  const deadline = performance.now() + maxMs;
  for (let run = 0; run < runs && (run === 0 || performance.now() < deadline); run++) {
    const prepared = await prepare();
    target.takeCost();
    const started = performance.now();
    await body(prepared);
    times.push(performance.now() - started);
    const cost = target.takeCost();
    if (cost !== null) costs.push(cost);
  }
  const cost = costs.length === 0 ? null : medianCost(costs);
  return { runs: times.length, ms: median(times), cost };
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
