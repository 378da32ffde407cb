/**
 * The states that rows can be in, as plain lists: the schema, the dashboard's filters and the
 * words on the screen are all made from them.
 */

/** How a person's two profiles stand to each other. Listed from calm to grave. */
export const SYNC_STATUSES = ["in_sync", "pending", "drifted", "failed", "deleted"] as const;
export type SyncStatus = (typeof SYNC_STATUSES)[number];

/** The orders of a list of people; a minus means descending. Each has an index. */
export const USER_SORTS = [
  "-activity",
  "activity",
  "name",
  "-name",
  "-signed_up",
  "signed_up",
] as const;
export type UserSort = (typeof USER_SORTS)[number];

/** What became of an event from Clerk. */
export const EVENT_STATUSES = [
  "received",
  "applied",
  "stale",
  "ignored",
  "failed",
  "dead",
] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

/** What an attempt to apply an event can end in; the hourly counters have one row for each. */
export const EVENT_OUTCOMES = ["applied", "stale", "ignored", "failed", "dead"] as const;
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

/**
 * Clerk's side of one save. `superseded`: a newer value took its place, here or in Clerk, before
 * this one reached Clerk. `gave_up`: Clerk could not be reached in time; shown as drift.
 */
export const CLERK_STATES = [
  "pending",
  "done",
  "refused",
  "unreachable",
  "superseded",
  "gave_up",
] as const;
export type ClerkState = (typeof CLERK_STATES)[number];

export const WRITE_ORIGINS = ["profile", "onboarding", "avatar", "repair"] as const;
export type WriteOrigin = (typeof WRITE_ORIGINS)[number];

/** Who proved that Clerk has a save: the browser's report, the webhook's echo, or our own check. */
export const CONFIRMERS = ["client", "webhook", "check"] as const;
export type Confirmer = (typeof CONFIRMERS)[number];

export const DRIFT_KINDS = [
  "field_mismatch",
  "missing_in_convex",
  "missing_in_clerk",
  "deleted_mismatch",
  "stale_avatar",
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** The kinds that are about a whole person: one of the two sides has nobody. */
export const ONE_SIDED_KINDS = [
  "missing_in_convex",
  "missing_in_clerk",
  "deleted_mismatch",
] as const satisfies readonly DriftKind[];
export type OneSided = (typeof ONE_SIDED_KINDS)[number];

/** What a difference came to light by; `undo`: an admin took a decision about it back. */
export const DRIFT_FINDERS = ["webhook", "scan", "write", "undo"] as const;
export type DriftFinder = (typeof DRIFT_FINDERS)[number];

/** How a difference ended: one side's value stands on both, or both moved on to a third. */
export const DRIFT_RESOLUTIONS = ["clerk_won", "convex_won", "equal_again"] as const;
export type DriftResolution = (typeof DRIFT_RESOLUTIONS)[number];

/** How far a walk over Clerk's users goes: all of them, those changed lately, or one. */
export const RUN_KINDS = ["full", "quick", "user"] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const RUN_STATES = ["running", "done", "cancelled", "failed"] as const;
export type RunState = (typeof RUN_STATES)[number];

export const RUN_TRIGGERS = ["cron", "admin"] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

/** Work on many rows that an admin has ordered. */
export const BULK_JOB_STATES = ["running", "done", "cancelled", "failed"] as const;
export type BulkJobState = (typeof BULK_JOB_STATES)[number];

/** What the overview can warn of; docs/guide/warnings-and-states.md says what to do about each. */
export const WARNING_KINDS = [
  "not_configured",
  "unprocessed",
  "rejections",
  "silence",
  "pending_save",
  "full_scan_too_old",
  "quick_scan_too_old",
  "scan_failed",
  "dead_events",
  "wrong_instance",
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];
