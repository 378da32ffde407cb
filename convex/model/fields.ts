import { wellFormed } from "./json";

/**
 * The one table of a person's fields: who owns each, what Clerk calls it, and the way a change
 * of it travels. Forms, the normaliser, the conflict rules, drift and the dashboard read it.
 */

export type FieldOwner = "clerk" | "convex";

/** The way a change of the field takes: which call carries it, or who alone may bring it. */
export type FieldRoute = "user.update" | "user.setProfileImage" | "webhook" | "convex";

export interface FieldRule {
  readonly label: string;
  readonly owner: FieldOwner;
  readonly route: FieldRoute;
  /** The key in Clerk's JavaScript SDK (`user.firstName`), null when Clerk has no such field. */
  readonly clerkSdk: string | null;
  /** The key in Clerk's JSON (webhooks and Backend API), null when Clerk has no such field. */
  readonly clerkJson: string | null;
  /** Most characters that a person may enter; for a list, in each entry. */
  readonly maxLength?: number;
}

export const FIELDS = {
  username: {
    label: "Username",
    owner: "clerk",
    route: "user.update",
    clerkSdk: "username",
    clerkJson: "username",
    maxLength: 64,
  },
  first_name: {
    label: "First name",
    owner: "clerk",
    route: "user.update",
    clerkSdk: "firstName",
    clerkJson: "first_name",
    maxLength: 256,
  },
  last_name: {
    label: "Last name",
    owner: "clerk",
    route: "user.update",
    clerkSdk: "lastName",
    clerkJson: "last_name",
    maxLength: 256,
  },
  image_url: {
    label: "Picture",
    owner: "clerk",
    route: "user.setProfileImage",
    clerkSdk: "imageUrl",
    clerkJson: "image_url",
  },
  email: {
    label: "E-mail",
    owner: "clerk",
    route: "webhook",
    clerkSdk: null,
    clerkJson: "email_addresses",
  },
  interests: {
    label: "Interests",
    owner: "convex",
    route: "convex",
    clerkSdk: null,
    clerkJson: null,
    maxLength: 40,
  },
  onboarding: {
    label: "Onboarding",
    owner: "convex",
    route: "convex",
    clerkSdk: null,
    clerkJson: null,
  },
} as const satisfies Record<string, FieldRule>;

export type FieldName = keyof typeof FIELDS;
type FieldsWhere<Rule> = {
  [F in FieldName]: (typeof FIELDS)[F] extends Rule ? F : never;
}[FieldName];

/** Fields that Clerk owns: Clerk's value is the truth once both sides have settled. */
export type ClerkField = FieldsWhere<{ owner: "clerk" }>;
/** Fields that a save carries to Clerk with `user.update()` (or `PATCH /v1/users/:id`). */
export type UserUpdateField = FieldsWhere<{ route: "user.update" }>;

/**
 * Fields that are text under a key of Clerk's JSON and that Clerk alone changes. The kit itself has
 * none: they are for apps to add. Absent where Clerk has not been heard of since.
 */
export type MirroredField = Exclude<FieldsWhere<{ owner: "clerk"; route: "webhook" }>, "email">;
export type MirroredValues = Partial<Record<MirroredField, string | null>>;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];
export const CLERK_FIELDS = FIELD_NAMES.filter(
  (field): field is ClerkField => FIELDS[field].owner === "clerk",
);
export const USER_UPDATE_FIELDS = FIELD_NAMES.filter(
  (field): field is UserUpdateField => FIELDS[field].route === "user.update",
);

export const MIRRORED_FIELDS = CLERK_FIELDS.filter(isMirrored);

export function isMirrored(field: FieldName): field is MirroredField {
  const { owner, route } = FIELDS[field];
  return owner === "clerk" && route === "webhook" && field !== "email";
}

export function isUserUpdateField(field: FieldName): field is UserUpdateField {
  return FIELDS[field].route === "user.update";
}

/** Values of the fields that `user.update()` carries; "none" is null on both sides. */
export type UserUpdateValues = Record<UserUpdateField, string | null>;

/** What a person may change in one save, as the form holds it: "" means none. */
export type ProfileChanges = Partial<Record<UserUpdateField, string>> & { interests?: string[] };
/** The same, normalised: "" has become null, text is trimmed. */
export type ProfileValues = Partial<UserUpdateValues> & { interests?: string[] };

/** Enough for any form; keeps one row small. */
export const MAX_INTERESTS = 20;

/** What may be wrong with a value, so that a form can say it in any language. */
export type MistakeKind = "too_long" | "unprintable" | "has_spaces" | "too_many";

export interface Mistake {
  kind: MistakeKind;
  /** What the rule allows at most, for those that are about a number. */
  limit?: number;
  /** The same in English. */
  message: string;
}

export type NormaliseResult =
  { ok: true; values: ProfileValues } | ({ ok: false; field: FieldName } & Mistake);

/**
 * Normalises what a person entered and checks what must hold before either side is written.
 * Clerk's finer rules (shortest username, allowed characters, uniqueness) are settings of each
 * Clerk instance, so Clerk alone judges them, and its refusal undoes the save.
 */
export function normaliseChanges(changes: ProfileChanges): NormaliseResult {
  const values: ProfileValues = {};
  for (const field of USER_UPDATE_FIELDS) {
    const entered = changes[field];
    if (entered === undefined) continue;
    const value = normaliseText(entered);
    const mistake = value === null ? null : mistakeIn(field, value);
    if (mistake !== null) return { ok: false, field, ...mistake };
    values[field] = value;
  }
  if (changes.interests !== undefined) {
    const interests = [
      ...new Set(changes.interests.map((entry) => wellFormed(entry).trim())),
    ].filter(Boolean);
    if (interests.length > MAX_INTERESTS) {
      const message = `Choose at most ${MAX_INTERESTS}.`;
      return { ok: false, field: "interests", kind: "too_many", limit: MAX_INTERESTS, message };
    }
    for (const interest of interests) {
      const mistake = mistakeIn("interests", interest);
      if (mistake !== null) return { ok: false, field: "interests", ...mistake };
    }
    values.interests = interests;
  }
  return { ok: true, values };
}

/** Trims; nothing left means none. */
export function normaliseText(value: string): string | null {
  const trimmed = wellFormed(value).trim();
  return trimmed === "" ? null : trimmed;
}

function mistakeIn(field: UserUpdateField | "interests", value: string): Mistake | null {
  const { label, maxLength: limit } = FIELDS[field];
  if (value.length > limit) {
    return { kind: "too_long", limit, message: `${label}: at most ${limit} characters.` };
  }
  if (/\p{Cc}/u.test(value)) {
    return { kind: "unprintable", message: `${label}: contains characters that cannot be shown.` };
  }
  if (field === "username" && /\s/u.test(value)) {
    return { kind: "has_spaces", message: `${label}: no spaces.` };
  }
  return null;
}

/** Whether two values of a field are the same to a person. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => entry === b[index]);
  }
  return a === b;
}

type FieldValue = string | null | readonly string[];
