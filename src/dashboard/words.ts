import { FIELDS, type FieldName } from "../../convex/model/fields";
import type {
  EventRow,
  OverviewData,
  PersonFinding,
  PersonWrite,
  SyncStatus,
  Warning,
} from "./types";

/*
 * Every word that the dashboard says about a code.
 */

export const STATUS_MEANINGS: Record<SyncStatus, string> = {
  in_sync: "Clerk and Convex say the same",
  pending: "A change is on its way",
  drifted: "Clerk and Convex differ",
  failed: "The last event could not be applied",
  deleted: "Gone from Clerk",
};

/** A field's name as the forms call it. */
export function fieldWords(field: string): string {
  return field in FIELDS ? FIELDS[field as FieldName].label : (OTHER_FIELDS[field] ?? field);
}

/** Columns that hang on a field of the table of fields and have no line of their own in it. */
const OTHER_FIELDS: Record<string, string> = {
  profile_image_url: "Picture in Clerk",
  avatar_storage_id: "Picture",
  user: "The whole person",
};

const EVENT_TYPES: Record<string, string> = {
  "user.created": "Signed up",
  "user.updated": "Changed in Clerk",
  "user.deleted": "Deleted in Clerk",
};

/** What a webhook's type means for the person it is about. */
export function eventTypeWords(type: string): string {
  return EVENT_TYPES[type] ?? type;
}

/** One sentence: what became of an event. */
export function outcomeSentence({ status, changes, attempts }: EventRow): string {
  switch (status) {
    case "received":
      return "Stored, and waiting for its turn.";
    case "applied":
      return changes.length === 0
        ? "Applied. Convex had all of it already."
        : `Applied. ${count(changes.length, "field")} changed in Convex.`;
    case "stale":
      return "Left alone: Convex already had something newer.";
    case "ignored":
      return "Stored, but nothing was done with it.";
    case "failed":
      return `Could not be applied in ${count(attempts, "attempt")}. It will be tried again.`;
    case "dead":
      return `Could not be applied in ${count(attempts, "attempt")}. It will not be tried again by itself.`;
  }
}

const ORIGINS: Record<PersonWrite["origin"], string> = {
  profile: "Profile form",
  onboarding: "Onboarding",
  avatar: "New picture",
  repair: "Repair",
};

/** Where a save came from. */
export function originWords(origin: PersonWrite["origin"]): string {
  return ORIGINS[origin];
}

/** One sentence: how far a save has got. Convex always has it first, so it speaks of Clerk. */
export function writeSentence({
  clerk,
  confirmed_by,
  overruled,
}: Pick<PersonWrite, "clerk" | "confirmed_by" | "overruled">) {
  switch (clerk) {
    case "pending":
      return "In Convex. Clerk has not answered yet.";
    case "done":
      return confirmed_by === null
        ? "Clerk took it. Its own event has not come back yet."
        : `In both. ${CONFIRMED_BY[confirmed_by]}`;
    case "refused":
      return "Clerk refused it, so Convex got its old value back.";
    case "unreachable":
      return "Clerk could not be reached. It will be tried again.";
    case "superseded":
      return overruled.length === 0
        ? "A newer save took its place."
        : "Clerk was changed in the meantime, and keeps its newer value.";
    case "gave_up":
      return "Clerk could not be reached. It will not be tried again by itself.";
  }
}

/** One sentence: a value of a save that lost against a newer one of Clerk's. */
export function overruledSentence({ field, requested, clerk }: PersonWrite["overruled"][number]) {
  const lost = field === "image_url" ? "this picture" : quoted(requested);
  const won = field === "image_url" ? "another picture" : quoted(clerk);
  return `${fieldWords(field)}: Clerk has ${won} since, so ${lost} did not stay.`;
}

function quoted(value: string | null): string {
  return value === null ? "none" : `“${value}”`;
}

const CONFIRMED_BY: Record<NonNullable<PersonWrite["confirmed_by"]>, string> = {
  client: "Confirmed by the browser that saved it.",
  webhook: "Confirmed by Clerk's event.",
  check: "Confirmed by asking Clerk.",
};

const FINDINGS: Record<PersonFinding["kind"], string> = {
  field_mismatch: "The two sides hold different values",
  missing_in_convex: "Convex does not know this person",
  missing_in_clerk: "Clerk does not know this person",
  deleted_mismatch: "Deleted on one side only",
  stale_avatar: "Convex shows an older picture",
};

/** What kind of difference was found. */
export function findingWords(kind: PersonFinding["kind"]): string {
  return FINDINGS[kind];
}

const FOUND_BY: Record<PersonFinding["found_by"], string> = {
  webhook: "by an event",
  scan: "by a scan",
  write: "by a save",
  undo: "when a decision was undone",
};

/** How a difference came to light. */
export function foundByWords(foundBy: PersonFinding["found_by"]): string {
  return FOUND_BY[foundBy];
}

const EVENT_FAILURES: Record<string, string> = {
  invalid_payload: "Clerk sent something that cannot be read",
  exception: "Applying it went wrong here",
  other: "Something else",
};

const SAVE_FAILURES: Record<string, string> = {
  form_identifier_exists: "The username is taken",
  form_username_invalid_length: "The username is too short or too long",
  form_username_invalid_character: "The username has a character that Clerk does not allow",
  gave_up: "Clerk could not be reached in time",
  unreachable: "Clerk could not be reached in time",
  internal_clerk_error: "Clerk had an error of its own",
  too_many_requests: "Clerk was asked too often",
  resource_not_found: "Clerk does not know this person",
  picture_gone: "The picture was gone before Clerk got it",
  other: "Something else",
};

const REFUSED_DELIVERIES: Record<string, string> = {
  not_signed: "Somebody called the webhook without a signature",
  not_verified: "The signature was not right, or too old",
  too_large: "Larger than anything that Clerk sends",
  no_secret: "The signing secret is not set",
};

const FAILURES = { event: EVENT_FAILURES, save: SAVE_FAILURES, delivery: REFUSED_DELIVERIES };

/**
 * What went wrong with an event, with a save on its way to Clerk, or with a delivery that was
 * refused; unknown codes as they are.
 */
export function failureWords({ of, kind }: OverviewData["failures"][number]): string {
  return FAILURES[of][kind] ?? kind;
}

/** A warning's message in two: what is wrong, in one sentence, and what to do about it. */
export function warningWords({ message }: Pick<Warning, "message">): {
  problem: string;
  advice: string;
} {
  const end = message.indexOf(". ");
  if (end < 0) return { problem: message, advice: "" };
  return { problem: message.slice(0, end + 1), advice: message.slice(end + 2) };
}

/** "1 field", "3 fields". */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString()} ${noun}${n === 1 ? "" : "s"}`;
}
