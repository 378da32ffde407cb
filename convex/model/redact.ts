import { FIELDS, MIRRORED_FIELDS, type FieldName } from "./fields";
import { isObject, nameOfKind, wellFormed, type JsonObject } from "./json";

/**
 * What may be stored of an event. Only what is listed here passes; everything else leaves its name
 * behind and no value, so that a field which Clerk adds tomorrow cannot carry a secret into the
 * log. Names pass unchanged: the stored event is what gets applied, and replayed.
 */

/** Keys of Clerk's user JSON whose values are kept. */
const USER_KEYS = new Set([
  "id",
  "object",
  "username",
  "first_name",
  "last_name",
  "image_url",
  "has_image",
  "primary_email_address_id",
  "created_at",
  "updated_at",
  "deleted",
  "banned",
  "locked",
  ...MIRRORED_FIELDS.map((field: FieldName) => FIELDS[field].clerkJson ?? field),
]);

/** Of any other object (sessions, e-mails, messages) only what identifies it is kept. */
const OTHER_KEYS = new Set(["id", "object", "user_id", "status", "created_at", "updated_at"]);

/** Longer than any name or address of a picture; what is longer is no profile field. */
const MAX_TEXT = 2_000;
/** Clerk allows fewer; keeps the row small whatever comes. */
const MAX_ADDRESSES = 50;
const MAX_DROPPED_KEYS = 100;
const MAX_KEY = 100;
/** As much of an exception's first line as tells what it was. */
const MAX_MESSAGE = 300;

/** `ada@example.com` becomes `a***@example.com`; null stays null. */
export function maskEmail(email: string): string;
export function maskEmail(email: string | null): string | null;
export function maskEmail(email: string | null): string | null {
  if (email === null) return null;
  const at = email.lastIndexOf("@");
  const [first = ""] = email.slice(0, Math.max(at, 0));
  return at < 0 ? "***" : `${first}***${email.slice(at)}`;
}

/**
 * The storable part of an exception's message. Only its first line: Convex's own errors go on with
 * the document that they are about.
 */
export function redactMessage(message: string): string {
  const [line = ""] = message.split("\n", 1);
  return wellFormed(line.slice(0, MAX_MESSAGE)).replace(/[^\s"'<>]+@[^\s"'<>]+/g, (email) =>
    maskEmail(email),
  );
}

/** The storable part of a user as Clerk's webhooks and Backend API describe them. */
export function redactUser(user: JsonObject): JsonObject {
  const kept = keepOnly(user, USER_KEYS);
  if (!("email_addresses" in user)) return kept;
  const addresses = user.email_addresses;
  kept.email_addresses = Array.isArray(addresses)
    ? addresses.slice(0, MAX_ADDRESSES).map(redactAddress)
    : noteOf(addresses);
  kept.dropped_keys = droppedKeys(user, (key) => USER_KEYS.has(key) || key === "email_addresses");
  return kept;
}

/** Of a person who is deleted: only what says which change of whom it was. */
const DELETED_USER_KEYS = new Set(["id", "object", "created_at", "updated_at", "deleted"]);

/** What stays of a stored event once its person is deleted and scrubbed. */
export function redactDeleted({ dropped_keys, ...payload }: JsonObject): JsonObject {
  const kept = keepOnly(payload, DELETED_USER_KEYS);
  const earlier: unknown[] = Array.isArray(dropped_keys) ? dropped_keys : [];
  return { ...kept, dropped_keys: [...earlier, ...droppedKeys(payload, isKeptOfDeleted)] };
}

/** Whether a stored event has lost what it said of a person: applied again, it would empty them. */
export function isEmptied(payload: unknown): boolean {
  if (!isObject(payload) || !Array.isArray(payload.dropped_keys)) return false;
  return payload.dropped_keys.includes("username");
}

function isKeptOfDeleted(key: string): boolean {
  return DELETED_USER_KEYS.has(key);
}

/** The storable part of any other object. */
export function redactOther(data: JsonObject): JsonObject {
  return keepOnly(data, OTHER_KEYS);
}

function redactAddress(address: unknown): unknown {
  if (!isObject(address)) return null;
  const { id, email_address } = address;
  return {
    id: keepScalar(id ?? null),
    email_address: typeof email_address === "string" ? keepScalar(maskEmail(email_address)) : null,
  };
}

function keepOnly(source: JsonObject, keys: ReadonlySet<string>): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(source)) {
    if (keys.has(key)) kept[key] = keepScalar(value);
  }
  kept.dropped_keys = droppedKeys(source, (key) => keys.has(key));
  return kept;
}

function droppedKeys(source: JsonObject, isKept: (key: string) => boolean): string[] {
  return Object.keys(source)
    .filter((key) => !isKept(key))
    .slice(0, MAX_DROPPED_KEYS)
    .map((key) => wellFormed(key.slice(0, MAX_KEY)));
}

/** A plain value as it is; anything else only as a note of what it was, which no field accepts. */
function keepScalar(value: unknown): unknown {
  if (typeof value === "string") {
    return value.length > MAX_TEXT ? { not_kept: "very long text" } : wellFormed(value);
  }
  const isScalar = value === null || ["number", "boolean"].includes(typeof value);
  return isScalar ? value : noteOf(value);
}

function noteOf(value: unknown): { not_kept: string } | null {
  return value === null ? null : { not_kept: nameOfKind(value) };
}
