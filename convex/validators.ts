import { v, type GenericValidator, type Infer } from "convex/values";
import { MIRRORED_FIELDS, USER_UPDATE_FIELDS } from "./model/fields";
import { ROLES } from "./model/roles";
import {
  BULK_JOB_STATES,
  CLERK_STATES,
  CONFIRMERS,
  DRIFT_FINDERS,
  DRIFT_KINDS,
  DRIFT_RESOLUTIONS,
  EVENT_OUTCOMES,
  EVENT_STATUSES,
  ONE_SIDED_KINDS,
  RUN_KINDS,
  RUN_STATES,
  RUN_TRIGGERS,
  SYNC_STATUSES,
  USER_SORTS,
  WRITE_ORIGINS,
} from "./model/statuses";

/** Validators that tables, arguments and results share; the types are inferred from them. */

/** Clerk's "none" is null, never an absent key: absent means "not spoken of". */
export const vText = v.union(v.string(), v.null());
/** Milliseconds since 1970, or not yet. */
export const vTime = v.union(v.number(), v.null());

export const vSyncStatus = literals(SYNC_STATUSES);
export const vUserSort = literals(USER_SORTS);
export const vEventStatus = literals(EVENT_STATUSES);
export const vEventOutcome = literals(EVENT_OUTCOMES);
export const vClerkState = literals(CLERK_STATES);
export const vWriteOrigin = literals(WRITE_ORIGINS);
export const vConfirmer = literals(CONFIRMERS);
export const vDriftKind = literals(DRIFT_KINDS);
export const vDriftFinder = literals(DRIFT_FINDERS);
export const vDriftResolution = literals(DRIFT_RESOLUTIONS);
export const vOneSided = literals(ONE_SIDED_KINDS);
export const vRunKind = literals(RUN_KINDS);
export const vRunState = literals(RUN_STATES);
export const vRunTrigger = literals(RUN_TRIGGERS);
export const vBulkJobState = literals(BULK_JOB_STATES);
export const vRole = literals(ROLES);

export const vOnboarding = v.object({ step: vText, completed_at: vTime });

/** Fields that an app has added; optional, so that rows from before are still valid. */
export const vMirrored = each(MIRRORED_FIELDS, v.optional(vText));

/** What a form sends: "" means none. */
export const vProfileChanges = v.object({
  ...each(USER_UPDATE_FIELDS, v.optional(v.string())),
  interests: v.optional(v.array(v.string())),
  /** A picture that has been uploaded to storage; null removes the picture. */
  avatar_storage_id: v.optional(v.union(v.id("_storage"), v.null())),
});

/** Values of some fields, normalised: what a save asked for, and what stood there before. */
export const vProfileValues = v.object({
  ...each(USER_UPDATE_FIELDS, v.optional(vText)),
  /** The app's own file of the picture; null for no picture. */
  avatar_storage_id: v.optional(v.union(v.id("_storage"), v.null())),
  interests: v.optional(v.array(v.string())),
  onboarding: v.optional(vOnboarding),
});

/** Values of some of Clerk's fields as Clerk had them. */
export const vClerkValues = v.object({
  ...each(USER_UPDATE_FIELDS, v.optional(vText)),
  image_url: v.optional(vText),
});

/** A field of a save over which a newer value of Clerk's has won. */
export const vOverruled = v.object({
  field: v.string(),
  requested: vText,
  clerk: vText,
  at: v.number(),
});

/** A value that an event brought and that a save of the person's stands over. */
export const vHeldBack = v.object({ field: v.string(), value: vText, operation_id: v.string() });

/**
 * Clerk's profile as last seen. The e-mail is masked: the address itself lives in `users` alone.
 */
export const vClerkView = v.object({
  ...each(USER_UPDATE_FIELDS, vText),
  ...vMirrored,
  email_masked: vText,
  /** Set when the address itself is another than Convex's, which its mask may hide. */
  email_differs: v.optional(v.boolean()),
  image_url: vText,
  has_image: v.boolean(),
});

