import { Check, CircleAlert, Minus } from "lucide-react";
import { VisuallyHidden } from "../ui";
import classes from "./Progress.module.css";
import { isBefore, stepsOf, type WizardStep } from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type { Wizard } from "./useWizard";

type StepState = keyof OnboardingWizardStrings["stepStates"];

/** How far the person is. Steps that were reached are links to them. */
export function Progress({
  wizard,
  headingId,
  strings,
}: {
  wizard: Wizard;
  headingId: string;
  strings: OnboardingWizardStrings;
}) {
  const { state, rules, canGoTo, jump } = wizard;
  const steps = stepsOf(rules);
  return (
    <nav aria-label={strings.progress} className={classes.Progress}>
      <p className={classes.Position}>
        {strings.position(steps.indexOf(state.step) + 1, steps.length)}
      </p>
      <ol role="list" className={classes.Steps}>
        {steps.map((step, index) => {
          const stepState = stateOf(step, wizard);
          const isCurrent = stepState === "current";
          const content = (
            <>
              <span aria-hidden className={classes.Mark}>
                <Mark state={stepState} number={index + 1} />
              </span>
              <span className={classes.StepName}>{strings.steps[step]}</span>
              {!isCurrent && <VisuallyHidden>({strings.stepStates[stepState]})</VisuallyHidden>}
            </>
          );
          return (
            <li key={step} data-state={stepState} className={classes.StepItem}>
              {!isCurrent && canGoTo(step) ? (
                <a
                  href={`#${headingId}`}
                  onClick={(event) => {
                    // Not by the address: the app's router has a say in that.
                    event.preventDefault();
                    jump(step);
                  }}
                  className={classes.StepLink}
                >
                  {content}
                </a>
              ) : (
                <span aria-current={isCurrent ? "step" : undefined} className={classes.StepLink}>
                  {content}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ state, number }: { state: StepState; number: number }) {
  if (state === "finished") return <Check size={12} strokeWidth={3} />;
  if (state === "skipped") return <Minus size={12} strokeWidth={3} />;
  if (state === "trouble") return <CircleAlert size={14} strokeWidth={2.25} />;
  return number;
}

function stateOf(step: WizardStep, { state }: Wizard): StepState {
  if (step === state.step) return "current";
  if (step !== "done") {
    if ((state.news[step]?.lost.length ?? 0) > 0) return "trouble";
    if (state.skipped.includes(step)) return "skipped";
  }
  return isBefore(step, state.reached) ? "finished" : "ahead";
}
