import { useReducer, useRef } from "react";
import {
  canGoTo,
  firstOpenStep,
  initialState,
  mistakesOf,
  next,
  valuesOf,
  wishOf,
  type WizardContext,
  type WizardEvent,
  type WizardState,
} from "./OnboardingWizard.machine";
import {
  inputStepsOf,
  laterOf,
  placeFor,
  type StepRules,
  type WizardStep,
  type WizardValues,
} from "./OnboardingWizard.steps";
import { keepsAtStep } from "./OnboardingWizard.outcome";
import { useFileUrl } from "./useFileUrl";
import type { ReadyOnboarding } from "./OnboardingWizard.view";

export interface WizardPlace {
  rules: StepRules;
  /** Given, the wizard is where it says; moving only asks. */
  step: WizardStep | undefined;
  /** Where to begin in place of where the person was. */
  defaultStep: WizardStep | undefined;
  onStepChange: ((change: { step: WizardStep }) => void) | undefined;
  /** Something is wrong, and the person should be led to the words about it. */
  onTrouble: () => void;
}

export type Wizard = ReturnType<typeof useWizard>;

/** The wizard's machine, joined to the profile that it saves to and to whoever holds its step. */
export function useWizard(
  model: ReadyOnboarding,
  { rules, step: controlled, defaultStep, onStepChange, onTrouble }: WizardPlace,
) {
  const context: WizardContext = { rules, stored: model.stored };
  const [state, dispatch] = useReducer(reduce, null, () =>
    initialState(controlled ?? defaultStep ?? model.step, context),
  );
  // Tells whether the person is still where they were when something was begun.
  const moves = useRef(0);

  // Also when a step is hidden while someone is at it.
  const place = placeFor(controlled ?? state.step, rules);
  if (place !== state.step) dispatch({ event: { type: "placed", step: place }, context });

  const send = (event: WizardEvent) => {
    const after = next(state, event, context);
    dispatch({ event, context });
    if (after.step === state.step) return;
    moves.current += 1;
    onStepChange?.({ step: after.step });
  };

  /** Notes in Convex how far they are. A bookmark: nothing is lost when it does not arrive. */
  const bookmark = (after: WizardState) => {
    const step = laterOf(after.step, after.reached);
    if (step !== model.step) void model.onSaveStep({ step, changes: {} });
  };

  const goOn = async () => {
    const { step } = state;
    if (state.working !== null || step === "done") return;
    const after = next(state, { type: "next" }, context);
    const { sent, ...wish } = wishOf(after, [step]);
    if (after.step === step || Object.keys(sent).length === 0) {
      send({ type: "next" });
      if (after.step === step) onTrouble();
      else bookmark(after);
      return;
    }
    dispatch({ event: { type: "started", work: "step" }, context });
    const moment = moves.current;
    const result = await model.onSaveStep({ step: laterOf(after.step, state.reached), ...wish });
    const awaited = moves.current === moment;
    const stays = keepsAtStep(result);
    // First on, then let go of what is saved: what is stored by now this closure does not know.
    if (awaited && !stays) send({ type: "next" });
    dispatch({ event: { type: "settled", at: step, result, sent, awaited }, context });
    if (awaited && stays) onTrouble();
  };

  const skip = () => {
    if (state.working !== null) return;
    send({ type: "skip" });
    bookmark(next(state, { type: "skip" }, context));
  };

  const finish = async () => {
    if (state.working !== null) return;
    const open = firstOpenStep(state, context, "done");
    if (open !== "done") {
      send({ type: "placed", step: open });
      // What is missing there is shown at once.
      dispatch({ event: { type: "next" }, context });
      onTrouble();
      return;
    }
    dispatch({ event: { type: "started", work: "finish" }, context });
    const { sent, ...wish } = wishOf(state, inputStepsOf(rules));
    const result = await model.onComplete(wish);
    dispatch({ event: { type: "settled", at: "done", result, sent, awaited: true }, context });
    if (result.lost.length > 0) onTrouble();
  };

  const isCompleted =
    state.ending === "ended" ||
    // Convex says so at once, while Clerk may still refuse what the end depends on.
    (state.ending === "open" && state.working !== "finish" && model.completedAt !== null);

  const values = valuesOf(state, context);
  const { file } = values.picture;
  const fileUrl = useFileUrl(file ?? null);

  return {
    state,
    rules,
    isCompleted,
    values,
    pictureUrl: file === undefined ? values.picture.url : fileUrl,
    canGoTo: (step: WizardStep) => state.working === null && canGoTo(state, step, context),
    /** What is wrong at the current step, once it was tried to be left. */
    mistakes:
      state.step !== "done" && state.attempted.includes(state.step)
        ? mistakesOf(state, state.step, context)
        : {},
    type: (values: Partial<WizardValues>) => send({ type: "typed", values }),
    typeInterest: (text: string) => send({ type: "interestTyped", text }),
    goOn: () => void (state.step === "done" ? finish() : goOn()),
    /** Leaves a save that cannot be sent now to itself. */
    goOnMeanwhile: () => {
      send({ type: "next" });
      dispatch({ event: { type: "wentOn" }, context });
    },
    skip,
    back: () => state.working === null && send({ type: "back" }),
    jump: (to: WizardStep) => send({ type: "jump", to }),
    reopen: (to: WizardStep) => send({ type: "reopened", to }),
    dismiss: () => send({ type: "dismissed", at: state.step }),
  };
}

function reduce(
  state: WizardState,
  { event, context }: { event: WizardEvent; context: WizardContext },
): WizardState {
  return next(state, event, context);
}
