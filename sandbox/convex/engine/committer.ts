import { Lock } from "./lock";
import { touchTester } from "./storage/readSet";
import { Transaction } from "./transaction";
import type { Catalog } from "./documents/catalog";
import type { Commit } from "../types";
import type { OrderedStore, Write } from "../../kv/types";

const TS_KEY = "ts";

const NANOS_IN_MS = 1_000_000n;

/** Node's own, also where a test has put another one in its place; a page has none, and no crowds. */
const { setImmediate } = globalThis as { setImmediate?: (then: () => void) => void };
const breathe = setImmediate ?? null;

/** How far a clock may go back before that is taken for a journey in time, in ms. */
const CLOCK_JITTER = 1_000;
/** Between two documents made in the same millisecond; a power of two, so that sums are exact. */
const CREATION_STEP = 2 ** -10;

/** Hears of a commit, and of all that it wrote. */
type Listener = (commit: Commit, writes: readonly Write[]) => void;

/**
 * Runs transactions one at a time over the store and commits them. One at a time makes them
 * serialisable without conflicts; they do no I/O of their own, so nobody waits long.
 */
export class Committer {
  readonly lock = new Lock(breathe);
  readonly #store: OrderedStore;
  readonly #catalog: Catalog;
  readonly #listeners = new Set<Listener>();
  #ts: bigint;
  #lastCreation: number;

  constructor(store: OrderedStore, catalog: Catalog) {
    this.#store = store;
    this.#catalog = catalog;
    this.#ts = BigInt((store.get(TS_KEY) as string | undefined) ?? 0);
    // Documents of the last commit's millisecond share it in parts: those to come follow them all.
    this.#lastCreation = Number(this.#ts / NANOS_IN_MS) + 1;
  }

  get ts(): bigint {
    return this.#ts;
  }

  get store(): OrderedStore {
    return this.#store;
  }

  /** A transaction on the newest snapshot. Only for who holds the lock. */
  begin(): Transaction {
    return new Transaction({
      store: this.#store,
      catalog: this.#catalog,
      ts: this.#ts,
      nextCreationTime: () => this.#nextCreationTime(),
    });
  }

  /**
   * Commits, tells the listeners, and answers with the commit's timestamp. Only for who holds the
   * lock. What wrote nothing gets the newest timestamp and makes no commit.
   * @param more further writes of the same commit, which may need its timestamp
   */
  commit(transaction: Transaction, more?: (ts: bigint) => Write[]): bigint {
    // Never behind its documents: who opens the store again knows by it what they come after.
    const now = BigInt(Math.floor(Math.max(Date.now(), this.#lastCreation))) * NANOS_IN_MS;
    const ts = now > this.#ts ? now : this.#ts + 1n;
    const { writes, changed } = transaction.finish(ts);
    const all = [...writes, ...(more?.(ts) ?? [])];
    if (all.length === 0) return this.#ts;
    this.#store.commit([...all, { key: TS_KEY, value: ts.toString() }]);
    this.#ts = ts;
    const commit: Commit = { ts, touches: touchTester(changed) };
    for (const listener of this.#listeners) listener(commit, all);
    return ts;
  }

  onCommit(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #nextCreationTime(): number {
    const now = Date.now();
    const last = this.#lastCreation;
    const isTie = now <= last && last - now < CLOCK_JITTER;
    this.#lastCreation = isTie ? last + CREATION_STEP : now;
    return this.#lastCreation;
  }
}
