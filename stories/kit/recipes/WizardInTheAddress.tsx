import { useState } from "react";
import { OnboardingWizard, type WizardStep } from "../../../src/components";

/** The app holds the step, here in the address, so that a link leads to it. */
export function WizardInTheAddress({ onDone }: { onDone: () => void }) {
  const [step, setStep] = useState(() => window.location.hash.slice(1) as WizardStep);
  return (
    <OnboardingWizard
      step={step}
      onStepChange={({ step: next }) => {
        window.location.hash = next;
        setStep(next);
      }}
      steps={{ picture: "hidden", interests: "required" }}
      onDone={onDone}
    />
  );
}
