import { v, type GenericValidator, type Infer, type VObject } from "convex/values";
import {
  vAttempt,
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
  vOneSided,
  vOverruled,
  vProfileValues,
  vRunCounts,
  vRunKind,
  vRunState,
  vRunTrigger,
  vSyncStatus,
  vText,
  vTime,
  vWinner,
  vWriteError,
  vWriteOrigin,
} from "../validators";
import { vAuditDetail } from "./audit";

/** What the dashboard's functions answer with. E-mails are masked in all of it. */

/** How far back the overview's statistics go: 24 hours by the hour, or so many days by the day. */
export const vOverviewRange = v.union(
  v.literal("day"),
  v.literal("week"),
  v.literal("fortnight"),
  v.literal("month"),
);

/** How many saves Clerk was proved to have, and how long that took since they began. */
const LATENCY = {
  count: v.number(),
  p50_ms: v.union(v.number(), v.null()),
  p95_ms: v.union(v.number(), v.null()),
};

/** A scan, as far as the overview tells of it. */
export const vScan = v.object({
  state: vRunState,
  done: v.number(),
  total: v.union(v.number(), v.null()),
  counts: vRunCounts,
  started_at: v.number(),
  ended_at: vTime,
});

const EVENT_COUNT = { type: v.string(), outcome: vEventOutcome, count: v.number() };

/** People by status. */
export const vStatusCounts = v.object({
  in_sync: v.number(),
  pending: v.number(),
  drifted: v.number(),
  failed: v.number(),
  deleted: v.number(),
});

export const vOverview = v.object({
  counts: vStatusCounts,
  /** True for some seconds after many changed at once: the newest are not in `counts` yet. */
  counts_lag: v.boolean(),
  /** Oldest first; steps, types and outcomes without events are absent. */
  events: v.object({
    /** For the range `day`. */
    hours: v.array(v.object({ hour: v.number(), ...EVENT_COUNT })),
    /** For longer ranges. Days begin at midnight UTC. */
    days: v.array(v.object({ day: v.number(), ...EVENT_COUNT })),
  }),
  /** The first moment that events, saves and failures are told of. */
  hours_since: v.number(),
  /** Over the whole range, and in its hours or days, of which those without saves are absent. */
  saves: v.object({ ...LATENCY, steps: v.array(v.object({ start: v.number(), ...LATENCY })) }),
  /**
   * Events that failed (each attempt), saves that never reached Clerk, and deliveries that were
   * refused, which are counted roughly when they are many; most frequent first.
   */
  failures: v.array(
    v.object({
      of: v.union(v.literal("event"), v.literal("save"), v.literal("delivery")),
      kind: v.string(),
      count: v.number(),
    }),
  ),
  drift: v.object({
    open: v.array(v.object({ field: v.string(), kind: vDriftKind, count: v.number() })),
    /** By day of UTC, a week at least. A kind may also be "other". */
    found: v.array(v.object({ day: v.number(), kind: v.string(), count: v.number() })),
  }),
  /** Of each kind that a cron starts: the newest, whoever started it, and when one is due next. */
  scans: v.array(
    v.object({
      kind: v.union(v.literal("quick"), v.literal("full")),
      last: v.union(vScan, v.null()),
      next_due_at: vTime,
    }),
  ),
  last_event_at: vTime,
  /** Since when the oldest event waits for its first attempt. */
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
  /** By Clerk's clock; null until Clerk has said. */
  signed_up_at: vTime,
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
  replayed_at: vTime,
});
export type EventRow = Infer<typeof vEventRow>;

/** One event, with all that is kept of it. */
export const vEventDetail = v.object({
  ...vEventRow.fields,
  /** The newest attempts, oldest first, also from before a replay. */
  attempt_log: v.array(vAttempt),
  replayed_by: vText,
  replayed_by_name: vText,
  /** Why it cannot be replayed; null when it can. */
  not_replayable: vText,
  /** What Clerk sent, redacted: see model/redact.ts. */
  payload: v.any(),
});
export type EventDetail = Infer<typeof vEventDetail>;

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
  _id: v.id("driftFindings"),
  field: v.string(),
  kind: vDriftKind,
  clerk: vText,
  convex: vText,
  found_by: vDriftFinder,
  found_at: v.number(),
  resolved_at: vTime,
  resolution: v.union(vDriftResolution, v.null()),
  /** What staff decided about it; null when nobody has. */
  decision: v.union(
    v.object({ winner: vWinner, actor: v.string(), at: v.number(), undone_at: vTime }),
    v.null(),
  ),
  /** Until when that can be taken back, as long as nothing newer changes; null when it never can. */
  undo_until: vTime,
});
export type FindingRow = Infer<typeof vFindingRow>;

