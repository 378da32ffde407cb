import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, dashboardLinks, type DashboardPaths } from "../urls";
import { useOverview } from "./Overview.controller";
import { OverviewView } from "./Overview.view";

export type OverviewProps = {
  /** Where the lists that it links to are mounted. @default { users: "/users", events: "/events" } */
  paths?: DashboardPaths;
};

/** Whether sync is alive, how many people are in which state, and the events of the last day. */
export function Overview({ paths = DEFAULT_PATHS }: OverviewProps) {
  return (
    <QueryBoundary>
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: { paths: DashboardPaths }) {
  return <OverviewView {...useOverview()} links={dashboardLinks(paths)} />;
}
