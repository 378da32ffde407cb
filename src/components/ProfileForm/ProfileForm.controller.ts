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
    saving.status === "settled" && saving.result.clerk.status === "refused"
      ? saving.operationId
      : null;
  const refusal = sync.last_refusal?.operation_id === heard ? null : sync.last_refusal;
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
    earlierRefusal: refusal,
    onSave: ({ changes }) => save(changes),
    onDismiss: dismiss,
  };
}