/** A user as Clerk describes them, normalised; on its way between functions, never stored. */
export const vClerkUser = v.object({
  externalId: v.string(),
  created_at: vTime,
  updated_at: v.number(),
  profile: v.object({
    ...each(USER_UPDATE_FIELDS, vText),
    ...vMirrored,
    email: vText,
    image_url: vText,
    has_image: v.boolean(),
  }),
});

/** Why an event could not be applied, or was left aside. `kind` is stable, `message` is for people. */
export const vEventError = v.object({ kind: v.string(), message: v.string() });
export type EventError = Infer<typeof vEventError>;

/** One try at applying an event, how it ended, and why when that is not well. */
export const vAttempt = v.object({
  at: v.number(),
  outcome: vEventOutcome,
  error: v.union(vEventError, v.null()),
});

/** Why a save did not reach Clerk: Clerk's code, words, and the field it complained about. */
export const vWriteError = v.object({ code: v.string(), message: v.string(), field: vText });

/** How often something of a kind was counted. */
export const vCounted = v.object({ kind: v.string(), count: v.number() });

/** Something that statistics count, and when it happened. */
export const vActivity = v.object({
  at: v.number(),
  what: v.union(
    /** Clerk was proved to have a save, so long after it began. */
    v.object({ event: v.literal("save_confirmed"), latency_ms: v.number() }),
    /** Clerk refused a save, or could not be reached in time. */
    v.object({ event: v.literal("save_failed"), code: v.string() }),
    v.object({ event: v.literal("drift_found"), field: v.string(), kind: vDriftKind }),
    v.object({ event: v.literal("drift_resolved"), field: v.string(), kind: vDriftKind }),
  ),
});
export type Activity = Infer<typeof vActivity>["what"];

export const vFieldChange = v.object({ field: v.string(), from: vText, to: vText });

/** What a run has found and done: `equal` and `unreadable` count people, the others differences. */
export const vRunCounts = v.object({
  equal: v.number(),
  findings: v.number(),
  repairs: v.number(),
  /** People of whom Clerk tells something that is no user. */
  unreadable: v.number(),
  /** Calls to Clerk's list of users. */
  list_calls: v.number(),
});

/** Where a walk over Clerk's users goes on. */
export const vRunCursor = v.object({
  /** Pages that are done. */
  step: v.number(),
  offset: v.number(),
  /** `created_at` of the last person seen, and everybody seen who has the same. */
  last_created_at: vTime,
  boundary_ids: v.array(v.string()),
  /**
   * Set once Clerk's list is at its end: what is left are the people in Convex of whom no sign-up
   * is known, and this is where to go on among them.
   */
  unplaced: v.union(v.object({ cursor: vText }), v.null()),
});

/** Which side's word stands on both. */
export const vWinner = v.union(v.literal("clerk"), v.literal("convex"));
export type Winner = Infer<typeof vWinner>;

/** What an admin has decided about a difference, and whether that was taken back. */
export const vDecision = v.object({
  winner: vWinner,
  actor: v.string(),
  at: v.number(),
  undone_at: vTime,
  undone_by: vText,
});

/** Which rows a bulk job is about, and what it does to them. */
export const vBulkFilter = v.union(
  v.object({
    kind: v.literal("replay"),
    status: v.optional(vEventStatus),
    type: v.optional(v.string()),
    externalId: v.optional(v.string()),
    /** Received no earlier, and no later, than this. */
    since: v.optional(v.number()),
    until: v.optional(v.number()),
  }),
  v.object({
    kind: v.literal("resolve"),
    winner: vWinner,
    drift_kind: v.optional(vDriftKind),
    field: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("undo"), of_job: v.id("bulkJobs") }),
);

function literals<T extends string>(values: readonly T[]) {
  return v.union(...values.map((value) => v.literal(value)));
}

function each<K extends string, V extends GenericValidator>(keys: readonly K[], validator: V) {
  // Object.fromEntries forgets its keys; they are exactly `keys`.
  return Object.fromEntries(keys.map((key) => [key, validator])) as Record<K, V>;
}
