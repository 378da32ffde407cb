import { useConvex } from "convex/react";
import { useCallback, useState, useSyncExternalStore } from "react";
import { recentSaves } from "../../sync/recentSaves";
import { useProfileSync, type ProfileSync } from "../../sync/useProfileSync";
import { syncViewOf } from "../SyncBadge/SyncBadge.controller";
import type { FormValues } from "./ProfileForm.schema";
import type { ProfileFormModel } from "./ProfileForm.view";
import { askConvexWhetherFree } from "./askConvexWhetherFree";
import type { CheckUsername } from "./username";

/** Joins the form to the signed-in person's profile. */
export function useProfileForm(): ProfileFormModel {
  const convex = useConvex();
  const checkUsername = useCallback(
    (username: string, signal: AbortSignal) => askConvexWhetherFree(convex, username, signal),
    [convex],
  );
  return useProfileFormModelOf(useProfileSync(), checkUsername);
}

/** What the form shows of a profile, wherever that comes from. */
export function useProfileFormModelOf(
  state: ProfileSync,
  checkUsername?: CheckUsername,
): ProfileFormModel {
  const recent = useSyncExternalStore(
    recentSaves.subscribe,
    recentSaves.getSnapshot,
    recentSaves.getSnapshot,
  );
  const [openedAt] = useState(() => Date.now());
  if (state.status !== "ready") return state;
  const { profile, sync, saving, connected, save, dismiss } = state;
  // What was refused while this form was open has been told where it was asked for, the picture's
  // refusal beside the picture.
  const heard = recent.some(
    ({ at, operationIds }) =>
      at >= openedAt &&
      sync.last_refusal !== null &&
      operationIds.includes(sync.last_refusal.operation_id),
  );
  const stored: FormValues = {
    username: profile.username ?? "",
    first_name: profile.first_name ?? "",
    last_name: profile.last_name ?? "",
    interests: profile.interests,
  };
  return {
    status: "ready",
    stored,
    email: profile.email,
    imageUrl: profile.image_url,
    sync: syncViewOf(sync),
    saving,
    connected,
    earlierRefusal: heard ? null : sync.last_refusal,
    onSave: ({ changes }) => save(changes),
    onDismiss: dismiss,
    ...(checkUsername && { checkUsername }),
  };
}
