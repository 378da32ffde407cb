import {
  FIELDS,
  normaliseChanges,
  sameValue,
  USER_UPDATE_FIELDS,
  type ProfileChanges,
  type ProfileValues,
  type UserUpdateField,
} from "../../convex/model/fields";

/** A field that a save can carry. */
export type SaveField = keyof ProfileChanges;

export const SAVE_FIELDS: readonly SaveField[] = [...USER_UPDATE_FIELDS, "interests"];

/** What `user.update()` takes, by the SDK's names; "" clears a field. */
export type ClerkUserUpdate = {
  [F in UserUpdateField as (typeof FIELDS)[F]["clerkSdk"]]?: string;
};

/** What a save has to do, or why it must not begin. */
export type SavePlan =
  | {
      ok: true;
      /** The fields that really change; none means there is nothing to do. */
      fields: SaveField[];
      /** For Convex: the changed fields alone, trimmed. */
      changes: ProfileChanges;
      /** For Clerk: those that Clerk owns; null when it has no part in this save. */
      clerk: ClerkUserUpdate | null;
    }
  | { ok: false; field: SaveField | null; message: string };

/** The values that a save is compared with, as Convex has them now. */
export type CurrentValues = Required<ProfileValues>;

/**
 * Works out what wanted values would change. What breaks a rule is refused here, before either
 * side is asked: Clerk's rules are not ours, and it might take what Convex then refuses.
 */
export function planSave(current: CurrentValues, wanted: ProfileChanges): SavePlan {
  const normalised = normaliseChanges(wanted);
  if (!normalised.ok) {
    return { ok: false, field: asSaveField(normalised.field), message: normalised.message };
  }
  const { values } = normalised;
  const fields = SAVE_FIELDS.filter(
    (field) => values[field] !== undefined && !sameValue(values[field], current[field]),
  );
  const toClerk = USER_UPDATE_FIELDS.filter((field) => fields.includes(field));
  return {
    ok: true,
    fields,
    changes: {
      ...Object.fromEntries(toClerk.map((field) => [field, values[field] ?? ""])),
      ...(fields.includes("interests") && { interests: values.interests }),
    },
    clerk:
      toClerk.length === 0
        ? null
        : Object.fromEntries(toClerk.map((field) => [FIELDS[field].clerkSdk, values[field] ?? ""])),
  };
}

/** A name that came from outside (Clerk's parameter, Convex's error), if it is a field of a save. */
export function asSaveField(name: string | null | undefined): SaveField | null {
  return SAVE_FIELDS.find((field) => field === name) ?? null;
}
