import { MasterDetail } from "../MasterDetail/MasterDetail";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, type DashboardPaths } from "../urls";
import { useDrift } from "./Drift.controller";
import { DriftView } from "./Drift.view";
import { FindingDetail } from "./FindingDetail";

export type DriftProps = {
  /** Where the dashboard's pages are mounted. @default the same names at the root */
  paths?: DashboardPaths;
};

/**
 * Where Clerk and Convex differ, with one difference in a drawer. Filters and the open difference
 * stand in the address (`?field=`, `?kind=`, `?state=`, `?person=`, `?run=`, `?finding=`); needs a
 * nuqs adapter around it.
 */
export function Drift({ paths = DEFAULT_PATHS }: DriftProps) {
  return (
    <QueryBoundary title="Drift">
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: { paths: DashboardPaths }) {
  const { onClose, resolve, ...view } = useDrift(paths);
  const { openId, mayAct } = view;
  return (
    <MasterDetail
      list={<DriftView {...view} />}
      open={openId !== null}
      title="Difference"
      onClose={onClose}
    >
      {openId !== null && (
        <FindingDetail
          key={openId}
          findingId={openId}
          paths={paths}
          mayAct={mayAct}
          onAsk={({ finding, winner }) =>
            resolve.ask({ target: { finding_ids: [finding._id] }, winner })
          }
        />
      )}
    </MasterDetail>
  );
}
