import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, dashboardLinks, type DashboardPaths } from "../urls";
import { useEventDetail } from "./EventDetail.controller";
import { EventDetailView } from "./EventDetail.view";

export type EventDetailProps = {
  /** The event's `svix-id`. */
  svixId: string;
  /** Where the lists that it links to are mounted. @default { users: "/users", events: "/events" } */
  paths?: DashboardPaths;
};

/** One event: what became of it, what it changed, when. */
export function EventDetail({ svixId, paths = DEFAULT_PATHS }: EventDetailProps) {
  return (
    <QueryBoundary>
      <Connected svixId={svixId} paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ svixId, paths }: Required<EventDetailProps>) {
  return <EventDetailView event={useEventDetail(svixId)} links={dashboardLinks(paths)} />;
}
