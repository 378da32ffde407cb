import { MasterDetail } from "../MasterDetail/MasterDetail";
import { PersonDetail } from "../PersonDetail/PersonDetail";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, type DashboardPaths } from "../urls";
import { useUsers } from "./Users.controller";
import { UsersView } from "./Users.view";

export type UsersProps = {
  /** Where the dashboard's lists are mounted. @default { users: "/users", events: "/events" } */
  paths?: DashboardPaths;
};

/**
 * The list of people, with one of them in a drawer. Filters and the open person stand in the
 * address (`?q=`, `?status=`, `?field=`, `?sort=`, `?user=`); needs a nuqs adapter around it.
 */
export function Users({ paths = DEFAULT_PATHS }: UsersProps) {
  return (
    <QueryBoundary title="Users">
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: { paths: DashboardPaths }) {
  const { onClose, ...view } = useUsers(paths);
  const { openId } = view;
  return (
    <MasterDetail
      list={<UsersView {...view} />}
      open={openId !== null}
      title="Person"
      onClose={onClose}
    >
      {openId !== null && <PersonDetail key={openId} externalId={openId} paths={paths} />}
    </MasterDetail>
  );
}
