/** What the server takes at a time, and what a preview has looked at. */
export const BATCH = 50;

/** Chosen rows in the batches that the server takes. */
export function batches<Id>(ids: readonly Id[]): Id[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) =>
    ids.slice(at * BATCH, (at + 1) * BATCH),
  );
}

/**
 * The orders that end chosen differences. Only the first may delete users in Clerk: the preview has
 * looked at that batch and said whom, and nobody is deleted whom it did not count.
 */
export function resolveOrders<Id>(
  ids: readonly Id[],
): { finding_ids: Id[]; may_delete: boolean }[] {
  return batches(ids).map((finding_ids, at) => ({ finding_ids, may_delete: at === 0 }));
}
