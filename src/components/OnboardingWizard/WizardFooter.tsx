import { CloudOff } from "lucide-react";
import { Button, Spinner } from "../ui";
import classes from "./WizardFooter.module.css";
import { stepsOf, type WizardStep } from "./OnboardingWizard.steps";
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
  const isSending = isBusy && model.connected && uploadOf(model, state.step) !== null;
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
        {isSending && model.onCancel && (
          <Button variant="quiet" onClick={model.onCancel}>
            {strings.cancelUpload}
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

/** How far a picture is that is sent from another step than its own, where it tells that itself. */
function uploadOf({ saving }: ReadyOnboarding, step: WizardStep): number | null {
  return saving.status === "saving" && step !== "picture" ? saving.upload : null;
}

function Status({
  model,
  wizard: {
    state: { step, working },
  },
  strings,
}: {
  model: ReadyOnboarding;
  wizard: Wizard;
  strings: OnboardingWizardStrings;
}) {
  if (!model.connected) {
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
  const upload = uploadOf(model, step);
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
