import { v, type GenericValidator, type Infer, type VObject } from "convex/values";
import {
  vClerkState,
  vConfirmer,
  vDriftFinder,
  vDriftKind,
  vDriftResolution,
  vEventError,
  vEventOutcome,
  vEventStatus,
  vFieldChange,
  vHeldBack,
  vOverruled,
  vProfileValues,
  vSyncStatus,
  vText,
  vTime,
  vWriteError,
  vWriteOrigin,
} from "../validators";

/** What the dashboard's functions answer with. E-mails are masked in all of it. */

export const vOverview = v.object({
  /** People by status. */
  counts: v.object({
    in_sync: v.number(),
    pending: v.number(),
    drifted: v.number(),
    failed: v.number(),
    deleted: v.number(),
  }),
  events: v.object({
    /** The last 24 hours, oldest first; hours, types and outcomes without events are absent. */
    hours: v.array(
      v.object({ hour: v.number(), type: v.string(), outcome: vEventOutcome, count: v.number() }),
    ),
  }),
  last_event_at: vTime,
  /** Receipt of the oldest event that still waits for its first attempt. */
  oldest_unprocessed_at: vTime,
  warnings: v.array(v.object({ kind: v.string(), message: v.string(), since: vTime })),
});

export const vUserRow = v.object({
  externalId: v.string(),
  /** The full name, else the username, else the id. */
  name: v.string(),
  username: vText,
  email_masked: vText,
  image_url: vText,
  status: vSyncStatus,
  drifted_fields: v.array(v.string()),
  /** The status in words that a support person understands. */
  reason: v.string(),
  last_event_at: vTime,
  updated_at: v.number(),
});
export type UserRow = Infer<typeof vUserRow>;

export const vEventRow = v.object({
  _id: v.id("inboxEvents"),
  svix_id: v.string(),
  type: v.string(),
  externalId: vText,
  /** What the person is called today; null when unknown or deleted. */
  name: vText,
  event_at: v.number(),
  received_at: v.number(),
  processed_at: vTime,
  status: vEventStatus,
  deliveries: v.number(),
  attempts: v.number(),
  next_attempt_at: vTime,
  error: v.union(vEventError, v.null()),
  changes: v.array(vFieldChange),
  /** What it brought that a newer save of the person's stands over. */
  held_back: v.array(vHeldBack),
  instance_id: vText,
});
export type EventRow = Infer<typeof vEventRow>;

export const vWriteRow = v.object({
  operation_id: v.string(),
  origin: vWriteOrigin,
  requested: vProfileValues,
  /** Fields of it over which a newer value of Clerk's has won. */
  overruled: v.array(vOverruled),
  clerk: vClerkState,
  attempts: v.number(),
  error: v.union(vWriteError, v.null()),
  started_at: v.number(),
  settled_at: vTime,
  confirmed_by: v.union(vConfirmer, v.null()),
});

export const vFindingRow = v.object({
  field: v.string(),
  kind: vDriftKind,
  clerk: vText,
  convex: vText,
  found_by: vDriftFinder,
  found_at: v.number(),
  resolved_at: vTime,
  resolution: v.union(vDriftResolution, v.null()),
});

export const vUserDetail = v.object({
  externalId: v.string(),
  name: v.string(),
  username: vText,
  email_masked: vText,
  image_url: vText,
  status: vSyncStatus,
  reason: v.string(),
  deleted_at: vTime,
  clerk_updated_at: vTime,
  last_event_at: vTime,
  last_checked_at: vTime,
  /** Both sides, field by field, as text. */
  fields: v.array(
    v.object({
      field: v.string(),
      label: v.string(),
      owner: v.union(v.literal("clerk"), v.literal("convex")),
      convex: vText,
      clerk: vText,
      differs: v.boolean(),
      /** A save of this field is on its way to Clerk. */
      pending: v.boolean(),
    }),
  ),
  /** The newest saves, newest first. */
  writes: v.array(vWriteRow),
  /** The newest events, newest first. */
  events: v.array(vEventRow),
  /** The newest differences, newest first, the resolved ones among them. */
  findings: v.array(vFindingRow),
});
export type UserDetail = Infer<typeof vUserDetail>;

/** Of a document, the fields that a shape shows. A new column stays unseen until it is listed. */
export function pickFields<Shape extends object>(
  validator: VObject<Shape, Record<keyof Shape & string, GenericValidator>>,
  document: Shape,
): Shape {
  const entries = Object.keys(validator.fields).map((key) => [key, document[key as keyof Shape]]);
  return Object.fromEntries(entries) as Shape;
}
