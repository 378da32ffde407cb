import type { WithoutSystemFields } from "convex/server";
import type { Doc, TableNames } from "../../../convex/_generated/dataModel";
import { ADA } from "./clerk";
import { START } from "./setup";

/** Rows as they look when nothing is said about them, for tests that put them into tables. */

type Row<T extends TableNames> = WithoutSystemFields<Doc<T>>;

/** An event that has been applied. */
export const bareEvent: Row<"inboxEvents"> = {
  svix_id: "msg_bare",
  type: "user.updated",
  externalId: ADA,
  event_at: START,
  clerk_updated_at: START,
  instance_id: null,
  received_at: START,
  replayed_at: null,
  replayed_by: null,
  processed_at: START,
  status: "applied",
  deliveries: 1,
  attempts: 1,
  next_attempt_at: null,
  error: null,
  error_text: "",
  attempt_log: [],
  changes: [],
  held_back: [],
  payload: { id: ADA, updated_at: START },
};

/** A save that Clerk has not got yet. */
export const bareWrite: Row<"outboxWrites"> = {
  operation_id: "op_bare",
  externalId: ADA,
  origin: "profile",
  requested: {},
  previous: {},
  clerk_previous: {},
  overruled: [],
  clerk: "pending",
  open: true,
  clerk_updated_at: null,
  clerk_image_url: null,
  attempts: 0,
  next_attempt_at: null,
  error: null,
  started_at: START,
  settled_at: null,
  confirmed_by: null,
};

/** A scan of everybody that a cron started, and that has ended. */
export const bareRun: Row<"reconcileRuns"> = {
  kind: "full",
  trigger: "cron",
  actor: null,
  externalId: null,
  state: "done",
  dry_run: false,
  repair: false,
  decision: null,
  cursor: null,
  watermark: null,
  done: 0,
  total: null,
  counts: { equal: 0, findings: 0, repairs: 0, unreadable: 0, list_calls: 0 },
  attempts: 0,
  next_attempt_at: null,
  error: null,
  started_at: START,
  ended_at: START,
};

/** A replay of all creations, just begun. */
export const bareJob: Row<"bulkJobs"> = {
  filter: { kind: "replay", type: "user.created" },
  state: "running",
  actor: "user_boss",
  count: 0,
  more: false,
  done: 0,
  failed: 0,
  cursor: null,
  attempts: 0,
  next_attempt_at: START,
  error: null,
  started_at: START,
  ended_at: null,
};

/** A difference that is open. */
export const bareFinding: Row<"driftFindings"> = {
  externalId: ADA,
  field: "first_name",
  kind: "field_mismatch",
  clerk: "Ada",
  convex: "Augusta",
  found_by: "scan",
  found_at: START,
  resolved_at: null,
  resolution: null,
};

/** What an admin has done to somebody. */
export const bareDeed: Row<"auditLog"> = {
  actor: "user_boss",
  action: "resolve",
  subject: ADA,
  detail: {},
  at: START,
};
