export { SyncBadge, type SyncBadgeProps } from "./SyncBadge";
export { syncBadgeStrings, type SyncBadgeStrings } from "./SyncBadge.strings";
export type { SyncBadgeModel, SyncView } from "./SyncBadge.utils";
export { SyncBadgeView, type SyncBadgeViewProps } from "./SyncBadge.view";
