import { usePaginatedQuery } from "convex/react";
import type { PaginatedQueryArgs, PaginatedQueryItem, PaginatedQueryReference } from "convex/react";
import { useMemo } from "react";
import type { ListState } from "./listState";
import { useFramed } from "./useFramed";
import { useHeld } from "./useHeld";
import { useStable } from "./useStable";
import { useUnreachable } from "./useUnreachable";

const PAGE = 50;

/**
 * A paginated query as a list that stays: while another filter's first page is on its way, or the
 * same one comes in parts, the rows before it remain, marked as `refreshing`. The list is the same
 * object until something in it has changed, and changes once for each animation frame at most.
 * Errors are thrown, for the boundary around it.
 */
export function useLiveList<Query extends PaginatedQueryReference>(
  query: Query,
  args: PaginatedQueryArgs<Query>,
): { list: ListState<PaginatedQueryItem<Query>>; loadMore: () => void } {
  const { results, status, loadMore } = usePaginatedQuery(query, args, { initialNumItems: PAGE });
  // A page that grew long while nobody looked is split: until its halves are there it has no rows.
  const isSplitting = status === "LoadingMore" && results.length === 0;
  const arriving = status === "LoadingFirstPage" || isSplitting;
  const rows = useHeld(arriving ? undefined : results);
  const unreachable = useUnreachable();
  const list = useMemo((): ListState<PaginatedQueryItem<Query>> => {
    if (rows === undefined) return { status: unreachable ? "unreachable" : "loading" };
    return { status: "ready", rows, refreshing: arriving, more: MORE[status] };
  }, [rows, arriving, status, unreachable]);
  return { list: useFramed(list), loadMore: useStable(() => loadMore(PAGE)) };
}

const MORE = {
  LoadingFirstPage: "none",
  LoadingMore: "loading",
  CanLoadMore: "available",
  Exhausted: "none",
} as const;
