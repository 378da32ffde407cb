export { Audit, type AuditProps } from "./Audit/Audit";
export { Connection } from "./Connection/Connection";
export { Drift, type DriftProps } from "./Drift/Drift";
export { Events, type EventsProps } from "./Events/Events";
export { Overview, type OverviewProps } from "./Overview/Overview";
export { Runs, type RunsProps } from "./Runs/Runs";
export { Users, type UsersProps } from "./Users/Users";
export type { DashboardPaths } from "./urls";
