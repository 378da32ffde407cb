import { v, type GenericValidator, type Infer } from "convex/values";
import { USER_UPDATE_FIELDS } from "./model/fields";
import {
  CLERK_STATES,
  CONFIRMERS,
  DRIFT_FINDERS,
  DRIFT_KINDS,
  DRIFT_RESOLUTIONS,
  EVENT_OUTCOMES,
  EVENT_STATUSES,
  SYNC_STATUSES,
  WRITE_ORIGINS,
} from "./model/statuses";

/** Validators that tables, arguments and results share; the types are inferred from them. */

/** Clerk's "none" is null, never an absent key: absent means "not spoken of". */
export const vText = v.union(v.string(), v.null());
/** Milliseconds since 1970, or not yet. */
export const vTime = v.union(v.number(), v.null());

export const vSyncStatus = literals(SYNC_STATUSES);
export const vEventStatus = literals(EVENT_STATUSES);
export const vEventOutcome = literals(EVENT_OUTCOMES);
export const vClerkState = literals(CLERK_STATES);
export const vWriteOrigin = literals(WRITE_ORIGINS);
export const vConfirmer = literals(CONFIRMERS);
export const vDriftKind = literals(DRIFT_KINDS);
export const vDriftFinder = literals(DRIFT_FINDERS);
export const vDriftResolution = literals(DRIFT_RESOLUTIONS);

export const vOnboarding = v.object({ step: vText, completed_at: vTime });

/** What a form sends: "" means none. */
export const vProfileChanges = v.object({
  ...each(USER_UPDATE_FIELDS, v.optional(v.string())),
  interests: v.optional(v.array(v.string())),
});

/** Values of some fields, normalised: what a save asked for, and what stood there before. */
export const vProfileValues = v.object({
  ...each(USER_UPDATE_FIELDS, v.optional(vText)),
  interests: v.optional(v.array(v.string())),
});

/**
 * Clerk's profile as last seen. The e-mail is masked: the address itself lives in `users` alone.
 */
export const vClerkView = v.object({
  ...each(USER_UPDATE_FIELDS, vText),
  email_masked: vText,
  image_url: vText,
  has_image: v.boolean(),
});

/** A user as Clerk describes them, normalised; on its way between functions, never stored. */
export const vClerkUser = v.object({
  externalId: v.string(),
  updated_at: v.number(),
  profile: v.object({
    ...each(USER_UPDATE_FIELDS, vText),
    email: vText,
    image_url: vText,
    has_image: v.boolean(),
  }),
});

/** Why an event could not be applied, or was left aside. `kind` is stable, `message` is for people. */
export const vEventError = v.object({ kind: v.string(), message: v.string() });
export type EventError = Infer<typeof vEventError>;

/** Why a save did not reach Clerk: Clerk's code, words, and the field it complained about. */
export const vWriteError = v.object({ code: v.string(), message: v.string(), field: vText });

export const vFieldChange = v.object({ field: v.string(), from: vText, to: vText });

function literals<T extends string>(values: readonly T[]) {
  return v.union(...values.map((value) => v.literal(value)));
}

function each<K extends string, V extends GenericValidator>(keys: readonly K[], validator: V) {
  // Object.fromEntries forgets its keys; they are exactly `keys`.
  return Object.fromEntries(keys.map((key) => [key, validator])) as Record<K, V>;
}
