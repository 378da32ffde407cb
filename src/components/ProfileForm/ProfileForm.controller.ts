import { useConvex } from "convex/react";
import { useCallback } from "react";
import { useProfileSync } from "../../sync/useProfileSync";
import { syncViewOf } from "../SyncBadge/SyncBadge.controller";
import type { FormValues } from "./ProfileForm.schema";
import type { ProfileFormModel } from "./ProfileForm.view";
import { askConvexWhetherFree } from "./askConvexWhetherFree";

/** Joins the form to the signed-in person's profile. */
export function useProfileForm(): ProfileFormModel {
  const convex = useConvex();
  const checkUsername = useCallback(
    (username: string, signal: AbortSignal) => askConvexWhetherFree(convex, username, signal),
    [convex],
  );
  const state = useProfileSync();
  if (state.status !== "ready") return state;
  const { profile, sync, saving, connected, save, dismiss } = state;
  // A refusal that the form has heard itself is told by its result, with the field.
  const heard =
    saving.status === "settled" &&
    saving.parts.some(
      ({ operationId, clerk }) =>
        clerk.status === "refused" && operationId === sync.last_refusal?.operation_id,
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
    checkUsername,
  };
}
