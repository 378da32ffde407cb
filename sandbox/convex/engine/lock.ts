import type { Turn } from "../types";

/**
 * How the time of a busy engine is divided. Real Convex does all of this side by side; here there is
 * one thread, and a crowd that looks on must not keep out those who have something to say.
 */
const SHARES: Readonly<Record<Turn, number>> = { request: 16, job: 2, view: 1, news: 1 };

/**
 * Requests come in bursts: Node reads and answers many at a time, and between two bursts nobody waits.
 * So long after a request nobody else goes first who has had more than their share, in ms.
 */
const PAUSE_MS = 5;

/** Also where a test has put a clock in its place that stands still. */
const ownClock = performance.now.bind(performance);

/** Who waits with the same kind of thing to do, in the order of asking. */
interface Line {
  readonly share: number;
  readonly waiting: (() => void)[];
  /** The time it has had, in ms for each part of its share. */
  had: number;
}

/**
 * A lock that lets one in at a time: of the lines in which somebody waits, the one that has had least
 * of its share. So nobody waits for ever, and who is alone has all the time there is.
 */
export class Lock {
  readonly #lines = newLines();
  readonly #breathe: ((then: () => void) => void) | null;
  readonly #now: () => number;
  #taken = false;
  /** What the line that was let in last had had by then. */
  #had = 0;
  /** When the last request left. */
  #requestLeft = -Infinity;

  /**
   * @param breathe lets what has come in from outside take its place before the next one is let in.
   *   Promises alone never do: without it, who is already here would always go first.
   * @param now the time in ms, on a clock that never stands still
   */
  constructor(breathe: ((then: () => void) => void) | null = null, now = ownClock) {
    this.#breathe = breathe;
    this.#now = now;
  }

  /** Runs `body` when it is let in. */
  async run<T>(body: () => Promise<T>, turn: Turn = "request"): Promise<T> {
    await this.#enter(this.#lines[turn]);
    const entered = this.#now();
    try {
      return await body();
    } finally {
      const line = this.#lines[turn];
      const left = this.#now();
      line.had += (left - entered) / line.share;
      if (turn === "request") this.#requestLeft = left;
      if (turn === "request" || this.#breathe === null) this.#letNextIn();
      else this.#breathe(() => this.#letNextIn());
    }
  }

  #enter(line: Line): Promise<void> | void {
    // Time in which it wanted nothing is not saved up.
    if (line.waiting.length === 0) line.had = Math.max(line.had, this.#had);
    if (this.#taken) return new Promise((resolve) => line.waiting.push(resolve));
    this.#taken = true;
    this.#had = line.had;
  }

  #letNextIn(): void {
    const lines = Object.values(this.#lines).filter(({ waiting }) => waiting.length > 0);
    const next = lines.reduce<Line | null>(
      (least, line) => (least === null || line.had < least.had ? line : least),
      null,
    );
    this.#taken = next !== null;
    if (next === null) return;
    if (this.#breathe !== null && this.#mayHaveToWait(next)) {
      this.#breathe(() => this.#letNextIn());
      return;
    }
    this.#had = next.had;
    next.waiting.shift()?.();
  }

  /** Whether a request that is about to come should go before the line that would be next. */
  #mayHaveToWait(next: Line): boolean {
    const { request } = this.#lines;
    return next.had > request.had && this.#now() - this.#requestLeft < PAUSE_MS;
  }
}

function newLines(): Readonly<Record<Turn, Line>> {
  const line = (share: number): Line => ({ share, waiting: [], had: 0 });
  const { request, job, view, news } = SHARES;
  return { request: line(request), job: line(job), view: line(view), news: line(news) };
}
