import { defineTable } from "convex/server";
import { v } from "convex/values";
import { vSpan } from "./lib/spans";
import {
  vActivity,
  vAttempt,
  vBulkFilter,
  vBulkJobState,
  vClerkState,
  vClerkValues,
  vClerkView,
  vConfirmer,
  vCounted,
  vDecision,
  vDriftFinder,
  vDriftKind,
  vDriftResolution,
  vEventError,
  vEventOutcome,
  vEventStatus,
  vFieldChange,
  vHeldBack,
  vMirrored,
  vOneSided,
  vOnboarding,
  vOverruled,
  vProfileValues,
  vRunCounts,
  vRunCursor,
  vRunKind,
  vRunState,
  vRunTrigger,
  vSyncStatus,
  vText,
  vTime,
  vWinner,
  vWriteError,
  vWriteOrigin,
} from "./validators";

/**
 * All tables, for `defineSchema`. Times are milliseconds since 1970. `externalId` is Clerk's user
 * id, which is the `subject` of the person's token.
 */
export const clerkSyncTables = {
  /** What apps read. Changes only when something that people see changes. */
  users: defineTable({
    externalId: v.string(),
    username: vText,
    first_name: vText,
    last_name: vText,
    ...vMirrored,
    /** What the app shows: its own stored picture until Clerk confirms it, Clerk's afterwards. */
    image_url: vText,
    /** What Clerk reports. */
    profile_image_url: vText,
    /** The primary address. This is the only table that holds it unmasked. */
    email: vText,
    avatar_storage_id: v.union(v.id("_storage"), v.null()),
    interests: v.array(v.string()),
    onboarding: vOnboarding,
  })
    .index("by_external_id", ["externalId"])
    .index("by_username", ["username"])
    // For whoever knows an address already; see docs/decisions/041.
    .index("by_email", ["email"])
    .index("by_avatar_storage_id", ["avatar_storage_id"]),

  /**
   * How a person's two profiles stand to each other. Kept apart from `users` because it changes
   * with every event, and apps need not hear of that. Outlives the person, as a tombstone.
   */
  userSync: defineTable({
    externalId: v.string(),
    status: vSyncStatus,
    /** What the person is called on either side, for the dashboard's search. Never the e-mail. */
    search_text: v.string(),
    /** The name (or else the id) in lower case, for the dashboard's order. */
    sort_name: v.string(),
    /** Fields that are known to differ and that no save is about to mend. */
    drifted_fields: v.array(v.string()),
    /** Clerk's profile as last seen, by webhook or by asking; null before that and after deletion. */
    clerk: v.union(vClerkView, v.null()),
    /** `updated_at` of that view, by Clerk's clock. */
    clerk_updated_at: vTime,
    /** The envelope's `timestamp` of the event that brought it; null when it came by asking. */
    clerk_event_at: vTime,
    /** When the person signed up, by Clerk's clock: the order in which a scan walks. */
    clerk_created_at: vTime,
    /** Set while only one of the two sides has this person, and no deletion explains it. */
    one_sided: v.union(vOneSided, v.null()),
    /** Set once and for ever: nothing brings a deleted person back. */
    deleted_at: vTime,
    /** The newest event about this person that could not be applied. */
    failure: v.union(v.object({ event_at: v.number(), ...vEventError.fields }), v.null()),
    last_event_at: vTime,
    last_checked_at: vTime,
    /** The last time that something happened here; the dashboard's order. */
    updated_at: v.number(),
  })
    .index("by_external_id", ["externalId"])
    .index("by_status_and_external_id", ["status", "externalId"])
    // One for each order that the dashboard's list offers, of everybody and of one status.
    .index("by_clerk_created_at", ["clerk_created_at"])
    .index("by_sort_name", ["sort_name"])
    .index("by_updated_at", ["updated_at"])
    .index("by_status_and_clerk_created_at", ["status", "clerk_created_at"])
    .index("by_status_and_sort_name", ["status", "sort_name"])
    .index("by_status_and_updated_at", ["status", "updated_at"])
    .searchIndex("search_text", { searchField: "search_text", filterFields: ["status"] }),

  /** One row per `svix-id`. Holds nothing secret; see model/redact.ts. */
  inboxEvents: defineTable({
    svix_id: v.string(),
    type: v.string(),
    externalId: vText,
    /** The envelope's `timestamp`. */
    event_at: v.number(),
    clerk_updated_at: vTime,
    instance_id: vText,
    received_at: v.number(),
    /** When an admin last had it applied once more, and who that was. */
    replayed_at: vTime,
    replayed_by: vText,
    processed_at: vTime,
    status: vEventStatus,
    /** How often Svix has delivered it. */
    deliveries: v.number(),
    /** How often we have tried to apply it. */
    attempts: v.number(),
    next_attempt_at: vTime,
    error: v.union(vEventError, v.null()),
    /** The error's message, for the dashboard's search; empty without one. */
    error_text: v.string(),
    /** The newest attempts, oldest first; a replay adds to them. */
    attempt_log: v.array(vAttempt),
    changes: v.array(vFieldChange),
    /** What it brought that a newer save of the person's stands over. */
    held_back: v.array(vHeldBack),
    payload: v.any(),
  })
    .index("by_svix_id", ["svix_id"])
    .index("by_status_and_next_attempt_at", ["status", "next_attempt_at"])
    // One for every combination of filters that the dashboard's event list offers.
    .index("by_received_at", ["received_at"])
    .index("by_type_and_received_at", ["type", "received_at"])
    .index("by_status_and_received_at", ["status", "received_at"])
    .index("by_type_and_status_and_received_at", ["type", "status", "received_at"])
    .index("by_external_id_and_received_at", ["externalId", "received_at"])
    .index("by_external_id_and_type_and_received_at", ["externalId", "type", "received_at"])
    .index("by_external_id_and_status_and_received_at", ["externalId", "status", "received_at"])
    .index("by_external_id_and_type_and_status_and_received_at", [
      "externalId",
      "type",
      "status",
      "received_at",
    ])
    .searchIndex("error_text", {
      searchField: "error_text",
      filterFields: ["type", "status", "externalId"],
    }),

  /**
   * The address that an event brought, from receipt until the event is applied or given up.
   * Event rows hold masked addresses only, and what is masked cannot be applied.
   */
  inboxEmails: defineTable({ event: v.id("inboxEvents"), email: vText }).index("by_event", [
    "event",
  ]),

  /** One row: the job that is draining the inbox, if any, and the rhythm in which events come. */
  inboxState: defineTable({
    /** Makes the drain single flight. */
    drain_job: v.union(v.id("_scheduled_functions"), v.null()),
    // See model/rhythm.ts.
    first_received_at: vTime,
    last_received_at: vTime,
    week: vTime,
    longest_gap_ms: v.union(v.number(), v.null()),
    earlier_gap_ms: v.union(v.number(), v.null()),
  }),

  /** One row per save. */
  outboxWrites: defineTable({
    /** Made in the browser, so that a save sent twice is one save. */
    operation_id: v.string(),
    externalId: v.string(),
    origin: vWriteOrigin,
    requested: vProfileValues,
    /** What stood in Convex before it. */
    previous: vProfileValues,
    /** What stood in Clerk, as far as was known; differs from `previous` while saves overlap. */
    clerk_previous: vClerkValues,
    /** Fields of it over which a newer value of Clerk's has won. Seen in the person's history. */
    overruled: v.array(vOverruled),
    clerk: vClerkState,
    /** Whether `requested` still stands over Clerk's view; see model/merge.ts. */
    open: v.boolean(),
    /** `done`: Clerk's `updated_at` after this save. `gave_up`: of the newest view back then. */
    clerk_updated_at: vTime,
    /** The picture's address in Clerk after this save, when the browser has told it. */
    clerk_image_url: vText,
    attempts: v.number(),
    /** When Clerk will be asked about it next; null when there is nothing left to ask. */
    next_attempt_at: vTime,
    error: v.union(vWriteError, v.null()),
    started_at: v.number(),
    settled_at: vTime,
    confirmed_by: v.union(vConfirmer, v.null()),
  })
    .index("by_operation_id", ["operation_id"])
    .index("by_external_id_and_started_at", ["externalId", "started_at"])
    .index("by_external_id_and_open_and_started_at", ["externalId", "open", "started_at"])
    .index("by_open_and_clerk_and_started_at", ["open", "clerk", "started_at"])
    .index("by_next_attempt_at", ["next_attempt_at"]),

  /** One row per person and field for as long as the two sides differ, kept afterwards. */
  driftFindings: defineTable({
    externalId: v.string(),
    field: v.string(),
    kind: vDriftKind,
    clerk: vText,
    convex: vText,
    found_by: vDriftFinder,
    found_at: v.number(),
    resolved_at: vTime,
    resolution: v.union(vDriftResolution, v.null()),
    /** Absent when nobody has decided about it. */
    decision: v.optional(vDecision),
    /** The bulk job that carried the decision out. */
    decided_in: v.optional(v.id("bulkJobs")),
  })
    .index("by_decided_in_and_found_at", ["decided_in", "found_at"])
    .index("by_found_by_and_found_at", ["found_by", "found_at"])
    .index("by_external_id_and_found_at", ["externalId", "found_at"])
    .index("by_external_id_and_resolved_at", ["externalId", "resolved_at"])
    // One for every combination of filters that the dashboard's list of differences offers.
    .index("by_resolved_at_and_found_at", ["resolved_at", "found_at"])
    .index("by_kind_and_resolved_at_and_found_at", ["kind", "resolved_at", "found_at"])
    .index("by_field_and_resolved_at_and_found_at", ["field", "resolved_at", "found_at"])
    .index("by_kind_and_field_and_resolved_at_and_found_at", [
      "kind",
      "field",
      "resolved_at",
      "found_at",
    ]),

  /** One row per walk over Clerk's users. At most one is `running`. */
  reconcileRuns: defineTable({
    kind: vRunKind,
    trigger: vRunTrigger,
    /** Who started it; null for a cron. */
    actor: vText,
    /** The person that a run of kind `user` is about. */
    externalId: vText,
    state: vRunState,
    /** Looks, counts, and touches nothing. */
    dry_run: v.boolean(),
    /** Mends what it finds, by the owner of each field. */
    repair: v.boolean(),
    /** For one person whom only one side has: what an admin has decided about them. */
    decision: v.union(vWinner, v.null()),
    /** Where to go on, also after a crash. */
    cursor: v.union(vRunCursor, v.null()),
    /** A quick walk ends at people that were last changed before this. */
    watermark: vTime,
    /** People looked at, of how many; null while that is not known. */
    done: v.number(),
    total: v.union(v.number(), v.null()),
    counts: vRunCounts,
    /** How often Clerk has been asked in vain since the last page. */
    attempts: v.number(),
    /** When the next page is due, or the one under way is given up as lost. */
    next_attempt_at: vTime,
    error: v.union(vEventError, v.null()),
    started_at: v.number(),
    ended_at: vTime,
  })
    .index("by_started_at", ["started_at"])
    .index("by_state_and_started_at", ["state", "started_at"])
    .index("by_external_id_and_started_at", ["externalId", "started_at"])
    .index("by_kind_and_state_and_started_at", ["kind", "state", "started_at"]),

  /** Work on many rows that an admin has ordered: it goes on batch by batch and can be stopped. */
  bulkJobs: defineTable({
    filter: vBulkFilter,
    state: vBulkJobState,
    actor: v.string(),
    /** How many rows matched when it was ordered; `more` when that was too many to count. */
    count: v.number(),
    more: v.boolean(),
    /** Rows dealt with, and rows that could not be; together, of `count`. */
    done: v.number(),
    failed: v.number(),
    /** Where the next batch begins; null at the start. */
    cursor: vText,
    /** How often the next batch has been lost. */
    attempts: v.number(),
    /** When the next batch is given up as lost; null once the job has ended. */
    next_attempt_at: vTime,
    /** Of the last row that could not be dealt with; of the job itself when that has failed. */
    error: v.union(vEventError, v.null()),
    started_at: v.number(),
    ended_at: vTime,
  })
    .index("by_started_at", ["started_at"])
    .index("by_state_and_started_at", ["state", "started_at"]),

  /** Pictures on their way to Convex's storage, and the ones that are there. */
  avatarUploads: defineTable({
    externalId: v.string(),
    /** Of the file, in hex; null when the uploader did not say. */
    sha256: vText,
    /** null until a save has named the file. */
    storage_id: v.union(v.id("_storage"), v.null()),
    issued_at: v.number(),
  })
    .index("by_external_id_and_issued_at", ["externalId", "issued_at"])
    .index("by_storage_id_and_issued_at", ["storage_id", "issued_at"]),

  /** Counts and latencies of events by type and outcome; a row per hour, and one per day of UTC. */
  eventStats: defineTable({
    span: vSpan,
    /** The first moment of the hour or day. */
    start: v.number(),
    kinds: v.array(
      v.object({
        type: v.string(),
        outcome: vEventOutcome,
        count: v.number(),
        /** How many took how long from receipt to outcome; bounds in lib/eventStats.ts. */
        latency: v.array(v.number()),
      }),
    ),
    /** Attempts that failed, by the kind of their error. */
    failures: v.array(vCounted),
  }).index("by_span_and_start", ["span", "start"]),

  /** The same of saves and differences; lags behind by what lies in `activityDeltas`. */
  syncStats: defineTable({
    span: vSpan,
    start: v.number(),
    /** How many saves took how long until Clerk's side was proved; bounds in lib/activity.ts. */
    confirmed: v.array(v.number()),
    /** Saves that Clerk refused or that were given up, by the code of the error. */
    failures: v.array(vCounted),
    /** Differences that were found, by kind. */
    found: v.array(vCounted),
  }).index("by_span_and_start", ["span", "start"]),

  /** How many differences are open; lags like `syncStats`. */
  openFindings: defineTable({
    field: v.string(),
    kind: vDriftKind,
    count: v.number(),
  }).index("by_field_and_kind", ["field", "kind"]),

  /** What is not yet in `syncStats` and `openFindings`. Appended to, so nobody waits. */
  activityDeltas: defineTable(vActivity),

  /** How many people have each status; lags behind by what lies in `statusDeltas`. */
  statusCounts: defineTable({ status: vSyncStatus, count: v.number() }).index("by_status", [
    "status",
  ]),

  /** Changes of status that are not yet in `statusCounts`. Appended to, so nobody waits. */
  statusDeltas: defineTable({
    from: v.union(vSyncStatus, v.null()),
    to: v.union(vSyncStatus, v.null()),
  }),

  /** What the overview must warn of and cannot see in the newest rows. One row per kind. */
  warnings: defineTable({
    kind: v.string(),
    message: v.string(),
    since: v.number(),
    last_at: v.number(),
    count: v.number(),
  }).index("by_kind", ["kind"]),

  /**
   * How many deliveries were refused, by reason; a row per hour, and one per day of UTC. Of what
   * was refused nothing is kept but when.
   */
  rejections: defineTable({
    span: vSpan,
    start: v.number(),
    counts: v.array(vCounted),
    /** When the first one came that claimed to be Clerk's, and the newest few. */
    times: v.array(v.number()),
  }).index("by_span_and_start", ["span", "start"]),

  /** Who replayed, resolved, revealed or started what. */
  auditLog: defineTable({
    actor: v.string(),
    action: v.string(),
    subject: vText,
    detail: v.any(),
    at: v.number(),
  })
    .index("by_at", ["at"])
    .index("by_actor_and_at", ["actor", "at"])
    .index("by_subject_and_at", ["subject", "at"])
    .index("by_action_and_at", ["action", "at"])
    .index("by_actor_and_action_and_at", ["actor", "action", "at"])
    .index("by_subject_and_action_and_at", ["subject", "action", "at"])
    .index("by_actor_and_subject_and_at", ["actor", "subject", "at"])
    .index("by_actor_and_subject_and_action_and_at", ["actor", "subject", "action", "at"]),
};
