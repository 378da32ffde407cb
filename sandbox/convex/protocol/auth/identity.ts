import type { UserIdentity } from "convex/server";
import type { JSONValue } from "convex/values";
import type { JWTPayload } from "jose";

/** OpenID Connect's claims and the names under which Convex hands them to functions. */
const STANDARD_CLAIMS: Readonly<Record<string, string>> = {
  name: "name",
  given_name: "givenName",
  family_name: "familyName",
  nickname: "nickname",
  preferred_username: "preferredUsername",
  profile: "profileUrl",
  picture: "pictureUrl",
  website: "websiteUrl",
  email: "email",
  email_verified: "emailVerified",
  gender: "gender",
  birthdate: "birthday",
  zoneinfo: "timezone",
  locale: "language",
  phone_number: "phoneNumber",
  phone_number_verified: "phoneNumberVerified",
};

/**
 * Claims that functions never see: the token's own housekeeping. Some change with every refresh
 * and would make each query's result look new.
 */
const HOUSEKEEPING = new Set(
  "iss sub aud exp iat nbf jti auth_time nonce acr amr azp at_hash c_hash fva".split(" "),
);

/**
 * What `ctx.auth.getUserIdentity()` answers for a verified token: standard claims under Convex's
 * names, all others (such as `role`) under their own.
 */
export function identityFromClaims(
  claims: JWTPayload & { readonly iss: string; readonly sub: string },
): UserIdentity {
  const identity: Record<string, JSONValue> = {
    tokenIdentifier: `${claims.iss}|${claims.sub}`,
    issuer: claims.iss,
    subject: claims.sub,
  };
  for (const [claim, value] of Object.entries(claims)) {
    if (HOUSEKEEPING.has(claim) || value === undefined || value === null) continue;
    if (claim === "address") Object.assign(identity, formattedAddress(value));
    else if (claim === "updated_at") Object.assign(identity, updatedAt(value));
    else identity[STANDARD_CLAIMS[claim] ?? claim] = value as JSONValue;
  }
  return identity as unknown as UserIdentity;
}

/** The identity an administrator acts as: whatever they say, with the identifier worked out. */
export function identityFromAttributes(
  attributes: Readonly<Record<string, JSONValue | undefined>>,
): UserIdentity {
  const issuer = typeof attributes.issuer === "string" ? attributes.issuer : "convex";
  const subject = typeof attributes.subject === "string" ? attributes.subject : "fake_user";
  return { ...attributes, issuer, subject, tokenIdentifier: `${issuer}|${subject}` };
}

/** An OpenID address is an object; Convex keeps its printable form. */
function formattedAddress(value: unknown): { address?: string } {
  const formatted = (value as { formatted?: unknown }).formatted;
  return typeof formatted === "string" ? { address: formatted } : {};
}

/** `updated_at` is seconds since the epoch, or RFC 3339 already; Convex hands out RFC 3339. */
function updatedAt(value: unknown): { updatedAt?: string } {
  const date = new Date(typeof value === "number" ? value * 1000 : String(value));
  if (Number.isNaN(date.getTime())) return {};
  return { updatedAt: date.toISOString().replace(/(\.000)?Z$/, "+00:00") };
}
