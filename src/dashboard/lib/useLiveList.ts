import { usePaginatedQuery } from "convex/react";
import type { PaginatedQueryArgs, PaginatedQueryItem, PaginatedQueryReference } from "convex/react";
import { useHeld } from "./useHeld";
import type { ListState } from "./listState";

const PAGE = 50;

/**
 * A paginated query as a list that stays: while another filter's first page is on its way, the rows
 * before it remain, marked as `refreshing`. Errors are thrown, for the boundary around it.
 */
export function useLiveList<Query extends PaginatedQueryReference>(
  query: Query,
  args: PaginatedQueryArgs<Query>,
): { list: ListState<PaginatedQueryItem<Query>>; loadMore: () => void } {
  const { results, status, loadMore } = usePaginatedQuery(query, args, { initialNumItems: PAGE });
  const arriving = status === "LoadingFirstPage";
  const rows = useHeld(arriving ? undefined : results);
  return {
    list:
      rows === undefined
        ? { status: "loading" }
        : { status: "ready", rows, refreshing: arriving, more: MORE[status] },
    loadMore: () => loadMore(PAGE),
  };
}

const MORE = {
  LoadingFirstPage: "none",
  LoadingMore: "loading",
  CanLoadMore: "available",
  Exhausted: "none",
} as const;
