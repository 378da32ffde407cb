import { normaliseText } from "../../../convex/model/fields";
import { isSamePicture } from "../../../convex/model/picture";
import type { SaveField } from "../../sync/changes";
import { mistakesIn, type FormField, type FormValues } from "../ProfileForm/ProfileForm.schema";

/** The steps, what stands in each, and what each asks for. Pure. */

/** All there are, in the order in which they come. */
export const WIZARD_STEPS = ["picture", "name", "username", "interests", "done"] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];
/** A step with something to enter. */
export type InputStep = Exclude<WizardStep, "done">;

/** `required`: nobody gets past it without an answer. `optional`: it can be skipped. */
export type StepRule = "required" | "optional" | "hidden";
export type StepRules = Readonly<Record<InputStep, StepRule>>;

export const DEFAULT_RULES: StepRules = {
  picture: "optional",
  name: "required",
  username: "required",
  interests: "optional",
};

/** The stored picture, or what is to become of it. */
export interface Picture {
  /** Of the stored one; null for none. */
  url: string | null;
  /** Chosen, and to be saved; null: to be removed. Absent: the stored one stays. */
  file?: File | null;
}

/** What the wizard's fields hold; "" and an empty list mean none. */
export interface WizardValues extends FormValues {
  picture: Picture;
}
export type WizardField = keyof WizardValues;

export const STEP_FIELDS: Record<InputStep, readonly WizardField[]> = {
  picture: ["picture"],
  name: ["first_name", "last_name"],
  username: ["username"],
  interests: ["interests"],
};

/** What is wrong with a field: the kind, for words in any language, and the number it is about. */
export interface WizardMistake {
  kind: "missing" | "unfinished" | "too_long" | "unprintable" | "has_spaces" | "too_many";
  limit?: number | undefined;
}
export type Mistakes = Partial<Record<WizardField, WizardMistake>>;

/** The steps that are shown. */
export function stepsOf(rules: StepRules): WizardStep[] {
  return WIZARD_STEPS.filter((step) => step === "done" || rules[step] !== "hidden");
}

export function inputStepsOf(rules: StepRules): InputStep[] {
  return stepsOf(rules).filter((step) => step !== "done");
}

/** The step of that name, or what is shown in its place; the first for a name from elsewhere. */
export function placeFor(name: string | null, rules: StepRules): WizardStep {
  const steps = stepsOf(rules);
  const wanted = WIZARD_STEPS.findIndex((step) => step === name);
  return steps.find((step) => WIZARD_STEPS.indexOf(step) >= Math.max(wanted, 0)) ?? "done";
}

/** Whether one step comes before another. */
export function isBefore(a: WizardStep, b: WizardStep): boolean {
  return WIZARD_STEPS.indexOf(a) < WIZARD_STEPS.indexOf(b);
}

export function laterOf(a: WizardStep, b: WizardStep): WizardStep {
  return isBefore(a, b) ? b : a;
}

/** The step that a field stands in. */
export function stepOfField(field: WizardField): InputStep {
  const steps = Object.keys(STEP_FIELDS) as InputStep[];
  return steps.find((step) => STEP_FIELDS[step].includes(field)) ?? "name";
}

/** The same for a field of a save; null for the onboarding itself. */
export function stepOfSaveField(field: SaveField): InputStep | null {
  if (field === "onboarding") return null;
  return stepOfField(field === "image_url" ? "picture" : field);
}

/** Whether anything is entered in a field. */
export function isAnswered(field: WizardField, values: WizardValues): boolean {
  if (field === "picture") {
    const { file, url } = values.picture;
    return file === undefined ? !isSamePicture(url, null) : file !== null;
  }
  if (field === "interests") return values.interests.length > 0;
  return normaliseText(values[field]) !== null;
}

/**
 * What keeps a person from going on from a step. Of a name only the first part can be required:
 * many people have no other. `unfinished` is text that has not become an interest yet.
 */
export function mistakesAt(
  step: InputStep,
  rules: StepRules,
  values: WizardValues,
  unfinished: string,
): Mistakes {
  const [first] = STEP_FIELDS[step];
  if (first && rules[step] === "required" && !isAnswered(first, values)) {
    return { [first]: { kind: "missing" } };
  }
  if (step === "picture") return {};
  const fields = STEP_FIELDS[step] as readonly FormField[];
  const broken: Mistakes = mistakesIn(
    Object.fromEntries(fields.map((field) => [field, values[field]])),
  );
  const isUnfinished = step === "interests" && unfinished.trim() !== "" && !broken.interests;
  return isUnfinished ? { interests: { kind: "unfinished" } } : broken;
}
