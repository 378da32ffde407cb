import type { JSONValue } from "convex/values";
import { decodeJwt, jwtVerify, type JWTPayload } from "jose";
import type { Caller } from "../../types";
import { AuthenticationError } from "./errors";
import { identityFromAttributes, identityFromClaims } from "./identity";
import { createKeyDirectory, providerOf, type AuthProvider } from "./providers";

export { AuthenticationError } from "./errors";
export type { AuthProvider } from "./providers";

/** A caller whose token or key was checked. */
export interface Authenticated {
  readonly caller: Caller;
  /** When the token ends, in ms since the epoch; null for callers without one. */
  readonly expiresAt: number | null;
}

/** The attributes of a person that an administrator acts as. */
export type ActingAs = Readonly<Record<string, JSONValue | undefined>>;

/** Turns tokens, keys and headers into callers. All methods throw `AuthenticationError`. */
export interface Authenticator {
  /** Checks an OpenID Connect token: signature, issuer, audience, expiry. */
  user(token: string): Promise<Authenticated>;
  /** Checks the admin key. */
  admin(key: string, actingAs?: ActingAs): Authenticated;
  /** Reads an `Authorization` header: `Bearer <token>`, `Convex <key>[:<base64 person>]` or none. */
  header(value: string | null): Promise<Authenticated>;
}

export interface AuthenticatorOptions {
  /** Asked for each token, so that a changed `auth.config` counts at once. */
  readonly providers: () => Promise<readonly AuthProvider[]>;
  /** What discovery documents and keys are fetched with. @default globalThis.fetch */
  readonly fetch?: typeof fetch | undefined;
  /** The key that makes a caller an administrator. @default none is accepted */
  readonly adminKey?: string | undefined;
}

/** A caller without token or key. */
export const ANONYMOUS: Authenticated = { caller: { identity: null }, expiresAt: null };

/** The algorithms that Convex takes from OpenID Connect providers. */
const ALGORITHMS = ["RS256", "EdDSA"];

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const keysOf = createKeyDirectory(options.fetch ?? ((...args) => globalThis.fetch(...args)));

  async function user(token: string): Promise<Authenticated> {
    const { issuer, audiences } = unverifiedClaims(token);
    const providers = await options.providers();
    const provider = providerOf(providers, issuer, audiences);
    if (provider === undefined) throw noProvider(providers);
    // Convex refuses tokens for several audiences, even when one of them is right.
    if (audiences.length > 1) throw unverifiable();
    const { issuer: expectedIssuer, keys } = await keysOf(provider);
    const { payload } = await jwtVerify(token, keys, {
      issuer: expectedIssuer,
      audience: provider.applicationID,
      algorithms: ALGORITHMS,
      requiredClaims: ["sub", "exp"],
    }).catch(() => {
      throw unverifiable();
    });
    const { sub = "", exp = 0 } = payload;
    const identity = identityFromClaims({ ...payload, iss: expectedIssuer, sub });
    return { caller: { identity }, expiresAt: exp * 1000 };
  }

  function admin(key: string, actingAs?: ActingAs): Authenticated {
    if (options.adminKey === undefined || key !== options.adminKey) {
      throw new AuthenticationError(
        "BadDeployKey",
        "The provided admin key was invalid for this instance",
      );
    }
    const identity = actingAs === undefined ? null : identityFromAttributes(actingAs);
    return { caller: { identity, admin: true }, expiresAt: null };
  }

  async function header(value: string | null): Promise<Authenticated> {
    if (value === null) return ANONYMOUS;
    const [, scheme = "", credentials = ""] = /^(\S+)\s+(.*)$/.exec(value.trim()) ?? [];
    switch (scheme.toLowerCase()) {
      case "bearer":
        return user(credentials);
      case "convex": {
        const { key, actingAs } = splitAdminKey(credentials);
        return admin(key, actingAs);
      }
      default:
        throw new AuthenticationError("InvalidAuthHeader", "Header must begin with `bearer `");
    }
  }

  return { user, admin, header };
}

/** Throws when a caller's token ended since it was checked. */
export function assertNotExpired({ expiresAt }: Authenticated): void {
  if (expiresAt !== null && Date.now() >= expiresAt) {
    throw new AuthenticationError("TokenExpired", "Convex token identity expired");
  }
}

function unverifiedClaims(token: string): { issuer: string; audiences: string[] } {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(token);
  } catch {
    throw new AuthenticationError(
      "InvalidAuthHeader",
      "Could not parse JWT payload. Check that the token is a valid JWT format with three base64-encoded parts separated by dots.",
    );
  }
  if (typeof claims.iss !== "string") {
    throw new AuthenticationError(
      "InvalidAuthHeader",
      "Missing issuer claim ('iss') in JWT payload. The JWT must include an 'iss' claim that matches one of your configured auth providers.",
    );
  }
  return { issuer: claims.iss, audiences: [claims.aud ?? []].flat() };
}

function splitAdminKey(credentials: string): { key: string; actingAs?: ActingAs } {
  const colon = credentials.indexOf(":");
  if (colon === -1) return { key: credentials };
  try {
    const bytes = Uint8Array.from(atob(credentials.slice(colon + 1)), (c) => c.charCodeAt(0));
    const actingAs = JSON.parse(new TextDecoder().decode(bytes)) as ActingAs;
    return { key: credentials.slice(0, colon), actingAs };
  } catch {
    throw new AuthenticationError("InvalidAuthHeader", "Malformed Authorization header.");
  }
}

function noProvider(providers: readonly AuthProvider[]): AuthenticationError {
  const configured = providers
    .map((provider) => `OIDC(domain=${provider.domain}, app_id=${provider.applicationID})`)
    .join(", ");
  return new AuthenticationError(
    "NoAuthProvider",
    providers.length === 0
      ? "No auth provider found matching the given token (no providers configured). Check convex/auth.config.ts."
      : `No auth provider found matching the given token. Check that your JWT's issuer and audience match one of your configured providers: [${configured}]`,
  );
}

function unverifiable(): AuthenticationError {
  return new AuthenticationError(
    "Unauthenticated",
    "Could not verify OIDC token claim. Check that the token signature is valid and the token hasn't expired.",
  );
}
