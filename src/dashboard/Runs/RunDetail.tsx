import { useQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { dashboardLinks, type DashboardPaths } from "../urls";
import { RunDetailView } from "./RunDetail.view";

export type RunDetailProps = {
  /** As it stands in the address. */
  runId: string;
  paths: DashboardPaths;
};

/** One scan: how far it is or was, what it found, and why it ended. */
export function RunDetail(props: RunDetailProps) {
  return (
    <QueryBoundary>
      <Connected {...props} />
    </QueryBoundary>
  );
}

function Connected({ runId, paths }: RunDetailProps) {
  const run = useQuery(api.dashboard.getRun, { run_id: runId });
  return <RunDetailView run={run} links={dashboardLinks(paths)} />;
}
