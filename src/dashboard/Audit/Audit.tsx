import { useQueryStates } from "nuqs";
import { api } from "../../../convex/_generated/api";
import { useLiveList } from "../lib/useLiveList";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import type { AuditRow } from "../types";
import {
  auditParams,
  dashboardLinks,
  DEFAULT_PATHS,
  type DashboardLinks,
  type DashboardPaths,
} from "../urls";
import { AuditView } from "./Audit.view";

export type AuditProps = {
  /** Where the dashboard's pages are mounted. @default the same names at the root */
  paths?: DashboardPaths;
};

/**
 * What staff did. Filters stand in the address (`?actor=`, `?subject=`, `?action=`); needs a nuqs
 * adapter around it.
 */
export function Audit({ paths = DEFAULT_PATHS }: AuditProps) {
  return (
    <QueryBoundary title="Audit">
      <Connected paths={paths} />
    </QueryBoundary>
  );
}

function Connected({ paths }: Required<AuditProps>) {
  const [filter, setParams] = useQueryStates(auditParams);
  const { actor, subject, action } = filter;
  const { list, loadMore } = useLiveList(api.dashboard.listAudit, {
    ...(actor !== null && { actor }),
    ...(subject !== null && { subject }),
    ...(action !== null && { action }),
  });
  const links = dashboardLinks(paths);
  return (
    <AuditView
      list={list}
      filter={filter}
      rowHref={(row) => hrefOf(row, links)}
      onFilter={(change) => void setParams(change)}
      onMore={loadMore}
    />
  );
}

/** Where a deed's subject is shown: a person, an event, a scan, or the list of differences. */
function hrefOf({ action, subject }: AuditRow, links: DashboardLinks): string {
  if (subject === null) return links.drift();
  if (action === "replay") return links.events({ event: subject });
  if (action === "replay_many" || action === "cancel_replay") return links.events();
  if (action === "scan_cancel") return links.runs({ run: subject });
  if (action === "scan_start") {
    return subject.startsWith("user_")
      ? links.users({ user: subject })
      : links.runs({ run: subject });
  }
  const isJob = ["resolve_many", "cancel_resolve", "undo_many", "cancel_undo"].includes(action);
  return isJob ? links.drift({ state: "ended" }) : links.users({ user: subject });
}
