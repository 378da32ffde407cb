import { WHOLE_PERSON } from "./drift";
import type { ClerkState, DriftFinder, DriftKind, EventStatus } from "./statuses";

/** How a difference came about, as far as the newest saves and events of the person tell. */

export type CauseKind =
  /** A save reached Convex and not Clerk. */
  | "save_failed"
  /** The event that carried it could not be applied. */
  | "event_failed"
  /** The event that carries it is stored, and waits for its turn. */
  | "event_waiting"
  /** The event that carried it was left aside. */
  | "event_left"
  /** Clerk changed, and no event has told of it. */
  | "event_missing"
  /** An event brought what Clerk has, so Convex was changed afterwards. */
  | "changed_in_convex"
  /** A decision about it was undone. */
  | "undone"
  | "unknown";

export interface DriftCause {
  kind: CauseKind;
  svix_id: string | null;
  operation_id: string | null;
  /** When that was; null when it cannot be known. */
  at: number | null;
}

interface FindingFacts {
  field: string;
  kind: DriftKind;
  found_by: DriftFinder;
  found_at: number;
}

interface EventFacts {
  svix_id: string;
  type: string;
  status: EventStatus;
  clerk_updated_at: number | null;
  received_at: number;
}

interface WriteFacts {
  operation_id: string;
  requested: object;
  clerk: ClerkState;
  started_at: number;
}

/** What is known of the person; events and saves newest first. */
export interface CauseFacts {
  events: readonly EventFacts[];
  writes: readonly WriteFacts[];
  /** `updated_at` of the view of Clerk that differs. */
  clerk_updated_at: number | null;
}

export function causeOf(finding: FindingFacts, facts: CauseFacts): DriftCause {
  if (finding.found_by === "undo") return { ...UNKNOWN, kind: "undone", at: finding.found_at };
  return (
    (finding.field === WHOLE_PERSON
      ? causeOfWhole(finding, facts)
      : (failedSave(finding, facts) ?? eventOfView(finding, facts))) ?? UNKNOWN
  );
}

function causeOfWhole({ kind, found_at }: FindingFacts, { events, clerk_updated_at }: CauseFacts) {
  const until = events.filter(({ received_at }) => received_at <= found_at);
  if (kind === "deleted_mismatch") {
    const deletion = until.find(({ type }) => type === "user.deleted");
    return deletion && fromEvent("changed_in_convex", deletion);
  }
  const troubled = until.find(({ status }) => TROUBLE[status] !== undefined);
  if (troubled !== undefined) return fromEvent(TROUBLE[troubled.status] ?? "unknown", troubled);
  return { ...UNKNOWN, kind: "event_missing", at: clerk_updated_at } as const;
}

function failedSave({ field, found_at }: FindingFacts, { writes }: CauseFacts) {
  const key = field === "image_url" ? "avatar_storage_id" : field;
  const failed = writes.find(
    ({ requested, clerk, started_at }) =>
      key in requested && UNSETTLED.has(clerk) && started_at <= found_at,
  );
  if (failed === undefined) return null;
  const { operation_id, started_at: at } = failed;
  return { ...UNKNOWN, kind: "save_failed", operation_id, at } as const;
}

/** Looks for the event that brought, or should have brought, what Clerk was last seen with. */
function eventOfView({ found_at }: FindingFacts, { events, clerk_updated_at }: CauseFacts) {
  if (clerk_updated_at === null) return null;
  const carrier =
    events.find((event) => event.clerk_updated_at === clerk_updated_at) ??
    events.find(
      ({ status, received_at }) => TROUBLE[status] !== undefined && received_at <= found_at,
    );
  if (carrier === undefined) {
    return { ...UNKNOWN, kind: "event_missing", at: clerk_updated_at } as const;
  }
  return fromEvent(TROUBLE[carrier.status] ?? "changed_in_convex", carrier);
}

function fromEvent(kind: CauseKind, { svix_id, received_at }: EventFacts): DriftCause {
  return { ...UNKNOWN, kind, svix_id, at: received_at };
}

const UNSETTLED: ReadonlySet<ClerkState> = new Set(["gave_up", "refused", "unreachable"]);

/** Statuses of an event that explain why Convex has not got what it carried. */
const TROUBLE: Partial<Record<EventStatus, CauseKind>> = {
  received: "event_waiting",
  failed: "event_failed",
  dead: "event_failed",
  ignored: "event_left",
};

const UNKNOWN: DriftCause = { kind: "unknown", svix_id: null, operation_id: null, at: null };
