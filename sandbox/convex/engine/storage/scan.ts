import { afterPrefix, justAfter } from "../values/keys";
import type { Key, RangeOptions, Stored } from "../../../kv/types";
import type { Reader } from "./writeBuffer";

/**
 * Index keys can be of any length, keys of a store cannot (LMDB: 1978 bytes). A longer one is
 * stored under its beginning and the document's id, with the whole key as its value. Keys that
 * share such a beginning stand together in the store, in the order of their ids; `scan` puts them
 * right.
 */
export const LONGEST_STORED_KEY = 1900;

/** One entry of an index: its whole key, and the value stored there. */
export interface Entry {
  readonly key: Key;
  readonly value: Stored;
}

/** The key under which an index entry is stored, and its value: null, or the whole key. */
export function storedEntry(key: Key, documentId: string): { key: Key; value: Stored } {
  return key.length <= LONGEST_STORED_KEY
    ? { key, value: null }
    : { key: key.slice(0, LONGEST_STORED_KEY) + documentId, value: key };
}

/**
 * The entries with start <= key < end in key order (or from the end downwards), read in small,
 * growing batches: no iterator of the store stays open between two entries, so that the caller
 * may write and wait while it scans.
 */
export function* scan(reader: Reader, range: RangeOptions): Generator<Entry> {
  let run: Entry[] = [];
  for (const entry of storedEntries(reader, range)) {
    const joins = run.length > 0 && sharesBeginning(run[0], entry);
    if (!joins && run.length > 0) {
      yield* inOrder(run, range);
      run = [];
    }
    if (isLong(entry)) run.push(entry);
    else yield entry;
  }
  yield* inOrder(run, range);
}

const FIRST_BATCH = 8;
const LARGEST_BATCH = 256;

function* storedEntries(reader: Reader, range: RangeOptions): Generator<Entry> {
  let start = range.start.slice(0, LONGEST_STORED_KEY);
  let end =
    range.end.length <= LONGEST_STORED_KEY
      ? range.end
      : afterPrefix(range.end.slice(0, LONGEST_STORED_KEY));
  for (let size = FIRST_BATCH; ; size = Math.min(size * 4, LARGEST_BATCH)) {
    const batch = take(reader.range({ start, end, reverse: range.reverse ?? false }), size);
    for (const [key, value] of batch) {
      const long = key.length > LONGEST_STORED_KEY && typeof value === "string";
      yield { key: long ? value : key, value };
    }
    const last = batch.at(-1);
    if (last === undefined || batch.length < size) return;
    if (range.reverse) end = last[0];
    else start = justAfter(last[0]);
  }
}

function take<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

function isLong(entry: Entry): boolean {
  return entry.key.length > LONGEST_STORED_KEY;
}

function sharesBeginning(a: Entry | undefined, b: Entry): boolean {
  return a?.key.slice(0, LONGEST_STORED_KEY) === b.key.slice(0, LONGEST_STORED_KEY) && isLong(b);
}

function* inOrder(run: readonly Entry[], { start, end, reverse }: RangeOptions): Generator<Entry> {
  const inside = run.filter(({ key }) => key >= start && key < end);
  const sorted = inside.sort((a, b) => (a.key < b.key ? -1 : 1));
  yield* reverse ? sorted.reverse() : sorted;
}
