/**
 * How far a person has come in the app's onboarding. It belongs to Convex alone, so it can be
 * resumed on any device.
 */

export interface Onboarding {
  /** The step that the person has reached; null before the first one. */
  step: string | null;
  /** When they finished, milliseconds since 1970; null until then. */
  completed_at: number | null;
}

export type OnboardingStep = { kind: "at"; step: string } | { kind: "completed" };

/** Step names are the app's own; this keeps them names. */
export const MAX_STEP_NAME = 40;

/** Why a step has no usable name; null when it has. */
export function complaintAboutStep(step: string): string | null {
  if (step.trim() === "") return "Onboarding: the step has no name.";
  return step.length > MAX_STEP_NAME
    ? `Onboarding: a step's name has at most ${MAX_STEP_NAME} characters.`
    : null;
}

/** The state after a step; completing twice keeps the first time. */
export function nextOnboarding(
  { onboarding }: { onboarding: Onboarding },
  step: OnboardingStep,
  now: number,
): Onboarding {
  if (step.kind === "at") return { ...onboarding, step: step.step };
  return { ...onboarding, completed_at: onboarding.completed_at ?? now };
}
