/** What went on in a page from the start of the watch to its end, in ms. */
export interface Watched {
  readonly ms: number;
  /** The longest task of the page's own thread; the browser tells of those over 50 ms, else 0. */
  readonly longestTask: number;
  /** All that such tasks took beyond 50 ms: for so long the page answered nobody. */
  readonly blocked: number;
  /** The longest time without a new frame. */
  readonly longestFrame: number;
}

/** From here on a task is long. */
const LONG_TASK = 50;

/** Watches the page's own thread while `work` runs, until what it has done is on the screen. */
export async function watch(work: () => Promise<unknown>): Promise<Watched> {
  const tasks: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const frames = watchFrames();
  const start = performance.now();
  await work();
  await painted();
  const end = performance.now();
  const longestFrame = frames.end();
  // The browser tells of a task once it is over and there is time.
  await new Promise((resolve) => setTimeout(resolve, LONG_TASK));
  tasks.push(...observer.takeRecords());
  observer.disconnect();
  const durations = tasks
    .filter(({ startTime, duration }) => startTime < end && startTime + duration > start)
    .map(({ duration }) => duration);
  return {
    ms: end - start,
    longestTask: Math.max(0, ...durations),
    blocked: durations.reduce((sum, duration) => sum + duration - LONG_TASK, 0),
    longestFrame,
  };
}

/** Resolves when the frame after the next one begins: by then this one has been shown. */
async function painted(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

function watchFrames() {
  let last = performance.now();
  let longest = 0;
  let running = true;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return {
    end(): number {
      running = false;
      return Math.max(longest, performance.now() - last);
    },
  };
}
