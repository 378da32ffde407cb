import { CloudOff } from "lucide-react";
import { Button, Spinner } from "../ui";
import classes from "./WizardFooter.module.css";
import { stepsOf } from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type { ReadyOnboarding } from "./OnboardingWizard.view";
import type { Wizard } from "./useWizard";

/** Back, on, and what is going on. */
export function WizardFooter({
  model,
  wizard,
  strings,
}: {
  model: ReadyOnboarding;
  wizard: Wizard;
  strings: OnboardingWizardStrings;
}) {
  const { state, rules, back, skip, goOnMeanwhile } = wizard;
  const isFirst = stepsOf(rules)[0] === state.step;
  const isEnd = state.step === "done";
  const isBusy = state.working !== null;
  const isStuck = state.working === "step" && !model.connected;
  return (
    <>
      {!isFirst && (
        <Button onClick={back} aria-disabled={isBusy}>
          {strings.back}
        </Button>
      )}
      <div role="status" className={classes.Status} data-offline={!model.connected || undefined}>
        <Status model={model} wizard={wizard} strings={strings} />
      </div>
      <div className={classes.Next}>
        {isStuck && (
          <Button variant="quiet" onClick={goOnMeanwhile}>
            {strings.goOnMeanwhile}
          </Button>
        )}
        {state.step !== "done" && rules[state.step] === "optional" && !isBusy && (
          <Button variant="quiet" onClick={skip}>
            {strings.skip}
          </Button>
        )}
        <Button type="submit" variant="primary" busy={isBusy}>
          {isEnd ? strings.finish : strings.next}
        </Button>
      </div>
    </>
  );
}

function Status({
  model: { saving, connected },
  wizard: {
    state: { step, working },
  },
  strings,
}: {
  model: ReadyOnboarding;
  wizard: Wizard;
  strings: OnboardingWizardStrings;
}) {
  if (!connected) {
    return (
      <>
        <CloudOff aria-hidden size={16} />
        {working === null
          ? strings.offlineNow
          : working === "finish"
            ? strings.offlineFinish
            : strings.offline}
      </>
    );
  }
  if (working === null) return null;
  // In its own step the picture tells itself how far it is.
  const upload = saving.status === "saving" && step !== "picture" ? saving.upload : null;
  return (
    <>
      <Spinner />
      {upload !== null
        ? strings.uploading(Math.round(upload * 100))
        : working === "finish"
          ? strings.finishing
          : strings.saving}
    </>
  );
}
