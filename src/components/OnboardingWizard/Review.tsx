import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { SaveField } from "../../sync/changes";
import { Avatar, Button } from "../ui";
import wizardClasses from "./OnboardingWizard.module.css";
import classes from "./Review.module.css";
import { sidesAfter, sidesWhile } from "./OnboardingWizard.sides";
import {
  inputStepsOf,
  isAnswered,
  stepOfSaveField,
  type InputStep,
} from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type { ReadyOnboarding } from "./OnboardingWizard.view";
import { Sides } from "./Sides";
import type { Wizard } from "./useWizard";

/** All that was entered, with a way back to each; and where it is, once it is being finished. */
export function Review({
  model,
  wizard,
  strings,
}: {
  model: ReadyOnboarding;
  wizard: Wizard;
  strings: OnboardingWizardStrings;
}) {
  const { state, rules, canGoTo, jump } = wizard;
  const result = state.news.done;
  const sides =
    state.working === "finish" ? sidesWhile(model.saving) : result ? sidesAfter(result) : null;
  return (
    <>
      <dl className={classes.Review}>
        {inputStepsOf(rules).map((step) => (
          <div key={step} className={classes.Row}>
            <dt>{strings.steps[step]}</dt>
            <dd>
              <Answer step={step} wizard={wizard} strings={strings} />
              <Refusal step={step} model={model} wizard={wizard} strings={strings} />
            </dd>
            <dd>
              <Button
                variant="quiet"
                size="small"
                aria-label={strings.review.changeField(strings.steps[step])}
                aria-disabled={!canGoTo(step)}
                onClick={() => jump(step)}
              >
                {strings.review.change}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      {sides && <Sides sides={sides} strings={strings} />}
    </>
  );
}

function Answer({
  step,
  wizard,
  strings,
}: {
  step: InputStep;
  wizard: Wizard;
  strings: OnboardingWizardStrings;
}): ReactNode {
  const { state, values } = wizard;
  const { review } = strings;
  if (state.skipped.includes(step)) return <Nothing>{review.skipped}</Nothing>;
  switch (step) {
    case "picture":
      return isAnswered("picture", values) ? (
        <Avatar name={review.picture.chosen} src={wizard.pictureUrl} size={40} />
      ) : (
        <Nothing>{review.picture.none}</Nothing>
      );
    case "name": {
      const name = [values.first_name, values.last_name].join(" ").trim();
      return name ? <bdi>{name}</bdi> : <Nothing>{review.none}</Nothing>;
    }
    case "username":
      return values.username ? <bdi>@{values.username}</bdi> : <Nothing>{review.none}</Nothing>;
    case "interests":
      return values.interests.length > 0 ? (
        <ul role="list" className={classes.Interests}>
          {values.interests.map((interest) => (
            <li key={interest}>
              <bdi>{interest}</bdi>
            </li>
          ))}
        </ul>
      ) : (
        <Nothing>{review.none}</Nothing>
      );
  }
}

/** That this is not what Clerk has: refused just now, or after it had been saved here. */
function Refusal({
  step,
  model: { laterRefusal },
  wizard: { state },
  strings,
}: {
  step: InputStep;
  model: ReadyOnboarding;
  wizard: Wizard;
  strings: OnboardingWizardStrings;
}) {
  const here = Object.entries(state.news[step]?.fieldErrors ?? {})
    .filter(([field]) => stepOfSaveField(field as SaveField) === step)
    .map(([, refusal]) => strings.refusal(refusal));
  const isLater = laterRefusal?.field && stepOfSaveField(laterRefusal.field) === step;
  const words = here.length > 0 ? here.join(" ") : isLater ? laterRefusal.message : null;
  if (words === null) return null;
  return (
    <p className={wizardClasses.Refusal}>
      <CircleAlert aria-hidden size={14} />
      <span>{words}</span>
    </p>
  );
}

function Nothing({ children }: { children: string }) {
  return <span className={classes.Nothing}>{children}</span>;
}
