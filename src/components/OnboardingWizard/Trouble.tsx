import { Banner, Button } from "../ui";
import { finishTrouble, stepTrouble } from "./OnboardingWizard.outcome";
import { WIZARD_STEPS } from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type { Wizard } from "./useWizard";

/** Why the last save kept the person here, and what can be done about it. */
export function Trouble({ wizard, strings }: { wizard: Wizard; strings: OnboardingWizardStrings }) {
  const { state, goOn, jump, dismiss } = wizard;
  const result = state.news[state.step];
  const isEnd = state.step === "done";
  const words = result && (isEnd ? finishTrouble : stepTrouble)(result, strings);
  if (!words) return null;
  const mendable = WIZARD_STEPS.filter(
    (step) => isEnd && step !== "done" && state.news[step] === result,
  );
  return (
    <Banner
      data-slot="trouble"
      tabIndex={-1}
      tone={words.tone}
      title={words.title}
      onDismiss={dismiss}
      dismissLabel={strings.dismiss}
      actions={
        (mendable.length > 0 || words.retry) && (
          <>
            {mendable.map((step) => (
              <Button key={step} size="small" onClick={() => jump(step)}>
                {strings.completed.mend(strings.steps[step])}
              </Button>
            ))}
            {words.retry && (
              <Button size="small" onClick={goOn}>
                {strings.tryAgain}
              </Button>
            )}
          </>
        )
      }
    >
      {words.body}
    </Banner>
  );
}
