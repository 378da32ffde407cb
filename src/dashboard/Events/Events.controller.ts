import { useQueryStates } from "nuqs";
import { api } from "../../../convex/_generated/api";
import { useLiveList } from "../lib/useLiveList";
import { dashboardLinks, eventsParams, type DashboardPaths } from "../urls";
import type { EventsViewProps } from "./Events.view";

/** Joins the list to the server and its filters to the address bar. */
export function useEvents(paths: DashboardPaths): EventsViewProps & { onClose: () => void } {
  const [{ event, ...filter }, setParams] = useQueryStates(eventsParams);
  const { list, loadMore } = useLiveList(api.dashboard.listEvents, {
    ...(filter.type !== null && { type: filter.type }),
    ...(filter.outcome !== null && { status: filter.outcome }),
    ...(filter.person !== null && { externalId: filter.person }),
  });
  const links = dashboardLinks(paths);
  return {
    list,
    filter,
    openId: event,
    rowHref: (row) => links.events({ ...filter, event: row.svix_id }),
    onFilter: (change) => void setParams(change),
    // Back closes the drawer, as one expects of something that opened; filters leave no trail.
    onOpen: ({ row }) => void setParams({ event: row.svix_id }, { history: "push" }),
    onClose: () => void setParams({ event: null }),
    onMore: loadMore,
  };
}
