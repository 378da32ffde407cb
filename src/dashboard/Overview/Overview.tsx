import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, dashboardLinks, type DashboardPaths } from "../urls";
import { useOverview } from "./Overview.controller";
import { OverviewView } from "./Overview.view";

export type OverviewProps = {
  /** Where the pages that it links to are mounted. @default "/users", "/events" and so on */
  paths?: DashboardPaths;
};

/** Whether sync is alive and why, and how it has been: people, events, saves, failures, drift. */
export function Overview({ paths = DEFAULT_PATHS }: OverviewProps) {
  return (
    <QueryBoundary title="Overview">
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: { paths: DashboardPaths }) {
  return <OverviewView {...useOverview()} links={dashboardLinks(paths)} />;
}
