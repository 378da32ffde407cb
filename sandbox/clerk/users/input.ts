import { refusedParam, unknownParam } from "../errors";
import type { Json, Metadata } from "./record";

/**
 * What a caller may say of a person, in Clerk's names. An absent field is left as it is;
 * `null` or `""` empties it.
 */
export interface UserChanges {
  username?: string | null;
  first_name?: string | null;
  last_name?: string | null;
  external_id?: string | null;
  /** Replaces all addresses by this one, verified and primary. */
  email_address?: string;
  primary_email_address_id?: string;
  password?: string;
  public_metadata?: Metadata;
  private_metadata?: Metadata;
  unsafe_metadata?: Metadata;
}

export interface NewUser extends Omit<UserChanges, "email_address" | "primary_email_address_id"> {
  /** The first one becomes the primary address. */
  email_address?: readonly string[];
  /** When the person signed up; ms. @default now */
  created_at?: number;
}

type Reader = (param: string, value: unknown) => unknown;

const READERS = {
  username: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  external_id: optionalText,
  email_address: text,
  primary_email_address_id: text,
  password: text,
  public_metadata: metadata,
  private_metadata: metadata,
  unsafe_metadata: metadata,
} satisfies Record<keyof UserChanges, Reader>;

/** Parameters of Clerk's that say how to go about it and that mean nothing here. */
const WITHOUT_EFFECT = new Set([
  "skip_password_checks",
  "skip_password_requirement",
  "skip_legal_checks",
  "sign_out_of_other_sessions",
  "notify_primary_email_address_changed",
]);

/**
 * Reads a body as changes to a person.
 * @param allowed the parameters that this endpoint takes
 * @throws {ClerkError} 422 naming the first parameter that is unknown or of the wrong type
 */
export function readUserChanges(
  body: Readonly<Record<string, unknown>>,
  allowed: readonly (keyof UserChanges)[],
): UserChanges {
  // Each reader gives the type that UserChanges declares for its field.
  return read(body, allowed, READERS);
}

/** Reads the body of a request that makes a person. @throws {ClerkError} as above */
export function readNewUser(body: Readonly<Record<string, unknown>>): NewUser {
  const readers = { ...READERS, email_address: listOfText, created_at: time };
  const allowed = Object.keys(readers).filter((param) => param !== "primary_email_address_id");
  return read(body, allowed, readers);
}

function read(
  body: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  readers: Readonly<Record<string, Reader>>,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [param, value] of Object.entries(body)) {
    const reader = allowed.includes(param) ? readers[param] : undefined;
    if (reader) changes[param] = reader(param, value);
    else if (!WITHOUT_EFFECT.has(param)) throw unknownParam(param);
  }
  return changes;
}

function optionalText(param: string, value: unknown): string | null {
  return value === null ? null : text(param, value);
}

function text(param: string, value: unknown): string {
  if (typeof value !== "string") throw wrongType(param, "a string");
  return value;
}

function listOfText(param: string, value: unknown): string[] {
  if (!Array.isArray(value)) throw wrongType(param, "a list of strings");
  return value.map((item) => text(param, item));
}

function metadata(param: string, value: unknown): Metadata {
  if (!isObject(value)) throw wrongType(param, "an object");
  return value;
}

function time(param: string, value: unknown): number {
  const ms = typeof value === "string" ? Date.parse(value) : value;
  if (typeof ms !== "number" || Number.isNaN(ms)) throw wrongType(param, "an RFC3339 time");
  return ms;
}

/** Bodies come from JSON text, so whatever is inside an object is JSON as well. */
export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(param: string, expected: string) {
  return refusedParam(param, "form_param_type_invalid", `${param} must be ${expected}.`);
}
