import { EventDetail } from "../EventDetail/EventDetail";
import { MasterDetail } from "../MasterDetail/MasterDetail";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, type DashboardPaths } from "../urls";
import { useEvents } from "./Events.controller";
import { EventsView } from "./Events.view";

export type EventsProps = {
  /** Where the dashboard's lists are mounted. @default { users: "/users", events: "/events" } */
  paths?: DashboardPaths;
};

/**
 * The log of Clerk's events, with one of them in a drawer. Filters and the open event stand in the
 * address (`?q=`, `?type=`, `?outcome=`, `?person=`, `?from=`, `?to=`, `?event=`); needs a nuqs adapter around it.
 */
export function Events({ paths = DEFAULT_PATHS }: EventsProps) {
  return (
    <QueryBoundary title="Events">
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: { paths: DashboardPaths }) {
  const { onClose, ...view } = useEvents(paths);
  const { openId } = view;
  return (
    <MasterDetail
      list={<EventsView {...view} />}
      open={openId !== null}
      title="Event"
      onClose={onClose}
    >
      {openId !== null && <EventDetail key={openId} svixId={openId} paths={paths} />}
    </MasterDetail>
  );
}
