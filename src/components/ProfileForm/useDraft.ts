import { useReducer } from "react";
import type { FieldError } from "../../sync/save.machine";
import { initialState, next, offerOf, unsavedFields, valuesOf } from "./ProfileForm.machine";
import {
  asSaved,
  FORM_FIELDS,
  mistakesIn,
  type FormField,
  type FormValue,
  type FormValues,
} from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ReadyModel } from "./ProfileForm.view";

/** One field, as the form shows it. */
export interface FieldState<Value extends FormValue = FormValue> {
  value: Value;
  /** What is wrong with it, by the app's rules or by a side's refusal. */
  error: string | undefined;
  /** A value that came from elsewhere while this one was being edited. */
  offer: Value | null;
}

/** What is typed, beside what is stored: the form's machine joined to its props. */
export function useDraft(
  { stored, saving, onSave }: ReadyModel,
  initial: Partial<FormValues>,
  strings: ProfileFormStrings,
  /** Something is wrong, and the person should be led to the words about it. */
  onTrouble: () => void,
) {
  const [state, dispatch] = useReducer(next, null, () => initialState(stored, initial));
  const values = valuesOf(state, stored);
  const unsaved = unsavedFields(state, stored);
  const mistakes = mistakesIn(pick(values, unsaved));
  const refusals: Partial<Record<FormField, FieldError>> =
    saving.status === "settled" ? saving.result.fieldErrors : {};

  const wordsFor = (field: FormField) => {
    const mistake = mistakes[field];
    return mistake && strings.mistakes[mistake.kind](mistake.limit ?? 0);
  };
  const fieldState = <F extends FormField>(field: F): FieldState<FormValues[F]> => {
    const showsMistakes = state.attempted || state.left.includes(field);
    const refusal = state.retyped.includes(field) ? undefined : refusals[field];
    return {
      value: values[field],
      error: (showsMistakes ? wordsFor(field) : undefined) ?? (refusal && strings.refusal(refusal)),
      // The machine keeps each field's own kind of value.
      offer:
        saving.status === "saving" ? null : (offerOf(state, field, stored) as FormValues[F] | null),
    };
  };

  const send = async (sent: FormValues, fields: FormField[], before: FormValues | null) => {
    const { outcome, lost } = await onSave({ changes: pick(allAsSaved(sent), fields) });
    const stand = fields.filter((field) => !lost.includes(field));
    dispatch({ type: "saved", fields: stand, typed: sent, before });
    if (outcome === "failed") onTrouble();
  };

  return {
    fieldState,
    /** What will be wrong with a field once the cursor leaves it. */
    wordsFor,
    unsaved,
    /** Fields that hold up saving, once saving was tried. */
    mistaken: state.attempted ? FORM_FIELDS.filter((field) => mistakes[field] !== undefined) : [],
    /** Whether there is a save to undo. */
    canUndoSave: state.replaced !== null && unsaved.length === 0 && saving.status === "settled",
    submit: async () => {
      dispatch({ type: "submitted" });
      if (Object.keys(mistakes).length > 0) return onTrouble();
      if (unsaved.length === 0 || saving.status === "saving") return;
      await send(values, unsaved, stored);
    },
    type: (field: FormField, value: FormValue) =>
      dispatch({ type: "typed", field, value, stored: stored[field] }),
    leave: (field: FormField) => dispatch({ type: "left", field }),
    takeTheirs: (field: FormField) => dispatch({ type: "tookTheirs", field }),
    keepMine: (field: FormField) => dispatch({ type: "keptMine", field, stored: stored[field] }),
    undo: () => dispatch({ type: "undone" }),
    /**
     * Saves what the last save replaced: a save like any other, which may be refused, and then
     * stands in the fields as if it had been typed.
     */
    undoSave: async () => {
      const { replaced } = state;
      if (replaced === null) return;
      const fields = FORM_FIELDS.filter((field) => replaced[field] !== undefined);
      const sent = { ...stored, ...replaced };
      for (const field of fields) {
        dispatch({ type: "typed", field, value: sent[field], stored: stored[field] });
      }
      dispatch({ type: "submitted" });
      await send(sent, fields, null);
    },
  };
}

function pick(values: FormValues, fields: readonly FormField[]): Partial<FormValues> {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

function allAsSaved(values: FormValues): FormValues {
  const entries = FORM_FIELDS.map((field) => [field, asSaved(values[field])]);
  return Object.fromEntries(entries) as FormValues;
}
