import { useEffect, useId, useRef, useState, type SubmitEvent } from "react";
import { Card } from "../ui";
import { Completed } from "./Completed";
import classes from "./OnboardingWizard.module.css";
import type { StepRules } from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type {
  OnboardingWizardViewProps,
  ReadyOnboarding,
  WizardRoot,
} from "./OnboardingWizard.view";
import { Progress } from "./Progress";
import { Review } from "./Review";
import { StepFields } from "./StepFields";
import { Trouble } from "./Trouble";
import { useWizard } from "./useWizard";
import { WizardFooter } from "./WizardFooter";

export interface ReadyWizardProps extends Pick<
  OnboardingWizardViewProps,
  "step" | "defaultStep" | "onStepChange" | "interestSuggestions" | "onDone"
> {
  model: ReadyOnboarding;
  renderPicture: NonNullable<OnboardingWizardViewProps["renderPicture"]>;
  rules: StepRules;
  strings: OnboardingWizardStrings;
  root: WizardRoot;
}

/** The wizard of a person whose profile is there. */
export function ReadyWizard({
  model,
  rules,
  step,
  defaultStep,
  onStepChange,
  renderPicture,
  interestSuggestions = [],
  onDone,
  strings,
  root,
}: ReadyWizardProps) {
  const headingId = useId();
  const form = useRef<HTMLFormElement>(null);
  const lead = useLead(form);
  const place = { rules, step, defaultStep, onStepChange, onTrouble: lead };
  const wizard = useWizard(model, place);
  const { state, isCompleted } = wizard;
  const heading = useFocusOnChange<HTMLHeadingElement>(isCompleted ? "completed" : state.step);

  if (isCompleted) {
    return (
      <div data-status="completed" {...root}>
        <Completed {...{ model, wizard, heading, strings, onDone }} />
      </div>
    );
  }
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    wizard.goOn();
  };
  return (
    // The rules have words of their own; the browser's bubbles would talk over them.
    <form
      ref={form}
      noValidate
      onSubmit={handleSubmit}
      aria-label={strings.title}
      aria-busy={state.working !== null}
      data-status="ready"
      data-step={state.step}
      {...root}
    >
      <Card footer={<WizardFooter {...{ model, wizard, strings }} />}>
        <Progress {...{ wizard, headingId, strings }} />
        <div className={classes.Step}>
          <div className={classes.Words}>
            <h2 ref={heading} id={headingId} tabIndex={-1} className={classes.Heading}>
              {strings.headings[state.step]}
            </h2>
            <p className={classes.Intro}>{strings.intros[state.step]}</p>
          </div>
          <Trouble {...{ wizard, strings }} />
          {state.step === "done" ? (
            <Review {...{ model, wizard, strings }} />
          ) : (
            <StepFields
              step={state.step}
              {...{ model, wizard, renderPicture, interestSuggestions, strings }}
            />
          )}
        </div>
      </Card>
    </form>
  );
}

/**
 * Focus for the heading of whatever has come into sight. An effect, because the step may be moved
 * from outside, too; and not for the first one, which did not come from a move.
 */
function useFocusOnChange<E extends HTMLElement>(screen: string) {
  const element = useRef<E>(null);
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    element.current?.focus();
  }, [screen]);
  return element;
}

/** Focus for what is wrong: the first such field, or the words about it. */
function useLead(form: React.RefObject<HTMLFormElement | null>) {
  const [requests, setRequests] = useState(0);
  useEffect(() => {
    if (requests === 0) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    (find('[aria-invalid="true"]') ?? find('[data-slot="trouble"]'))?.focus();
  }, [form, requests]);
  return () => setRequests((count) => count + 1);
}
