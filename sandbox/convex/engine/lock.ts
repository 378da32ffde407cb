import type { Turn } from "../types";

/**
 * How the time of a busy engine is divided. Real Convex does all of this side by side; here there is
 * one thread, and a crowd that looks on must not keep out those who have something to say.
 */
const SHARES: Readonly<Record<Turn, number>> = { request: 8, job: 2, news: 1 };

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
  #taken = false;
  /** What the line that was let in last had had by then. */
  #had = 0;

  /**
   * @param breathe lets what has come in from outside take its place before the next one is let in.
   *   Promises alone never do: without it, who is already here would always go first.
   */
  constructor(breathe: ((then: () => void) => void) | null = null) {
    this.#breathe = breathe;
  }

  /** Runs `body` when it is let in. */
  async run<T>(body: () => Promise<T>, turn: Turn = "request"): Promise<T> {
    await this.#enter(this.#lines[turn]);
    const entered = performance.now();
    try {
      return await body();
    } finally {
      const line = this.#lines[turn];
      line.had += (performance.now() - entered) / line.share;
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
    this.#had = next.had;
    next.waiting.shift()?.();
  }
}

function newLines(): Readonly<Record<Turn, Line>> {
  const line = (share: number): Line => ({ share, waiting: [], had: 0 });
  return { request: line(SHARES.request), job: line(SHARES.job), news: line(SHARES.news) };
}
