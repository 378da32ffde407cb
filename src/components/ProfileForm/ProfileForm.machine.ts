import { sameValue } from "../../../convex/model/fields";
import {
  asSaved,
  FORM_FIELDS,
  sameOnceSaved,
  type FormField,
  type FormValue,
  type FormValues,
} from "./ProfileForm.schema";

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
  /** What the last save replaced, for as long as nothing else has been done since. */
  replaced: Partial<FormValues> | null;
}

export interface Edit {
  /** The stored value that the typing started from. */
  base: FormValue;
  typed: FormValue;
}

export type FormEvent =
  | { type: "typed"; field: FormField; value: FormValue; stored: FormValue }
  | { type: "left"; field: FormField }
  | { type: "submitted" }
  /**
   * A save stands for these fields: `typed` was sent in place of `before`, which is null when
   * there is no way back, as from the undoing of a save.
   */
  | { type: "saved"; fields: readonly FormField[]; typed: FormValues; before: FormValues | null }
  /** Everything back to what is stored. */
  | { type: "undone" }
  /** Of a value that came from elsewhere: use it, or stay with the typed one. */
  | { type: "tookTheirs"; field: FormField }
  | { type: "keptMine"; field: FormField; stored: FormValue };

/** A form where `draft` was typed before, such as one kept elsewhere. */
export function initialState(stored: FormValues, draft: Partial<FormValues> = {}): FormState {
  const typed = Object.entries(draft) as [FormField, FormValue][];
  const { edits } = typed.reduce<FormState>(
    (state, [field, value]) => next(state, { type: "typed", field, value, stored: stored[field] }),
    UNTOUCHED,
  );
  return { ...UNTOUCHED, edits };
}

const UNTOUCHED: FormState = {
  edits: {},
  left: [],
  attempted: false,
  retyped: [],
  replaced: null,
};

export function next(state: FormState, event: FormEvent): FormState {
  switch (event.type) {
    case "typed": {
      const { field, value, stored } = event;
      const base = state.edits[field]?.base ?? stored;
      // Typed back to where it started, with nothing new come in between: untouched again.
      const untouched = sameValue(value, base) && sameValue(base, stored);
      const edit = untouched ? undefined : { base, typed: value };
      const retyped = including(state.retyped, field);
      return { ...withEdit(state, field, edit), retyped, replaced: null };
    }
    case "left":
      return { ...state, left: including(state.left, event.field) };
    case "submitted":
      return { ...state, attempted: true, retyped: [], replaced: null };
    case "saved": {
      const { fields, typed, before } = event;
      const saved = fields.reduce<FormState>(
        (all, field) => withEdit(all, field, typedOn(all.edits[field], typed[field])),
        { ...state, attempted: false },
      );
      if (before === null || fields.length === 0) return saved;
      const replaced = Object.fromEntries(fields.map((field) => [field, before[field]]));
      return { ...saved, replaced };
    }
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
  return FORM_FIELDS.filter((field) => !sameOnceSaved(values[field], stored[field]));
}

/** A value that came from elsewhere while this field was being edited; null when none did. */
export function offerOf(
  { edits }: FormState,
  field: FormField,
  stored: FormValues,
): FormValue | null {
  const edit = edits[field];
  const arrived = stored[field];
  const isNews = edit && !sameValue(arrived, edit.base) && !sameValue(arrived, edit.typed);
  return isNews ? arrived : null;
}

/** What was typed while a save ran is not saved yet. */
function typedOn(edit: Edit | undefined, sent: FormValue): Edit | undefined {
  if (edit === undefined || sameValue(edit.typed, sent)) return undefined;
  return { base: asSaved(sent), typed: edit.typed };
}

function withEdit(state: FormState, field: FormField, edit: Edit | undefined): FormState {
  return { ...state, edits: { ...state.edits, [field]: edit } };
}

function including<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}
