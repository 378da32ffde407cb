import { sameValue, type ProfileChanges } from "../../../convex/model/fields";
import type { SaveField } from "../../sync/changes";
import type { SaveResult } from "../../sync/save.machine";
import {
  inputStepsOf,
  isBefore,
  laterOf,
  mistakesAt,
  placeFor,
  STEP_FIELDS,
  stepOfField,
  stepOfSaveField,
  stepsOf,
  type InputStep,
  type Mistakes,
  type StepRules,
  type WizardField,
  type WizardStep,
  type WizardValues,
} from "./OnboardingWizard.steps";

/**
 * Where a person is in the wizard and what they have entered, beside what is stored. Moving never
 * touches what was entered; only a save that both sides have lets go of it.
 */
export interface WizardState {
  step: WizardStep;
  /** The furthest step so far. */
  reached: WizardStep;
  /** What was entered and is not known to be on both sides. All other fields show what is stored. */
  edits: Partial<WizardValues>;
  /** Text in the field of interests that is no interest yet. */
  unfinished: string;
  /** Optional steps that were passed without saving what stands in them. */
  skipped: readonly InputStep[];
  /** Steps that were tried to be left for the next one: from then on their mistakes are shown. */
  attempted: readonly InputStep[];
  /** How the last save from a step went, as long as that is worth a word there. */
  news: Partial<Record<WizardStep, SaveResult>>;
  /** What is under way; null when nothing is. */
  working: "step" | "finish" | null;
  /**
   * `ended`: finished here. `failed`: tried, and not finished. `reopened`: finished, and back to
   * mend something.
   */
  ending: "open" | "failed" | "ended" | "reopened";
}

export type WizardEvent =
  | { type: "typed"; values: Partial<WizardValues> }
  | { type: "interestTyped"; text: string }
  | { type: "next" }
  | { type: "skip" }
  | { type: "back" }
  | { type: "jump"; to: WizardStep }
  /** Whoever uses the wizard has put it there, and will have had a reason. */
  | { type: "placed"; step: WizardStep }
  | { type: "started"; work: "step" | "finish" }
  /** A save from a step has ended; `sent` is what was entered when it began. */
  | {
      type: "settled";
      at: WizardStep;
      result: SaveResult;
      sent: Partial<WizardValues>;
      /** Whether the person was still waiting for it. */
      awaited: boolean;
    }
  /** Not waiting any longer for a save that still runs. */
  | { type: "wentOn" }
  | { type: "dismissed"; at: WizardStep }
  | { type: "reopened"; to: WizardStep };

/** What the wizard goes by and does not change. */
export interface WizardContext {
  rules: StepRules;
  stored: WizardValues;
}

export function initialState(at: string | null, context: WizardContext): WizardState {
  const state: WizardState = {
    step: "done",
    reached: placeFor(at, context.rules),
    edits: {},
    unfinished: "",
    skipped: [],
    attempted: [],
    news: {},
    working: null,
    ending: "open",
  };
  return { ...state, step: firstOpenStep(state, context, state.reached) };
}

export function next(state: WizardState, event: WizardEvent, context: WizardContext): WizardState {
  switch (event.type) {
    case "typed": {
      const touched = (Object.keys(event.values) as WizardField[]).map(stepOfField);
      return {
        ...withoutNews(state, touched),
        edits: { ...state.edits, ...event.values },
        skipped: state.skipped.filter((step) => !touched.includes(step)),
      };
    }
    case "interestTyped":
      return { ...state, unfinished: event.text };
    case "next": {
      const { step } = state;
      if (step === "done") return state;
      if (isBlocked(mistakesOf(state, step, context))) {
        return { ...state, attempted: including(state.attempted, step) };
      }
      const skipped = state.skipped.filter((other) => other !== step);
      return moved({ ...state, skipped }, following(step, context));
    }
    case "skip": {
      const { step } = state;
      if (step === "done" || context.rules[step] !== "optional") return state;
      const skipped = including(state.skipped, step);
      return moved({ ...withoutNews(state, [step]), skipped }, following(step, context));
    }
    case "back":
      return moved(state, preceding(state.step, context));
    case "jump":
      return canGoTo(state, event.to, context) ? moved(state, event.to) : state;
    case "placed":
      return moved(state, placeFor(event.step, context.rules));
    case "started":
      return { ...state, working: event.work, news: { ...state.news, [state.step]: undefined } };
    case "wentOn":
      return { ...state, working: null };
    case "settled":
      return settled(state, event);
    case "dismissed":
      return withoutNews(state, [event.at]);
    case "reopened":
      return { ...moved(state, placeFor(event.to, context.rules)), ending: "reopened" };
  }
}

