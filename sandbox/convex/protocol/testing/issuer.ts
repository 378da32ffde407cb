import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { vi } from "vitest";

/**
 * An OpenID Connect provider: signs tokens, and publishes its keys through `fetch`. Clerk signs
 * with RS256, whose keys take long to make; most tests do as well with the other algorithm.
 */
export async function testIssuer(url = "https://clerk.test", alg: "RS256" | "EdDSA" = "EdDSA") {
  const keyId = crypto.randomUUID();
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg, use: "sig" };
  const documents: Record<string, unknown> = {
    [`${url}/.well-known/openid-configuration`]: { issuer: url, jwks_uri: `${url}/jwks.json` },
    [`${url}/jwks.json`]: { keys: [jwk] },
  };

  return {
    url,
    /** Signs a token for `user_ada`, audience `convex`, good for a minute, unless told otherwise. */
    sign(claims: JWTPayload = {}): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        iss: url,
        sub: "user_ada",
        aud: "convex",
        iat: now,
        exp: now + 60,
        ...claims,
      })
        .setProtectedHeader({ alg, kid: keyId, typ: "JWT" })
        .sign(privateKey);
    },
    /** Serves the two documents; status 404 for everything else. */
    fetch: vi.fn<typeof fetch>(async (input) => {
      const document = documents[input instanceof Request ? input.url : String(input)];
      return document === undefined
        ? new Response("not found", { status: 404 })
        : Response.json(document);
    }),
    /** The provider's entry in `auth.config`. */
    provider: { domain: url, applicationID: "convex" },
  };
}
