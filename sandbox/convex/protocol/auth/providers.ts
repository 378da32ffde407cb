import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { AuthenticationError } from "./errors";

/** One provider of the app's `auth.config`. */
export interface AuthProvider {
  readonly domain: string;
  readonly applicationID: string;
}

const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** What a provider says of itself: the exact issuer of its tokens and the keys that sign them. */
export interface ProviderKeys {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

/** Finds the provider a token belongs to. Auth0's tokens end their issuer in a slash: ignored. */
export function providerOf(
  providers: readonly AuthProvider[],
  issuer: string,
  audiences: readonly string[],
): AuthProvider | undefined {
  return providers.find(
    (provider) =>
      audiences.includes(provider.applicationID) &&
      trimSlash(address(provider)) === trimSlash(issuer),
  );
}

/**
 * Looks up providers' keys by OpenID Connect Discovery, each provider once. Failed look-ups are not
 * remembered, so a provider that starts late is found on the next try.
 */
export function createKeyDirectory(fetch: typeof globalThis.fetch) {
  const found = new Map<string, Promise<ProviderKeys>>();

  async function discover(domain: string): Promise<ProviderKeys> {
    const url = `${domain}/.well-known/openid-configuration`;
    const response = await fetch(url, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { issuer, jwks_uri } = discoveryDocument.parse(await response.json());
    const keys = createRemoteJWKSet(new URL(jwks_uri), {
      // A stand-in for Clerk may come back with new keys at any moment: an unknown key is looked
      // up at once, not after jose's usual pause of 30 s.
      cooldownDuration: 0,
      [customFetch]: (keysUrl, options) => fetch(keysUrl, options),
    });
    return { issuer, keys };
  }

  return async function keysOf(provider: AuthProvider): Promise<ProviderKeys> {
    const domain = trimSlash(address(provider));
    const pending = found.get(domain) ?? discover(domain);
    found.set(domain, pending);
    try {
      return await pending;
    } catch (cause) {
      found.delete(domain);
      throw new AuthenticationError(
        "AuthProviderDiscoveryFailed",
        `Auth provider discovery of ${domain} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
  };
}

function address(provider: AuthProvider): string {
  return /^https?:\/\//.test(provider.domain) ? provider.domain : `https://${provider.domain}`;
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