/** What the fields show. */
export function valuesOf({ edits }: WizardState, { stored }: WizardContext): WizardValues {
  return { ...stored, ...edits };
}

/** What keeps a step from being passed. */
export function mistakesOf(state: WizardState, step: InputStep, context: WizardContext): Mistakes {
  return mistakesAt(step, context.rules, valuesOf(state, context), state.unfinished);
}

/** Whether a step can be gone to: it was reached before, and nothing on the way holds one up. */
export function canGoTo(state: WizardState, to: WizardStep, context: WizardContext): boolean {
  const isReached = stepsOf(context.rules).includes(to) && !isBefore(state.reached, to);
  return isReached && firstOpenStep(state, context, to) === to;
}

/** The first step that still needs something, or `end` when none before it does. */
export function firstOpenStep(
  state: WizardState,
  context: WizardContext,
  end: WizardStep,
): WizardStep {
  const open = inputStepsOf(context.rules).find(
    (step) =>
      isBefore(step, end) &&
      !state.skipped.includes(step) &&
      isBlocked(mistakesOf(state, step, context)),
  );
  return open ?? end;
}

/** What was entered in these steps and is not skipped, as a save takes it. */
export function wishOf(
  { edits, skipped }: WizardState,
  steps: readonly InputStep[],
): { changes: ProfileChanges; file?: File | null; sent: Partial<WizardValues> } {
  const fields = steps
    .filter((step) => !skipped.includes(step))
    .flatMap((step) => STEP_FIELDS[step]);
  const sent: Partial<WizardValues> = Object.fromEntries(
    fields.filter((field) => edits[field] !== undefined).map((field) => [field, edits[field]]),
  );
  const { picture, ...changes } = sent;
  return { changes, ...(picture?.file !== undefined && { file: picture.file }), sent };
}

function settled(
  state: WizardState,
  { at, result, sent, awaited }: Extract<WizardEvent, { type: "settled" }>,
): WizardState {
  const isFinish = at === "done";
  const hasEnded = isFinish && result.lost.length === 0;
  const news = result.outcome === "saved" ? {} : newsOf(at, result);
  return {
    ...state,
    working: awaited ? null : state.working,
    edits: result.outcome === "saved" ? withoutSaved(state.edits, sent) : state.edits,
    news: { ...state.news, ...news },
    ending: hasEnded ? "ended" : isFinish ? "failed" : state.ending,
  };
}

/** A result is told where it was asked for, and where the fields stand that it is about. */
function newsOf(at: WizardStep, result: SaveResult): WizardState["news"] {
  const steps = (Object.keys(result.fieldErrors) as SaveField[])
    .map(stepOfSaveField)
    .filter((step) => step !== null);
  return Object.fromEntries([at, ...steps].map((step) => [step, result]));
}

/** Lets go of what is saved; what was typed while the save ran stays. */
function withoutSaved(edits: WizardState["edits"], sent: Partial<WizardValues>) {
  const left = (Object.keys(edits) as WizardField[]).filter((field) => {
    const [now, then] = [edits[field], sent[field]];
    if (then === undefined || now === undefined) return now !== undefined;
    if (isPicture(now) || isPicture(then)) return now !== then;
    return !sameValue(now, then);
  });
  return Object.fromEntries(left.map((field) => [field, edits[field]])) as WizardState["edits"];
}

function isPicture(value: WizardValues[WizardField]): value is WizardValues["picture"] {
  return typeof value === "object" && !Array.isArray(value);
}

function moved(state: WizardState, step: WizardStep): WizardState {
  return { ...state, step, reached: laterOf(state.reached, step) };
}

function following(step: WizardStep, { rules }: WizardContext): WizardStep {
  return stepsOf(rules).find((other) => isBefore(step, other)) ?? step;
}

function preceding(step: WizardStep, { rules }: WizardContext): WizardStep {
  return stepsOf(rules).findLast((other) => isBefore(other, step)) ?? step;
}

function withoutNews(state: WizardState, steps: readonly WizardStep[]): WizardState {
  const cleared = Object.fromEntries(steps.map((step) => [step, undefined]));
  return { ...state, news: { ...state.news, ...cleared } };
}

function isBlocked(mistakes: Mistakes): boolean {
  return Object.keys(mistakes).length > 0;
}

function including<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}
