import { useSyncBadge } from "./SyncBadge.controller";
import { SyncBadgeView, type SyncBadgeViewProps } from "./SyncBadge.view";

export type SyncBadgeProps = Omit<SyncBadgeViewProps, "model">;

/**
 * How the signed-in person's two profiles stand, live: an icon and a word, and the reason for
 * whoever presses it. Shows nothing when nobody is signed in. Needs `SyncProvider` around it.
 */
export function SyncBadge(props: SyncBadgeProps) {
  return <SyncBadgeView {...props} model={useSyncBadge()} />;
}
