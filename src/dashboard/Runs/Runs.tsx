import { MasterDetail } from "../MasterDetail/MasterDetail";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, type DashboardPaths } from "../urls";
import { RunDetail } from "./RunDetail";
import { useRuns } from "./Runs.controller";
import { RunsView } from "./Runs.view";

export type RunsProps = {
  /** Where the dashboard's pages are mounted. @default the same names at the root */
  paths?: DashboardPaths;
};

/** Scans, with one of them in a drawer (`?run=` in the address); needs a nuqs adapter around it. */
export function Runs({ paths = DEFAULT_PATHS }: RunsProps) {
  return (
    <QueryBoundary title="Runs">
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: { paths: DashboardPaths }) {
  const { onClose, ...view } = useRuns(paths);
  const { openId } = view;
  return (
    <MasterDetail
      list={<RunsView {...view} />}
      open={openId !== null}
      title="Scan"
      onClose={onClose}
    >
      {openId !== null && <RunDetail key={openId} runId={openId} paths={paths} />}
    </MasterDetail>
  );
}
