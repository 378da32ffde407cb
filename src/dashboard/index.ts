export { Connection } from "./Connection/Connection";
export { Events, type EventsProps } from "./Events/Events";
export { Overview, type OverviewProps } from "./Overview/Overview";
export { Users, type UsersProps } from "./Users/Users";
export type { DashboardPaths } from "./urls";
