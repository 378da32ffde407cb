import { FORM_FIELDS, type FormField, type FormValues } from "./ProfileForm.schema";

/**
 * What a person has typed, kept beside what is stored. Only touched fields are held here; all
 * others show what is stored, as it changes. So whatever arrives, from another tab, from Clerk or
 * as the echo of a save that is then refused, never overwrites typing.
 */
export interface FormState {
  edits: Partial<Record<FormField, Edit>>;
  /** Fields that the cursor has left once: from then on their mistakes are shown. */
  left: readonly FormField[];
  /** Whether saving was tried since the last save or undo: from then on all mistakes are shown. */
  attempted: boolean;
  /** Fields typed in since the last submit: what was refused then says nothing about them now. */
  retyped: readonly FormField[];
}

export interface Edit {
  /** The stored value that the typing started from. */
  base: string;
  typed: string;
}

export type FormEvent =
  | { type: "typed"; field: FormField; value: string; stored: string }
  | { type: "left"; field: FormField }
  | { type: "submitted" }
  /** A save stands for these fields: `typed` was sent and `stored` is what became of it. */
  | { type: "saved"; fields: readonly FormField[]; typed: FormValues; stored: FormValues }
  /** Everything back to what is stored. */
  | { type: "undone" }
  /** Of a value that came from elsewhere: use it, or stay with the typed one. */
  | { type: "tookTheirs"; field: FormField }
  | { type: "keptMine"; field: FormField; stored: string };

/** A form where `draft` was typed before, such as one kept elsewhere. */
export function initialState(stored: FormValues, draft: Partial<FormValues> = {}): FormState {
  const typed = Object.entries(draft) as [FormField, string][];
  const { edits } = typed.reduce<FormState>(
    (state, [field, value]) => next(state, { type: "typed", field, value, stored: stored[field] }),
    UNTOUCHED,
  );
  return { ...UNTOUCHED, edits };
}

const UNTOUCHED: FormState = { edits: {}, left: [], attempted: false, retyped: [] };

export function next(state: FormState, event: FormEvent): FormState {
  switch (event.type) {
    case "typed": {
      const { field, value, stored } = event;
      const base = state.edits[field]?.base ?? stored;
      // Typed back to where it started, with nothing new come in between: untouched again.
      const untouched = value === base && base === stored;
      const edit = untouched ? undefined : { base, typed: value };
      return { ...withEdit(state, field, edit), retyped: including(state.retyped, field) };
    }
    case "left":
      return { ...state, left: including(state.left, event.field) };
    case "submitted":
      return { ...state, attempted: true, retyped: [] };
    case "saved":
      return event.fields.reduce<FormState>(
        (all, field) => {
          const edit = all.edits[field];
          const stored = event.stored[field];
          // What was typed while the save ran is not saved yet.
          const typedOn = edit !== undefined && edit.typed !== event.typed[field];
          return withEdit(all, field, typedOn ? { base: stored, typed: edit.typed } : undefined);
        },
        { ...state, attempted: false },
      );
    case "undone":
      return UNTOUCHED;
    case "tookTheirs":
      return withEdit(state, event.field, undefined);
    case "keptMine": {
      const edit = state.edits[event.field];
      return edit ? withEdit(state, event.field, { ...edit, base: event.stored }) : state;
    }
  }
}

/** What the fields show. */
export function valuesOf({ edits }: FormState, stored: FormValues): FormValues {
  const values = FORM_FIELDS.map((field) => [field, edits[field]?.typed ?? stored[field]]);
  return Object.fromEntries(values) as FormValues;
}

/** The touched fields whose value is not the stored one. */
export function unsavedFields(state: FormState, stored: FormValues): FormField[] {
  const values = valuesOf(state, stored);
  return FORM_FIELDS.filter((field) => values[field].trim() !== stored[field].trim());
}

/** A value that came from elsewhere while this field was being edited; null when none did. */
export function offerOf({ edits }: FormState, field: FormField, stored: FormValues): string | null {
  const edit = edits[field];
  const arrived = stored[field];
  return edit && arrived !== edit.base && arrived !== edit.typed ? arrived : null;
}

function withEdit(state: FormState, field: FormField, edit: Edit | undefined): FormState {
  return { ...state, edits: { ...state.edits, [field]: edit } };
}

function including<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}
