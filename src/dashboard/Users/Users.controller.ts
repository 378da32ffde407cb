import { useQueryStates } from "nuqs";
import { api } from "../../../convex/_generated/api";
import { useDebounced } from "../lib/useDebounced";
import { useLiveList } from "../lib/useLiveList";
import { dashboardLinks, usersParams, type DashboardPaths } from "../urls";
import type { UsersViewProps } from "./Users.view";

const TYPING_PAUSE_MS = 200;

/** Joins the list to the server and its filters to the address bar. */
export function useUsers(paths: DashboardPaths): UsersViewProps & { onClose: () => void } {
  const [{ q, status, user }, setParams] = useQueryStates(usersParams);
  const search = useDebounced(q.trim(), TYPING_PAUSE_MS);
  const { list, loadMore } = useLiveList(api.dashboard.listUsers, {
    ...(search !== "" && { search }),
    ...(status !== null && { status }),
  });
  const links = dashboardLinks(paths);
  return {
    list,
    filter: { q, status },
    openId: user,
    rowHref: (row) => links.users({ q, status, user: row.externalId }),
    onFilter: (change) => void setParams(change),
    // Back closes the drawer, as one expects of something that opened; filters leave no trail.
    onOpen: ({ row }) => void setParams({ user: row.externalId }, { history: "push" }),
    onClose: () => void setParams({ user: null }),
    onMore: loadMore,
  };
}
