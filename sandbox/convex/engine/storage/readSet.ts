import type { ReadSet } from "../../types";
import type { Key } from "../../../kv/types";

/** A range of index keys that was read: start inclusive, end exclusive. It grows as a query goes on. */
export interface ReadRange {
  start: Key;
  end: Key;
}

/** What one function read, range by range. */
export class Reads implements ReadSet {
  readonly ranges: ReadRange[] = [];
  #inOrder: readonly ReadRange[] | null = null;

  add(range: ReadRange): ReadRange {
    this.ranges.push(range);
    return range;
  }

  /** The same, joined where they overlap, from the smallest key on. Only once all has been read. */
  inOrder(): readonly ReadRange[] {
    return (this.#inOrder ??= joined(this.ranges));
  }
}

/** Tells whether a commit that changed these index keys touched what a function read. */
export function touchTester(changed: readonly Key[]): (reads: ReadSet) => boolean {
  let sorted: readonly Key[] | null = null;
  return (reads) => {
    // Not every commit is asked about.
    const keys = (sorted ??= [...new Set(changed)].sort(byKey));
    return meet(keys, (reads as Reads).inOrder());
  };
}

/**
 * Whether any key lies in any range, both in order. Each side leaps to where the other one is: every
 * commit is held against all that every client watches, and mostly they are far apart.
 */
function meet(keys: readonly Key[], ranges: readonly ReadRange[]): boolean {
  let at = 0;
  for (let n = 0; ;) {
    const range = ranges[n];
    if (range === undefined) return false;
    at = firstFrom(at, keys.length, (i) => (keys[i] ?? "") >= range.start);
    const key = keys[at];
    if (key === undefined) return false;
    if (key < range.end) return true;
    n = firstFrom(n + 1, ranges.length, (i) => (ranges[i]?.end ?? "") > key);
  }
}

/** The first number in [from, to) that passes, where all after it pass as well; `to` if none does. */
function firstFrom(from: number, to: number, passes: (n: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function joined(ranges: readonly ReadRange[]): ReadRange[] {
  const all: ReadRange[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => byKey(a.start, b.start))) {
    const last = all.at(-1);
    if (start >= end) continue;
    if (last === undefined || last.end < start) all.push({ start, end });
    else if (last.end < end) last.end = end;
  }
  return all;
}

function byKey(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
