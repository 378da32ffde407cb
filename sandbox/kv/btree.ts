import SortedBTree from "sorted-btree";

/** A B+ tree from byte-string keys to `V`. */
export type KeyTree<V> = SortedBTree<string, V>;

// The package is CommonJS: Node hands out its exports object as the default import, bundlers the class.
const Tree = (SortedBTree as unknown as { default?: typeof SortedBTree }).default ?? SortedBTree;

/** An empty tree whose keys are ordered by UTF-16 unit, as `Key` asks for. */
export function keyTree<V>(): KeyTree<V> {
  return new Tree<string, V>(undefined, (a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The entries of [start, end) in key order, or from the end downwards. */
export function* treeRange<V>(
  tree: KeyTree<V>,
  { start, end, reverse = false }: { start: string; end: string; reverse?: boolean },
): Generator<[string, V]> {
  if (reverse) {
    for (const entry of tree.entriesReversed(end, undefined, true)) {
      if (entry[0] < start) return;
      yield entry;
    }
  } else {
    for (const entry of tree.entries(start)) {
      if (entry[0] >= end) return;
      yield entry;
    }
  }
}
