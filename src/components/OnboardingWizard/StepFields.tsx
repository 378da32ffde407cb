import { CircleAlert } from "lucide-react";
import { FIELDS, MAX_INTERESTS } from "../../../convex/model/fields";
import { IDLE } from "../../sync/save.machine";
import { UsernameNotice } from "../ProfileForm/UsernameNotice";
import { useUsernameHint } from "../ProfileForm/useUsernameHint";
import { USUAL_MIN_LENGTH, type UsernameHint } from "../ProfileForm/username";
import { TagsField, TextField, VisuallyHidden } from "../ui";
import classes from "./OnboardingWizard.module.css";
import type { InputStep, WizardField } from "./OnboardingWizard.steps";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";
import type { OnboardingWizardViewProps, ReadyOnboarding } from "./OnboardingWizard.view";
import type { Wizard } from "./useWizard";

export interface StepFieldsProps {
  step: InputStep;
  model: ReadyOnboarding;
  wizard: Wizard;
  renderPicture: NonNullable<OnboardingWizardViewProps["renderPicture"]>;
  interestSuggestions: readonly string[];
  strings: OnboardingWizardStrings;
}

/** What is to be entered in a step. */
export function StepFields(props: StepFieldsProps) {
  switch (props.step) {
    case "picture":
      return <PictureStep {...props} />;
    case "name":
      return <NameStep {...props} />;
    case "username":
      return <UsernameStep {...props} />;
    case "interests":
      return <InterestsStep {...props} />;
  }
}

function PictureStep({ model, wizard, renderPicture, strings }: StepFieldsProps) {
  const error = errorAt("picture", wizard, strings);
  return (
    <div className={classes.Picture}>
      {renderPicture({
        url: wizard.pictureUrl,
        name: nameOf(wizard),
        saving: wizard.state.working === "step" ? model.saving : IDLE,
        onCancel: model.onCancel,
        onPick: ({ file }) =>
          wizard.type({ picture: file === undefined ? model.stored.picture : { url: null, file } }),
      })}
      {error && (
        <p tabIndex={-1} data-slot="trouble" className={classes.Refusal}>
          <CircleAlert aria-hidden size={14} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

function NameStep({ wizard, strings }: StepFieldsProps) {
  return (
    <div className={classes.Fields}>
      <TextField
        label={strings.labels.first_name}
        error={errorAt("first_name", wizard, strings)}
        value={wizard.values.first_name}
        onChange={(event) => wizard.type({ first_name: event.target.value })}
        autoComplete="given-name"
        aria-required={wizard.rules.name === "required"}
      />
      <TextField
        label={strings.labels.last_name}
        aside={strings.optional}
        error={errorAt("last_name", wizard, strings)}
        value={wizard.values.last_name}
        onChange={(event) => wizard.type({ last_name: event.target.value })}
        autoComplete="family-name"
      />
    </div>
  );
}

function UsernameStep({ model, wizard, strings }: StepFieldsProps) {
  const { username } = wizard.values;
  const error = errorAt("username", wizard, strings);
  const hint = useUsernameHint(username, model.stored.username, model.checkUsername);
  const words = error === undefined ? hintWords(hint, strings) : null;
  return (
    <div>
      <TextField
        label={strings.labels.username}
        error={error}
        notice={words && <UsernameNotice status={hint.status} words={words} />}
        leading="@"
        dir="ltr"
        value={username}
        onChange={(event) => wizard.type({ username: event.target.value })}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        aria-required={wizard.rules.username === "required"}
      />
      <VisuallyHidden aria-live="polite">
        {hint.status === "checking" ? null : words}
      </VisuallyHidden>
    </div>
  );
}

function InterestsStep({ wizard, interestSuggestions, strings }: StepFieldsProps) {
  return (
    <TagsField
      label={strings.labels.interests}
      hint={strings.interestsHint}
      error={errorAt("interests", wizard, strings)}
      value={wizard.values.interests}
      onValueChange={({ value }) => wizard.type({ interests: value })}
      text={wizard.state.unfinished}
      onTextChange={({ text }) => wizard.typeInterest(text)}
      maxCount={MAX_INTERESTS}
      maxLength={FIELDS.interests.maxLength}
      suggestions={interestSuggestions}
    />
  );
}

/** What is wrong with a field: by the app's rules, or by a side's refusal since it was typed in. */
function errorAt(
  field: WizardField,
  { state, mistakes }: Wizard,
  strings: OnboardingWizardStrings,
): string | undefined {
  const mistake = mistakes[field];
  if (mistake?.kind === "missing") return strings.missing[field];
  if (mistake) return strings.mistakes[mistake.kind](mistake.limit ?? 0);
  const refusals = state.news[state.step]?.fieldErrors;
  const refusal = refusals?.[field === "picture" ? "image_url" : field];
  return refusal && strings.refusal(refusal);
}

function hintWords(hint: UsernameHint, strings: OnboardingWizardStrings): string | null {
  if (hint.status === "none") return null;
  if (hint.status === "unusual") return strings.unusualUsername[hint.reason](USUAL_MIN_LENGTH);
  return strings.usernameHints[hint.status];
}

export function nameOf({ values }: Wizard): string {
  return [values.first_name, values.last_name].join(" ").trim() || values.username;
}
