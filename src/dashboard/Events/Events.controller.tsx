import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { api } from "../../../convex/_generated/api";
import { useDebounced } from "../lib/useDebounced";
import { useLiveList } from "../lib/useLiveList";
import { useRole } from "../lib/useRole";
import { useStable } from "../lib/useStable";
import { useStored } from "../lib/useStored";
import type { EventRow } from "../types";
import { dashboardLinks, eventsParams, type DashboardPaths } from "../urls";
import { EVENT_COLUMNS, USUAL_EVENT_COLUMNS } from "./eventColumns";
import { EventActions } from "./EventActions";
import { argsOf, type EventsFilter } from "./eventsFilter";
import type { EventsViewProps } from "./Events.view";
import { RunningReplay } from "./RunningReplay";
import { useTail } from "./useTail";

const TYPING_PAUSE_MS = 200;
const COLUMN_IDS = EVENT_COLUMNS.map(({ id }) => id);

/**
 * Joins the list to the server, its filters to the address bar, and its columns to this browser.
 * Everything that the view gets stays the same until it changes: the view is drawn again for new
 * rows, once for each frame, and not for each message from the server.
 */
export function useEvents(paths: DashboardPaths): EventsViewProps & { onClose: () => void } {
  const [params, setParams] = useQueryStates(eventsParams);
  const { event, q, type, outcome, person, from, to } = params;
  const [columns, setColumns] = useStored("ccs.events.columns", COLUMN_IDS, USUAL_EVENT_COLUMNS);
  const role = useRole();
  const filter = useMemo(
    (): EventsFilter => ({ q, type, outcome, person, from, to }),
    [q, type, outcome, person, from, to],
  );
  const settled = useDebounced(q, TYPING_PAUSE_MS);
  const live = useLiveList(api.dashboard.listEvents, argsOf({ ...filter, q: settled }));
  const tail = useTail(live.list);
  const links = dashboardLinks(paths);
  return {
    ...tail,
    filter,
    columns,
    openId: event,
    actions: useMemo(() => <EventActions filter={filter} role={role} />, [filter, role]),
    news: useMemo(() => <RunningReplay role={role} />, [role]),
    rowHref: useStable((row: EventRow) => links.events({ ...params, event: row.svix_id })),
    onFilter: useStable((change) => void setParams(change)),
    onColumns: useStable(({ shown }) => setColumns(shown)),
    // Back closes the drawer, as one expects of something that opened; filters leave no trail.
    onOpen: useStable(({ row }) => void setParams({ event: row.svix_id }, { history: "push" })),
    onClose: () => void setParams({ event: null }),
    onMore: live.loadMore,
  };
}
