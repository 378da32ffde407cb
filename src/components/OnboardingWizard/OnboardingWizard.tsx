import { useOnboardingWizard } from "./OnboardingWizard.controller";
import { OnboardingWizardView, type OnboardingWizardViewProps } from "./OnboardingWizard.view";

export type OnboardingWizardProps = Omit<OnboardingWizardViewProps, "model">;

/**
 * A new person's picture, name, username and interests, step by step. Each step is saved to Convex
 * and Clerk as it is left, and taken up again on any device. Needs `ClerkProvider` and
 * `ConvexProviderWithClerk` around it.
 */
export function OnboardingWizard(props: OnboardingWizardProps) {
  return <OnboardingWizardView {...props} model={useOnboardingWizard()} />;
}
