import {
  FIELDS,
  isMirrored,
  MIRRORED_FIELDS,
  normaliseText,
  USER_UPDATE_FIELDS,
  type MirroredValues,
  type UserUpdateValues,
} from "./fields";
import { asName, asNumber, asText, isObject, nameOfKind, type JsonObject } from "./json";
import { maskEmail } from "./redact";

/** Clerk's side of a profile, in our own words. */
export type ClerkProfile = UserUpdateValues &
  MirroredValues & {
    /** The primary address. */
    email: string | null;
    image_url: string | null;
    has_image: boolean;
  };

/** The same as it may be stored beside the status: with the address masked. */
export type MaskedClerkProfile = Omit<ClerkProfile, "email"> & {
  email_masked: string | null;
  /** Set when the address itself is another than Convex's, which its mask may hide. */
  email_differs?: boolean;
};

export interface ClerkUser {
  externalId: string;
  /** When they signed up; null when Clerk does not say. */
  created_at: number | null;
  /** By Clerk's clock, milliseconds since 1970. */
  updated_at: number;
  profile: ClerkProfile;
}

export type NormalisedUser = { ok: true; user: ClerkUser } | { ok: false; message: string };

/**
 * Reads Clerk's user JSON, which webhooks and the Backend API share. Tolerates what Clerk leaves
 * out (no names, no e-mail, nulls); refuses what would be a guess (a name that is an object).
 */
export function normaliseClerkUser(json: unknown): NormalisedUser {
  if (!isObject(json)) return invalid("the user", "an object", json);
  const externalId = asName(json.id);
  if (externalId === null) return invalid("id", "an id", json.id);
  const updated_at = asNumber(json.updated_at);
  if (updated_at === null) return invalid("updated_at", "a number", json.updated_at);

  const values: Partial<UserUpdateValues> & MirroredValues = {};
  for (const field of [...USER_UPDATE_FIELDS, ...MIRRORED_FIELDS]) {
    const key = FIELDS[field].clerkJson;
    // What was stored before an app had the field does not speak of it.
    if (isMirrored(field) && !(key in json)) continue;
    const value = json[key] ?? null;
    if (value !== null && typeof value !== "string") return invalid(key, "text or null", value);
    values[field] = value === null ? null : normaliseText(value);
  }
  const image = json.image_url ?? null;
  if (image !== null && typeof image !== "string") return invalid("image_url", "text", image);
  const addresses = json.email_addresses ?? [];
  if (!Array.isArray(addresses)) return invalid("email_addresses", "a list", addresses);

  return {
    ok: true,
    user: {
      externalId,
      created_at: asNumber(json.created_at),
      updated_at,
      profile: {
        // The loop above has set every field that a form has.
        ...(values as UserUpdateValues & MirroredValues),
        image_url: image,
        has_image: json.has_image === true,
        email: primaryEmail(json),
      },
    },
  };
}

/** The address that the person marked as primary; never just the first one. */
export function primaryEmail(user: JsonObject): string | null {
  if (!Array.isArray(user.email_addresses)) return null;
  const primary: unknown = user.email_addresses.find(
    (address) => isObject(address) && address.id === user.primary_email_address_id,
  );
  return isObject(primary) ? asText(primary.email_address) : null;
}

export function maskProfile({ email, ...rest }: ClerkProfile): MaskedClerkProfile {
  return { ...rest, email_masked: maskEmail(email) };
}

function invalid(what: string, expected: string, value: unknown): NormalisedUser {
  return { ok: false, message: `${what} should be ${expected}, but is: ${nameOfKind(value)}` };
}
