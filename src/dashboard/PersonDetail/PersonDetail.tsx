import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import { DEFAULT_PATHS, dashboardLinks, type DashboardPaths } from "../urls";
import { usePersonDetail } from "./PersonDetail.controller";
import { PersonDetailView } from "./PersonDetail.view";

export type PersonDetailProps = {
  /** The person's Clerk user id. */
  externalId: string;
  /** Where the lists that it links to are mounted. @default { users: "/users", events: "/events" } */
  paths?: DashboardPaths;
};

/** One person: both sides field by field, what to do about them, and what happened lately. */
export function PersonDetail({ externalId, paths = DEFAULT_PATHS }: PersonDetailProps) {
  return (
    <QueryBoundary>
      <Connected externalId={externalId} paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ externalId, paths }: Required<PersonDetailProps>) {
  const person = usePersonDetail(externalId);
  return <PersonDetailView {...person} links={dashboardLinks(paths)} />;
}
