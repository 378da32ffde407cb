import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, type DashboardPaths } from "../urls";
import { useEventDetail } from "./EventDetail.controller";
import { EventDetailView } from "./EventDetail.view";

export type EventDetailProps = {
  /** The event's `svix-id`. */
  svixId: string;
  /** Where the lists that it links to are mounted. @default { users: "/users", events: "/events" } */
  paths?: DashboardPaths;
};

/** One event: what became of it, what it changed, every attempt, and what Clerk sent. */
export function EventDetail({ svixId, paths = DEFAULT_PATHS }: EventDetailProps) {
  return (
    <QueryBoundary>
      <Connected svixId={svixId} paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ svixId, paths }: Required<EventDetailProps>) {
  return <EventDetailView {...useEventDetail(svixId, paths)} />;
}
