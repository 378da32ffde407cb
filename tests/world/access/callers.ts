import {
  decodeJwt,
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from "jose";
import { testBrowser } from "../../../sandbox/clerk/testing";
import type { World } from "../../../sandbox/world/world";

/** Who has a token that Clerk made, and that is good now. */
export type Member = "person" | "support" | "admin";

/** Tokens that claim to be an admin's, and must never be believed. */
export interface FalseTokens {
  readonly expired: string;
  readonly "signed with another key": string;
  readonly "with a role written into it": string;
  readonly "not signed": string;
  readonly "of another issuer": string;
  readonly "made for another audience": string;
  readonly nonsense: string;
}

/** The token of Clerk's JWT template `convex`, made as an app gets it: sign in, then ask for it. */
export async function convexToken(world: World, userId: string): Promise<string> {
  const { browser, sessionId } = await signIn(world, userId);
  const { json } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/convex`);
  if (json.jwt === undefined) throw new Error("Clerk gave no token.");
  return json.jwt;
}

/** Clerk's own session token, which is not made for Convex. */
async function sessionToken(world: World, userId: string): Promise<string> {
  return (await signIn(world, userId)).token;
}

async function signIn(world: World, userId: string) {
  const browser = testBrowser(world.clerk.handle);
  const ticket = world.clerk.sessions.signInAs(userId);
  const { json } = await browser.post("/v1/client/sign_ins", { strategy: "ticket", ticket });
  const [session] = json.client?.sessions ?? [];
  if (!session) throw new Error("Clerk did not sign them in.");
  return { browser, sessionId: session.id, token: session.last_active_token.jwt };
}

/** All that somebody could try who has seen an admin's token but does not have one now. */
export async function falseTokens(
  world: World,
  { admin, person, expired }: { admin: string; person: string; expired: string },
): Promise<FalseTokens> {
  const genuine = await convexToken(world, admin);
  const claims = decodeJwt(genuine);
  const header = headerOf(genuine);
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const own = (payload: JWTPayload, kid: unknown) =>
    new SignJWT(payload)
      .setProtectedHeader({ ...header, alg: "RS256", kid: String(kid) })
      .sign(privateKey);
  const { kid } = { kid: "theirs", ...(await exportJWK(publicKey)) };
  return {
    expired,
    "signed with another key": await own(claims, header.kid),
    "with a role written into it": withClaims(await convexToken(world, person), { role: "admin" }),
    "not signed": new UnsecuredJWT(claims).encode(),
    "of another issuer": await own({ ...claims, iss: "https://clerk.attacker.test" }, kid),
    "made for another audience": await sessionToken(world, admin),
    nonsense: "admin",
  };
}

function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(atob(token.split(".")[0] ?? "")) as Record<string, unknown>;
}

/** The token with other claims, and the signature that it had. */
function withClaims(token: string, claims: JWTPayload): string {
  const [header, , signature] = token.split(".");
  const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...claims }));
  return [header, payload.toString("base64url"), signature].join(".");
}
