import {
  FIELDS,
  normaliseChanges,
  sameValue,
  USER_UPDATE_FIELDS,
  type ProfileChanges,
  type ProfileValues,
  type UserUpdateField,
} from "../../convex/model/fields";
import {
  complaintAboutStep,
  type Onboarding,
  type OnboardingStep,
} from "../../convex/model/onboarding";
import { isSamePicture } from "../../convex/model/picture";
import { refusePicture, type PictureProblem } from "./picture";

/** A field that a save can carry. */
export type SaveField = keyof ProfileChanges | "onboarding" | "image_url";

export const SAVE_FIELDS: readonly SaveField[] = [
  ...USER_UPDATE_FIELDS,
  "interests",
  "onboarding",
  "image_url",
];

/** What `user.update()` takes, by the SDK's names; "" clears a field. */
export type ClerkUserUpdate = {
  [F in UserUpdateField as (typeof FIELDS)[F]["clerkSdk"]]?: string;
};

/** What a person wants to have saved. */
export interface Wanted {
  changes: ProfileChanges;
  /** A new picture, or null for none. What is absent is left as it is. */
  file?: File | null | undefined;
  /** The step that the person has come to, or the end. */
  onboarding?: OnboardingStep | undefined;
}

/** The values that a save is compared with, as Convex has them now. */
export type CurrentValues = Required<ProfileValues> & {
  image_url: string | null;
  onboarding: Onboarding;
};

/** What a save has to do, or why it must not begin. */
export type SavePlan =
  | {
      ok: true;
      /** null: nothing of it changes. */
      profile: ProfilePlan | null;
      picture: { file: File | null } | null;
    }
  | {
      ok: false;
      code: "invalid_field" | PictureProblem;
      field: SaveField | null;
      message: string;
    };

/** The part of a save that goes to Convex in one mutation and to Clerk with `user.update()`. */
export interface ProfilePlan {
  /** The fields that really change. */
  fields: SaveField[];
  /** For Convex: the changed fields alone, trimmed. */
  changes: ProfileChanges;
  onboarding: OnboardingStep | null;
  /** For Clerk: those that Clerk owns; null when it has no part in this. */
  clerk: ClerkUserUpdate | null;
}

/**
 * Works out what wanted values would change. What breaks a rule is refused here, before either
 * side is asked: Clerk's rules are not ours, and it might take what Convex then refuses.
 */
export function planSave(current: CurrentValues, wanted: Wanted): SavePlan {
  const normalised = normaliseChanges(wanted.changes);
  if (!normalised.ok) {
    const { field, message } = normalised;
    return { ok: false, code: "invalid_field", field: asSaveField(field), message };
  }
  const { file, onboarding = null } = wanted;
  const misnamed = onboarding?.kind === "at" ? complaintAboutStep(onboarding.step) : null;
  if (misnamed !== null) {
    return { ok: false, code: "invalid_field", field: "onboarding", message: misnamed };
  }
  const refusal = file ? refusePicture(file) : null;
  if (refusal !== null) return { ok: false, field: "image_url", ...refusal };

  const removesNothing = file === null && isSamePicture(current.image_url, null);
  return {
    ok: true,
    profile: planProfile(current, normalised.values, onboarding),
    picture: file === undefined || removesNothing ? null : { file },
  };
}

function planProfile(
  current: CurrentValues,
  values: ProfileValues,
  onboarding: OnboardingStep | null,
): ProfilePlan | null {
  const isChanged = (field: keyof ProfileValues) =>
    values[field] !== undefined && !sameValue(values[field], current[field]);
  const toClerk = USER_UPDATE_FIELDS.filter(isChanged);
  const changesInterests = isChanged("interests");
  const moves = onboarding !== null && !isThere(current.onboarding, onboarding);
  const fields: SaveField[] = [
    ...toClerk,
    ...(changesInterests ? (["interests"] as const) : []),
    ...(moves ? (["onboarding"] as const) : []),
  ];
  if (fields.length === 0) return null;
  return {
    fields,
    changes: {
      ...Object.fromEntries(toClerk.map((field) => [field, values[field] ?? ""])),
      ...(changesInterests && { interests: values.interests }),
    },
    onboarding: moves ? onboarding : null,
    clerk:
      toClerk.length === 0
        ? null
        : Object.fromEntries(toClerk.map((field) => [FIELDS[field].clerkSdk, values[field] ?? ""])),
  };
}

function isThere(current: Onboarding, wanted: OnboardingStep): boolean {
  return wanted.kind === "at" ? current.step === wanted.step : current.completed_at !== null;
}

/** Whether two requests ask for the same, so that the second is a double click. */
export function isSameWish(a: Wanted, b: Wanted): boolean {
  return a.file === b.file && inOneForm(a) === inOneForm(b);
}

/** All of a request but the file, as text that does not depend on spaces or on the order of keys. */
function inOneForm({ changes, onboarding }: Wanted): string {
  const normalised = normaliseChanges(changes);
  const values = Object.entries(normalised.ok ? normalised.values : changes);
  return JSON.stringify([values.sort(([a], [b]) => (a < b ? -1 : 1)), onboarding ?? null]);
}

/** A name that came from outside (Clerk's parameter, Convex's error), if it is a field of a save. */
export function asSaveField(name: string | null | undefined): SaveField | null {
  return SAVE_FIELDS.find((field) => field === name) ?? null;
}
