import { useProfileSync, type OwnProfile, type ProfileSync } from "../../sync";
import type { SyncBadgeModel, SyncView } from "./SyncBadge.utils";

/** The signed-in person's sync state, as it changes. */
export function useSyncBadge(): SyncBadgeModel {
  return syncBadgeModelOf(useProfileSync());
}

/** What a badge shows of a profile, wherever that comes from. */
export function syncBadgeModelOf(state: ProfileSync): SyncBadgeModel {
  if (state.status !== "ready") return state;
  return { status: "ready", sync: syncViewOf(state.sync), connected: state.connected };
}

/** What a badge tells of how the two sides stand. */
export function syncViewOf({
  status,
  pending,
  drifted_fields,
  last_refusal,
}: OwnProfile["sync"]): SyncView {
  return {
    status,
    awaited: pending.flatMap(({ fields }) => fields),
    drifted: drifted_fields,
    refusal: last_refusal?.message ?? null,
  };
}
