import { useConvex } from "convex/react";
import { useCallback } from "react";
import { asSaveField } from "../../sync/changes";
import { useOnboarding, type Onboarding } from "../../sync/useOnboarding";
import { askConvexWhetherFree } from "../ProfileForm/askConvexWhetherFree";
import type { CheckUsername } from "../ProfileForm/username";
import type { OnboardingWizardModel } from "./OnboardingWizard.view";

/** Joins the wizard to the signed-in person's profile. */
export function useOnboardingWizard(): OnboardingWizardModel {
  const convex = useConvex();
  const checkUsername = useCallback(
    (username: string, signal: AbortSignal) => askConvexWhetherFree(convex, username, signal),
    [convex],
  );
  return onboardingWizardModelOf(useOnboarding(), checkUsername);
}

/** What the wizard shows of an onboarding, wherever that comes from. */
export function onboardingWizardModelOf(
  state: Onboarding,
  checkUsername?: CheckUsername,
): OnboardingWizardModel {
  if (state.status !== "ready") return state;
  const { profile, sync, saving, connected, step, completedAt, saveStep, complete, cancel } = state;
  const { last_refusal: refusal } = sync;
  // A refusal that the wizard has heard itself is told by its result, with the field.
  const heard =
    saving.status === "settled" &&
    saving.parts.some(
      ({ operationId, clerk }) =>
        clerk.status === "refused" && operationId === refusal?.operation_id,
    );
  return {
    status: "ready",
    stored: {
      picture: { url: profile.image_url },
      first_name: profile.first_name ?? "",
      last_name: profile.last_name ?? "",
      username: profile.username ?? "",
      interests: profile.interests,
    },
    step,
    completedAt,
    syncStatus: sync.status,
    saving,
    connected,
    laterRefusal:
      refusal === null || heard
        ? null
        : { field: asSaveField(refusal.field), message: refusal.message },
    ...(checkUsername && { checkUsername }),
    onSaveStep: ({ step: name, changes, ...picture }) => saveStep(name, changes, picture),
    onCancel: cancel,
    onComplete: ({ changes, ...picture }) => complete(changes, picture),
  };
}
