import { clsx } from "clsx";
import type { Ref } from "react";
import { Avatar, Button, Card } from "../ui";
import classes from "./Completed.module.css";
import wizardClasses from "./OnboardingWizard.module.css";
import { sidesNow } from "./OnboardingWizard.sides";
import { stepOfSaveField } from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type { ReadyOnboarding } from "./OnboardingWizard.view";
import { Sides } from "./Sides";
import { nameOf } from "./StepFields";
import type { Wizard } from "./useWizard";

export interface CompletedProps {
  model: ReadyOnboarding;
  wizard: Wizard;
  heading: Ref<HTMLHeadingElement>;
  strings: OnboardingWizardStrings;
  onDone: (() => void) | undefined;
}

/** All is entered. What Clerk makes of it may still be to come, and is told as it comes. */
export function Completed({ model, wizard, heading, strings, onDone }: CompletedProps) {
  const { stored, syncStatus, laterRefusal } = model;
  const name = stored.first_name || stored.username;
  const field = laterRefusal?.field;
  const step = field ? stepOfSaveField(field) : null;
  return (
    <Card>
      <div className={classes.Completed}>
        <Avatar name="" initialsOf={nameOf(wizard)} src={stored.picture.url} size={72} />
        <div className={clsx(wizardClasses.Words, classes.Words)}>
          <h2 ref={heading} tabIndex={-1} className={wizardClasses.Heading}>
            {strings.completed.title}
          </h2>
          <p className={wizardClasses.Intro}>
            {name && <bdi>{strings.completed.greeting(name)} </bdi>}
            {strings.completed.body}
          </p>
        </div>
        <div role="status" className={classes.Standing}>
          <Sides sides={sidesNow(syncStatus, laterRefusal)} strings={strings} />
        </div>
        {(step || onDone) && (
          <div className={classes.CompletedActions}>
            {step && (
              <Button onClick={() => wizard.reopen(step)}>
                {strings.completed.mend(strings.steps[step])}
              </Button>
            )}
            {onDone && (
              <Button variant="primary" onClick={onDone}>
                {strings.completed.done}
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
