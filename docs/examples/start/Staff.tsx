// #region dashboard
import { Audit, Drift, Events, Overview, Runs, Users } from "clerk-convex-sync/dashboard";
import { NuqsAdapter } from "nuqs/adapters/react";
import { Route } from "wouter";

const paths = {
  overview: "/staff",
  users: "/staff/users",
  events: "/staff/events",
  drift: "/staff/drift",
  runs: "/staff/runs",
  audit: "/staff/audit",
};

/** With whatever router you have; what is open stands in the address, by nuqs. */
export function Staff() {
  return (
    <NuqsAdapter>
      <Route path={paths.overview}>{() => <Overview paths={paths} />}</Route>
      <Route path={paths.users}>{() => <Users paths={paths} />}</Route>
      <Route path={paths.events}>{() => <Events paths={paths} />}</Route>
      <Route path={paths.drift}>{() => <Drift paths={paths} />}</Route>
      <Route path={paths.runs}>{() => <Runs paths={paths} />}</Route>
      <Route path={paths.audit}>{() => <Audit paths={paths} />}</Route>
    </NuqsAdapter>
  );
}
// #endregion dashboard
