import { keyTree, treeRange } from "../../../kv/btree";
import type { Key, OrderedStore, RangeOptions, Stored, Write } from "../../../kv/types";

const REMOVED = Symbol("removed");
type Pending = Stored | typeof REMOVED;

/** A point to go back to; see `WriteBuffer.rollback`. */
export type Savepoint = number;

/** What can be read like a store: a store, or a store with pending writes over it. */
export type Reader = Pick<OrderedStore, "get" | "range">;

/** Writes that are not committed yet, laid over a store so that reads see them. */
export class WriteBuffer implements Reader {
  readonly #store: Reader;
  readonly #pending = keyTree<Pending>();
  readonly #undo: { readonly key: Key; readonly before: Pending | undefined }[] = [];

  constructor(store: Reader) {
    this.#store = store;
  }

  get(key: Key): Stored | undefined {
    const pending = this.#pending.get(key);
    if (pending === undefined) return this.#store.get(key);
    return pending === REMOVED ? undefined : pending;
  }

  /** Puts a value, or removes the key when `value` is undefined. */
  put(key: Key, value: Stored | undefined): void {
    const pending = value === undefined ? REMOVED : value;
    // Most keys are put once, and then one way down the tree is enough.
    if (this.#pending.setIfNotPresent(key, pending)) {
      this.#undo.push({ key, before: undefined });
      return;
    }
    this.#undo.push({ key, before: this.#pending.get(key) });
    this.#pending.set(key, pending);
  }

  *range(options: RangeOptions): Generator<readonly [Key, Stored]> {
    if (this.#pending.isEmpty) {
      yield* this.#store.range(options);
      return;
    }
    const comesFirst = options.reverse ? (a: Key, b: Key) => a > b : (a: Key, b: Key) => a < b;
    const stored = this.#store.range(options)[Symbol.iterator]();
    const pending = treeRange(this.#pending, options);
    try {
      let below = stored.next();
      let above = pending.next();
      while (!below.done || !above.done) {
        if (above.done || (!below.done && comesFirst(below.value[0], above.value[0]))) {
          if (!below.done) yield below.value;
          below = stored.next();
          continue;
        }
        const [key, value] = above.value;
        if (!below.done && below.value[0] === key) below = stored.next();
        if (value !== REMOVED) yield [key, value];
        above = pending.next();
      }
    } finally {
      stored.return?.();
    }
  }

  savepoint(): Savepoint {
    return this.#undo.length;
  }

  /** Takes back everything that was put since the savepoint. */
  rollback(to: Savepoint): void {
    for (const { key, before } of this.#undo.splice(to).reverse()) {
      if (before === undefined) this.#pending.delete(key);
      else this.#pending.set(key, before);
    }
  }

  /** Everything pending, as one batch for `OrderedStore.commit`. */
  writes(): Write[] {
    return this.#pending
      .toArray()
      .map(([key, value]) => ({ key, value: value === REMOVED ? undefined : value }));
  }
}
