export { OnboardingWizard, type OnboardingWizardProps } from "./OnboardingWizard";
export type {
  InputStep,
  Picture,
  StepRule,
  StepRules,
  WizardStep,
  WizardValues,
} from "./OnboardingWizard.steps";
export { onboardingWizardStrings, type OnboardingWizardStrings } from "./OnboardingWizard.strings";
export {
  OnboardingWizardView,
  type OnboardingWizardModel,
  type OnboardingWizardViewProps,
  type ReadyOnboarding,
  type WizardRequest,
} from "./OnboardingWizard.view";
export type { PictureSlot } from "./PictureSlot";