/** One difference, in a list of many people's. */
export const vDriftRow = v.object({
  externalId: v.string(),
  /** What the person is called, here or else in Clerk; without a name the id. */
  name: v.string(),
  ...vFindingRow.fields,
});
export type DriftRow = Infer<typeof vDriftRow>;

/** One difference, with how it came about and who decided about it. */
export const vDriftDetail = v.object({
  ...vDriftRow.fields,
  decided_by_name: vText,
  cause: v.object({
    /** See model/driftCause.ts. */
    kind: v.union(
      v.literal("save_failed"),
      v.literal("event_failed"),
      v.literal("event_waiting"),
      v.literal("event_left"),
      v.literal("event_missing"),
      v.literal("changed_in_convex"),
      v.literal("undone"),
      v.literal("unknown"),
    ),
    svix_id: vText,
    operation_id: vText,
    at: vTime,
  }),
});
export type DriftDetail = Infer<typeof vDriftDetail>;

/** Open differences of one field and kind. */
export const vDriftGroup = v.object({
  field: v.string(),
  kind: vDriftKind,
  /** May lag behind by some seconds after many changed at once. */
  count: v.number(),
  /** When the oldest of them was found. */
  oldest_at: vTime,
});

export const vRunRow = v.object({
  _id: v.id("reconcileRuns"),
  kind: vRunKind,
  trigger: vRunTrigger,
  actor: vText,
  actor_name: vText,
  /** The person that a run of kind `user` is about. */
  externalId: vText,
  state: vRunState,
  dry_run: v.boolean(),
  repair: v.boolean(),
  decision: v.union(vWinner, v.null()),
  /** People looked at, of how many; null while that is not known. */
  done: v.number(),
  total: v.union(v.number(), v.null()),
  counts: vRunCounts,
  attempts: v.number(),
  /** While `error` is set and the run goes on: when it will ask Clerk again. */
  next_attempt_at: vTime,
  error: v.union(vEventError, v.null()),
  started_at: v.number(),
  ended_at: vTime,
});
export type RunRow = Infer<typeof vRunRow>;

/** Whether a scan is going on, and when the next ones are due. */
export const vScanState = v.object({
  /** The walk that is going on: there is one at most. */
  running: v.union(vRunRow, v.null()),
  schedule: v.array(
    v.object({
      kind: v.union(v.literal("quick"), v.literal("full")),
      every_ms: v.number(),
      /** The newest of the kind, whoever started it. */
      last_at: vTime,
      /** null before a cron has started the first. */
      next_due_at: vTime,
    }),
  ),
  /** How many people there are to compare. */
  people: v.number(),
  /** Whether scans mend what they find (RECONCILE_REPAIR) unless they are told otherwise. */
  repairs: v.boolean(),
  /** What the backend lacks for asking Clerk, in words; null when it lacks nothing. */
  missing: vText,
});

export const vAuditRow = v.object({
  _id: v.id("auditLog"),
  at: v.number(),
  actor: v.string(),
  actor_name: v.string(),
  action: v.string(),
  subject: vText,
  /** Set when the subject is a person who has a name. */
  subject_name: vText,
  detail: vAuditDetail,
});
export type AuditRow = Infer<typeof vAuditRow>;

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
      /** When the difference was found; null where there is none, or a save explains it. */
      differs_since: vTime,
      /** The newest event that changed the field in Convex, as far as `events` reach. */
      touched_by: v.union(v.object({ svix_id: v.string(), received_at: v.number() }), v.null()),
    }),
  ),
  /** The newest saves, newest first. */
  writes: v.array(vWriteRow),
  /** The newest events, newest first. */
  events: v.array(vEventRow),
  /** The newest differences, newest first, the resolved ones among them. */
  findings: v.array(vFindingRow),
  /** What staff did to the person, newest first. */
  audit: v.array(vAuditRow),
  /** There are older saves, events, differences or deeds than these. */
  has_older: v.boolean(),
  /** The newest comparison of just this person with Clerk. */
  check: v.union(vRunRow, v.null()),
  /** The person as a whole is on one side alone. */
  one_sided: v.union(vOneSided, v.null()),
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
