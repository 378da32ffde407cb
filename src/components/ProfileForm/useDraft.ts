import { useReducer } from "react";
import type { FieldError } from "../../sync/save.machine";
import { initialState, next, offerOf, unsavedFields, valuesOf } from "./ProfileForm.machine";
import { FORM_FIELDS, mistakesIn, type FormField, type FormValues } from "./ProfileForm.schema";
import type { ReadyModel } from "./ProfileForm.view";

/** One field, as the form shows it. */
export interface FieldState {
  value: string;
  /** What is wrong with it, by the app's rules or by a side's refusal. */
  error: string | undefined;
  /** A value that came from elsewhere while this one was being edited. */
  offer: string | null;
}

/** What is typed, beside what is stored: the form's machine joined to its props. */
export function useDraft(
  { stored, saving, onSave }: ReadyModel,
  initial: Partial<FormValues>,
  /** Something is wrong, and the person should be led to the words about it. */
  onTrouble: () => void,
) {
  const [state, dispatch] = useReducer(next, null, () => initialState(stored, initial));
  const values = valuesOf(state, stored);
  const unsaved = unsavedFields(state, stored);
  const mistakes = mistakesIn(Object.fromEntries(unsaved.map((field) => [field, values[field]])));
  const refusals: Partial<Record<FormField, FieldError>> =
    saving.status === "settled" ? saving.result.fieldErrors : {};

  const fieldState = (field: FormField): FieldState => {
    const showsMistakes = state.attempted || state.left.includes(field);
    const refusal = state.retyped.includes(field) ? undefined : refusals[field]?.message;
    return {
      value: values[field],
      error: (showsMistakes ? mistakes[field] : undefined) ?? refusal,
      offer: saving.status === "saving" ? null : offerOf(state, field, stored),
    };
  };

  const submit = async () => {
    dispatch({ type: "submitted" });
    if (Object.keys(mistakes).length > 0) return onTrouble();
    if (unsaved.length === 0 || saving.status === "saving") return;
    const sent = trimmed(values);
    const changes = Object.fromEntries(unsaved.map((field) => [field, sent[field]]));
    const { outcome, lost } = await onSave({ changes });
    const fields = unsaved.filter((field) => !lost.includes(field));
    dispatch({ type: "saved", fields, typed: values, stored: sent });
    if (outcome === "failed") onTrouble();
  };

  return {
    fieldState,
    unsaved,
    /** Fields that hold up saving, once saving was tried. */
    mistaken: state.attempted ? FORM_FIELDS.filter((field) => mistakes[field] !== undefined) : [],
    submit,
    type: (field: FormField, value: string) =>
      dispatch({ type: "typed", field, value, stored: stored[field] }),
    leave: (field: FormField) => dispatch({ type: "left", field }),
    takeTheirs: (field: FormField) => dispatch({ type: "tookTheirs", field }),
    keepMine: (field: FormField) => dispatch({ type: "keptMine", field, stored: stored[field] }),
    undo: () => dispatch({ type: "undone" }),
  };
}

function trimmed(values: FormValues): FormValues {
  const entries = FORM_FIELDS.map((field) => [field, values[field].trim()]);
  return Object.fromEntries(entries) as FormValues;
}
