import { keyTree, treeRange } from "./btree";
import type { OrderedStore, Stored } from "./types";

/** A store in memory, for pages and tests. Nothing survives it. */
export function memoryStore(): OrderedStore {
  const tree = keyTree<Stored>();
  return {
    get: (key) => tree.get(key),
    range: (options) => treeRange(tree, options),
    commit(writes) {
      for (const { key, value } of writes) {
        if (value === undefined) tree.delete(key);
        else tree.set(key, value);
      }
    },
    flushed: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
