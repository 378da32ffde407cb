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

  add(range: ReadRange): ReadRange {
    this.ranges.push(range);
    return range;
  }
}

/** Tells whether a commit that changed these index keys touched what a function read. */
export function touchTester(changed: readonly Key[]): (reads: ReadSet) => boolean {
  let sorted: readonly Key[] | null = null;
  return (reads) => {
    // Not every commit is asked about.
    const keys = (sorted ??= [...new Set(changed)].sort((a, b) => (a < b ? -1 : 1)));
    return (reads.ranges as readonly ReadRange[]).some(({ start, end }) => {
      const first = keys[firstAtLeast(keys, start)];
      return first !== undefined && first < end;
    });
  };
}

function firstAtLeast(sorted: readonly Key[], key: Key): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
