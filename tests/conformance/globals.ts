/**
 * Convex's server library talks to whoever set the global `Convex`. Two implementations in one
 * process each want it, so each gets it for the time of its own calls. Tests call one at a time.
 */
const shared = globalThis as { Convex?: unknown };
const kept = new Map<string, unknown>();

export function globalsOf(name: string) {
  return {
    async within<T>(body: () => Promise<T>): Promise<T> {
      const before = shared.Convex;
      shared.Convex = kept.get(name);
      try {
        return await body();
      } finally {
        kept.set(name, shared.Convex);
        shared.Convex = before;
      }
    },
  };
}
