import type { PaginationResult } from "convex/server";

/**
 * Pages of lists that somebody watches. Convex keeps the ends of such a page, so that nothing is
 * lost between it and the next one: whatever comes at its beginning makes it longer, and after a
 * night in which thousands of events came it holds them all.
 */

/** Each row reads up to some five documents more, and a query may read 4,096 ranges. */
const MOST_ROWS = 500;

/**
 * The page with a row for each document; those without one (null) are left out. A page that has
 * become too long comes without rows and asks to be split, as Convex's own hook for long lists does.
 */
export async function rowsOfPage<Item, Row>(
  found: PaginationResult<Item>,
  rowOf: (item: Item) => Promise<Row | null>,
): Promise<PaginationResult<Row>> {
  if (found.page.length > MOST_ROWS && found.splitCursor != null) {
    return { ...found, page: [], pageStatus: "SplitRequired" };
  }
  const rows = await Promise.all(found.page.map(rowOf));
  return { ...found, page: rows.filter((row) => row !== null) };
}
