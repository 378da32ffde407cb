import type {
  AuditRow,
  DriftData,
  DriftGroup,
  DriftRow,
  RunRow,
  ScanState,
} from "../../src/dashboard/types";
import { finding, minutesAgo, userRow } from "./fixtures";

// Ids of documents are strings with a brand that only the server gives; hence the casts here.

const DIFFERENCES: readonly Partial<DriftRow>[] = [
  { field: "last_name", clerk: "Lovelace-King", convex: "Lovelace" },
  { field: "first_name", clerk: "Grace", convex: "Grâce" },
  { field: "username", clerk: "xiaoming", convex: null },
  { field: "email", clerk: "c***@example.com", convex: "o***@example.com" },
  { kind: "missing_in_clerk", field: "user", clerk: null, convex: "present" },
  { field: "first_name", clerk: "Søren", convex: "Soren", found_by: "write" },
  { kind: "stale_avatar", field: "image_url", clerk: face(210), convex: face(20) },
];

/** The difference at a place of the list; the same place always gives the same one. */
export function driftRow(at: number, overrides: Partial<DriftRow> = {}): DriftRow {
  const { externalId, name } = userRow(at);
  return {
    ...finding({ found_at: minutesAgo(8 + at * at), ...DIFFERENCES[at % DIFFERENCES.length] }),
    _id: `finding_${at}` as DriftRow["_id"],
    externalId,
    name,
    ...overrides,
  };
}

export const driftRows = (count: number) => Array.from({ length: count }, (_, at) => driftRow(at));

function face(hue: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="hsl(${hue} 55% 62%)"/><circle cx="4" cy="8.5" r="4" fill="hsl(${hue} 45% 38%)"/><circle cx="4" cy="3.2" r="1.7" fill="hsl(${hue} 45% 38%)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export const driftGroups: DriftGroup[] = [
  { field: "first_name", kind: "field_mismatch", count: 214, oldest_at: minutesAgo(60 * 52) },
  { field: "last_name", kind: "field_mismatch", count: 31, oldest_at: minutesAgo(60 * 9) },
  { field: "image_url", kind: "stale_avatar", count: 12, oldest_at: minutesAgo(60 * 24 * 6) },
  { field: "user", kind: "missing_in_clerk", count: 2, oldest_at: minutesAgo(45) },
];

/** A difference with its story. */
export function driftData(overrides: Partial<DriftData> = {}): DriftData {
  return {
    ...driftRow(0),
    decided_by_name: null,
    cause: { kind: "event_missing", svix_id: null, operation_id: null, at: minutesAgo(30) },
    ...overrides,
  };
}

/** A full scan that a cron started and that found little, unless told otherwise. */
export function run(overrides: Partial<RunRow> = {}): RunRow {
  return {
    _id: "run_1" as RunRow["_id"],
    kind: "full",
    trigger: "cron",
    actor: null,
    actor_name: null,
    externalId: null,
    state: "done",
    dry_run: false,
    repair: false,
    decision: null,
    done: 1_248,
    total: 1_248,
    counts: { equal: 1_246, findings: 2, repairs: 0, unreadable: 0, list_calls: 4 },
    attempts: 0,
    next_attempt_at: null,
    error: null,
    started_at: minutesAgo(34),
    ended_at: minutesAgo(33),
    ...overrides,
  };
}

const RUNS: readonly Partial<RunRow>[] = [
  { kind: "quick", done: 12, total: 12 },
  {},
  { trigger: "admin", actor: "user_0001", actor_name: "Grace Hopper", dry_run: true },
  { state: "cancelled", done: 500, trigger: "admin", actor: "user_0001", actor_name: "Bo" },
  {
    state: "failed",
    done: 0,
    total: null,
    error: { kind: "http_401", message: "Clerk does not accept the secret key." },
  },
  { kind: "user", externalId: "user_0003", done: 1, total: 1, trigger: "admin", actor_name: "Bo" },
];

export function runRow(at: number, overrides: Partial<RunRow> = {}): RunRow {
  const started_at = minutesAgo(15 + at * 15);
  return run({
    _id: `run_${at}` as RunRow["_id"],
    started_at,
    ended_at: started_at + 4_000 + at * 1_700,
    ...RUNS[at % RUNS.length],
    ...overrides,
  });
}

/** A full scan that is on its way. */
export const runningScan = run({
  _id: "run_now" as RunRow["_id"],
  trigger: "admin",
  actor: "user_0001",
  actor_name: "Grace Hopper",
  state: "running",
  done: 500,
  total: 1_248,
  counts: { equal: 497, findings: 3, repairs: 0, unreadable: 0, list_calls: 2 },
  started_at: minutesAgo(0),
  ended_at: null,
});

export function scanState(overrides: Partial<ScanState> = {}): ScanState {
  return {
    running: null,
    schedule: [
      {
        kind: "quick",
        every_ms: 15 * 60_000,
        last_at: minutesAgo(6),
        next_due_at: minutesAgo(-9),
      },
      {
        kind: "full",
        every_ms: 24 * 60 * 60_000,
        last_at: minutesAgo(34),
        next_due_at: minutesAgo(-60 * 23),
      },
    ],
    people: 1_248,
    repairs: false,
    missing: null,
    ...overrides,
  };
}

const DEEDS: readonly Partial<AuditRow>[] = [
  { action: "resolve", detail: { winner: "clerk", resolved: ["last_name"], started: [] } },
  { action: "reveal_email", detail: {} },
  {
    action: "scan_start",
    subject: "run_1",
    subject_name: null,
    detail: { kind: "full", dry_run: true, run_id: "run_1" },
  },
  { action: "undo_resolve", detail: { fields: ["last_name"] } },
  { action: "replay", subject: "msg_0004", subject_name: null, detail: {} },
  {
    action: "resolve_many",
    subject: "job_1",
    subject_name: null,
    detail: { winner: "convex", field: "first_name", count: 214, more: false },
  },
];

export function auditRow(at: number, overrides: Partial<AuditRow> = {}): AuditRow {
  const { externalId, name } = userRow(at + 2);
  const actor = userRow(at % 2);
  return {
    _id: `deed_${at}` as AuditRow["_id"],
    at: minutesAgo(2 + at * 11),
    actor: actor.externalId,
    actor_name: actor.name,
    action: "resolve",
    subject: externalId,
    subject_name: name,
    detail: {},
    ...DEEDS[at % DEEDS.length],
    ...overrides,
  };
}

export const auditRows = (count: number) => Array.from({ length: count }, (_, at) => auditRow(at));
