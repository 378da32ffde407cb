import { useProfileSync } from "../../sync/useProfileSync";
import { FORM_FIELDS, type FormValues } from "./ProfileForm.schema";
import type { ProfileFormModel } from "./ProfileForm.view";

/** Joins the form to the signed-in person's profile. */
export function useProfileForm(): ProfileFormModel {
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
  return {
    status: "ready",
    stored: Object.fromEntries(
      FORM_FIELDS.map((field) => [field, profile[field] ?? ""]),
    ) as FormValues,
    email: profile.email,
    imageUrl: profile.image_url,
    syncStatus: sync.status,
    saving,
    connected,
    earlierRefusal: heard ? null : sync.last_refusal,
    onSave: ({ changes }) => save(changes),
    onDismiss: dismiss,
  };
}
