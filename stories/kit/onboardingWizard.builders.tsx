import {
  OnboardingWizardView,
  type OnboardingWizardViewProps,
  type ReadyOnboarding,
} from "../../src/components/OnboardingWizard";
import type { OwnProfile } from "../../src/sync";
import type { SavePorts } from "../../src/sync/ports";
import { aUser, useFakeOnboardingWizard, useFakeProfileSync } from "../../testing";

/** Someone who has just signed up; give what is different. */
export function aNewcomer(overrides: Partial<OwnProfile> = {}): OwnProfile {
  return { ...aUser().inConvex(), ...overrides };
}

const countess = aUser()
  .named("Ada", "Lovelace")
  .withUsername("countess")
  .withInterests(["Engines", "Poetry", "Horses"])
  .withImage();

/** Someone with an answer to everything, at this step. */
export function ada(step: string | null = null, overrides: Partial<OwnProfile> = {}): OwnProfile {
  const person = step === null ? countess : countess.onboardedTo(step);
  return { ...person.inConvex(), ...overrides };
}

export interface LiveWizardProps extends Omit<OnboardingWizardViewProps, "model"> {
  /** What is stored at the beginning. */
  stored?: OwnProfile;
  /** How the two sides answer; both say yes unless told otherwise. */
  ports?: Partial<SavePorts>;
  /** What is different about the rest. */
  model?: Partial<ReadyOnboarding>;
}

/** The wizard on a fake profile: the kit's real save, and two sides that answer as told. */
export function LiveWizard({
  stored = aNewcomer(),
  ports = {},
  model: overrides,
  ...view
}: LiveWizardProps) {
  const fake = useFakeProfileSync({ profile: stored, answers: ports });
  const model = useFakeOnboardingWizard(fake);
  return (
    <OnboardingWizardView
      {...view}
      model={model.status === "ready" ? { ...model, ...overrides } : model}
    />
  );
}
