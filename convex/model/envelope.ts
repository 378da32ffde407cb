import { primaryEmail } from "./clerkUser";
import { asName, asNumber, asText, isObject, type JsonObject } from "./json";
import { redactOther, redactUser } from "./redact";

/** The events that change a profile. Everything else is kept in the log and left aside. */
const PROFILE_EVENTS = new Set(["user.created", "user.updated"]);
const DELETION_EVENT = "user.deleted";

/** A signed delivery, read and made safe to store. */
export interface Envelope {
  type: string;
  externalId: string | null;
  event_at: number;
  clerk_updated_at: number | null;
  instance_id: string | null;
  payload: JsonObject;
  /** The primary address; the payload holds it masked. */
  email: string | null;
}

/**
 * Reads a verified body. Never fails: what cannot be read becomes an event of type `malformed`
 * whose payload says why, because Svix must not be asked to send it again.
 *
 * @param signed_at when Svix signed the delivery; stands in for a missing `timestamp`.
 */
export function readEnvelope(body: string, signed_at: number): Envelope {
  const json = parse(body);
  if (!isObject(json)) return malformed("The body is not a JSON object.", signed_at, null);
  const type = asName(json.type);
  const instance_id = asName(json.instance_id);
  if (type === null) return malformed("There is no type.", signed_at, instance_id);
  if (!isObject(json.data)) return malformed("There is no data.", signed_at, instance_id);

  const { data } = json;
  const common = { type, event_at: asNumber(json.timestamp) ?? signed_at, instance_id };
  if (!type.startsWith("user.")) {
    const payload = redactOther(data);
    const externalId = asName(data.user_id);
    return { ...common, externalId, clerk_updated_at: null, payload, email: null };
  }
  return {
    ...common,
    externalId: asName(data.id),
    clerk_updated_at: asNumber(data.updated_at),
    payload: redactUser(data),
    email: PROFILE_EVENTS.has(type) ? primaryEmail(data) : null,
  };
}

/** What is to be done with a stored event. */
export type Triage =
  | { action: "update"; externalId: string }
  | { action: "delete"; externalId: string }
  | { action: "ignore"; kind: IgnoreKind; message: string };
export type IgnoreKind = "malformed" | "wrong_instance" | "unknown_type" | "no_user_id";

/** @param instanceId the Clerk instance that we belong to; null accepts every instance. */
export function triage(
  event: Pick<Envelope, "type" | "externalId" | "instance_id" | "payload">,
  instanceId: string | null,
): Triage {
  const problem = asText(event.payload.malformed);
  if (problem !== null) return { action: "ignore", kind: "malformed", message: problem };
  if (instanceId !== null && event.instance_id !== instanceId) {
    const from = event.instance_id ?? "an unnamed one";
    const message = `Sent by the Clerk instance ${from}, but this is ${instanceId}.`;
    return { action: "ignore", kind: "wrong_instance", message };
  }
  const isDeletion = event.type === DELETION_EVENT;
  if (!isDeletion && !PROFILE_EVENTS.has(event.type)) {
    const message = `Events of type ${event.type} do not change a profile.`;
    return { action: "ignore", kind: "unknown_type", message };
  }
  if (event.externalId === null) {
    return { action: "ignore", kind: "no_user_id", message: "The event names no user." };
  }
  return { action: isDeletion ? "delete" : "update", externalId: event.externalId };
}

function malformed(reason: string, signed_at: number, instance_id: string | null): Envelope {
  return {
    type: "malformed",
    externalId: null,
    event_at: signed_at,
    clerk_updated_at: null,
    instance_id,
    payload: { malformed: reason },
    email: null,
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
