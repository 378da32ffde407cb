import { SignJWT } from "jose";
import { describe, expect, test, vi } from "vitest";
import { testIssuer } from "../testing/issuer";
import { createAuthenticator, type AuthProvider } from ".";

async function setUp(providers?: AuthProvider[]) {
  const issuer = await testIssuer();
  const auth = createAuthenticator({
    providers: async () => providers ?? [issuer.provider],
    fetch: issuer.fetch,
    adminKey: "key",
  });
  return { issuer, auth };
}

describe("a token", () => {
  test("becomes an identity: standard claims renamed, custom ones passed through", async () => {
    const { issuer, auth } = await setUp();
    const token = await issuer.sign({
      name: "Ada Lovelace",
      given_name: "Ada",
      family_name: "Lovelace",
      nickname: "ada",
      picture: "https://img.test/ada.png",
      email: "ada@example.com",
      email_verified: true,
      updated_at: 1_700_000_000,
      role: "support",
      teams: { math: ["engines"] },
      jti: "changes with every token",
    });
    const { caller } = await auth.user(token);
    expect(caller).toEqual({
      identity: {
        tokenIdentifier: "https://clerk.test|user_ada",
        issuer: "https://clerk.test",
        subject: "user_ada",
        name: "Ada Lovelace",
        givenName: "Ada",
        familyName: "Lovelace",
        nickname: "ada",
        pictureUrl: "https://img.test/ada.png",
        email: "ada@example.com",
        emailVerified: true,
        updatedAt: "2023-11-14T22:13:20+00:00",
        role: "support",
        teams: { math: ["engines"] },
      },
    });
  });

  test("may be signed as Clerk signs, with RS256", async () => {
    const issuer = await testIssuer("https://clerk.test", "RS256");
    const { provider, fetch } = issuer;
    const auth = createAuthenticator({ providers: async () => [provider], fetch });
    await expect(auth.user(await issuer.sign())).resolves.toBeDefined();
  });

  test("says when it ends", async () => {
    const { issuer, auth } = await setUp();
    const exp = Math.floor(Date.now() / 1000) + 30;
    expect((await auth.user(await issuer.sign({ exp }))).expiresAt).toBe(exp * 1000);
  });

  test("is refused when it has expired", async () => {
    const { issuer, auth } = await setUp();
    const exp = Math.floor(Date.now() / 1000) - 1;
    await expect(auth.user(await issuer.sign({ exp }))).rejects.toMatchObject({
      code: "Unauthenticated",
      message:
        "Could not verify OIDC token claim. Check that the token signature is valid and the token hasn't expired.",
    });
  });

  test("is refused when somebody else signed it", async () => {
    const { auth } = await setUp();
    const impostor = await testIssuer("https://clerk.test");
    await expect(auth.user(await impostor.sign())).rejects.toMatchObject({
      code: "Unauthenticated",
    });
  });

  test("is refused when it is signed with a shared secret", async () => {
    const { auth } = await setUp();
    const forged = await new SignJWT({ iss: "https://clerk.test", sub: "user_eve", aud: "convex" })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1m")
      .sign(new TextEncoder().encode("a secret of at least thirty-two bytes"));
    await expect(auth.user(forged)).rejects.toMatchObject({ code: "Unauthenticated" });
  });

  test.each([
    ["issuer", { iss: "https://elsewhere.test" }],
    ["audience", { aud: "another app" }],
  ])("is refused when it has the wrong %s", async (_what, claims) => {
    const { issuer, auth } = await setUp();
    await expect(auth.user(await issuer.sign(claims))).rejects.toMatchObject({
      code: "NoAuthProvider",
      message: expect.stringContaining("OIDC(domain=https://clerk.test, app_id=convex)") as string,
    });
  });

  test("is refused when it is for several audiences", async () => {
    const { issuer, auth } = await setUp();
    const token = await issuer.sign({ aud: ["convex", "another app"] });
    await expect(auth.user(token)).rejects.toMatchObject({ code: "Unauthenticated" });
  });

  test("is refused when it is no token at all", async () => {
    const { auth } = await setUp();
    await expect(auth.user("nonsense")).rejects.toMatchObject({ code: "InvalidAuthHeader" });
  });

  test("is refused with a hint when the app has no providers", async () => {
    const { issuer, auth } = await setUp([]);
    await expect(auth.user(await issuer.sign())).rejects.toMatchObject({
      code: "NoAuthProvider",
      message: expect.stringContaining("Check convex/auth.config.ts") as string,
    });
  });
});

describe("a provider's keys", () => {
  test("are fetched once for many tokens", async () => {
    const { issuer, auth } = await setUp();
    await auth.user(await issuer.sign());
    await auth.user(await issuer.sign({ sub: "user_grace" }));
    expect(issuer.fetch).toHaveBeenCalledTimes(2);
  });

  test("are found on the next try when the provider was down", async () => {
    const { issuer, auth } = await setUp();
    issuer.fetch.mockRejectedValueOnce(new TypeError("fetch failed"));
    const token = await issuer.sign();
    await expect(auth.user(token)).rejects.toMatchObject({ code: "AuthProviderDiscoveryFailed" });
    await expect(auth.user(token)).resolves.toMatchObject({
      caller: { identity: { subject: "user_ada" } },
    });
  });

  test("are found for a domain written with a slash or without a scheme", async () => {
    for (const domain of ["https://clerk.test/", "clerk.test"]) {
      const { issuer, auth } = await setUp([{ domain, applicationID: "convex" }]);
      await expect(auth.user(await issuer.sign())).resolves.toBeDefined();
    }
  });

  test("are fetched again when a token names a key that is not among them", async () => {
    const issuer = await testIssuer();
    const successor = await testIssuer();
    const fetch = vi.fn(issuer.fetch);
    const auth = createAuthenticator({ providers: async () => [issuer.provider], fetch });
    await auth.user(await issuer.sign());
    fetch.mockImplementation(successor.fetch);
    await expect(auth.user(await successor.sign())).resolves.toBeDefined();
  });
});

describe("an authorization header", () => {
  test("may be absent", async () => {
    const { auth } = await setUp();
    expect((await auth.header(null)).caller).toEqual({ identity: null });
  });

  test("carries a token", async () => {
    const { issuer, auth } = await setUp();
    const { caller } = await auth.header(`Bearer ${await issuer.sign()}`);
    expect(caller.identity?.subject).toBe("user_ada");
  });

  test("carries the admin key", async () => {
    const { auth } = await setUp();
    expect((await auth.header("Convex key")).caller).toEqual({ identity: null, admin: true });
  });

  test("carries the admin key and a person to act as", async () => {
    const { auth } = await setUp();
    const person = btoa(JSON.stringify({ issuer: "https://x.test", subject: "user_1" }));
    expect((await auth.header(`Convex key:${person}`)).caller).toEqual({
      identity: {
        issuer: "https://x.test",
        subject: "user_1",
        tokenIdentifier: "https://x.test|user_1",
      },
      admin: true,
    });
  });

  test("is refused with a wrong key, a wrong scheme or a mangled person", async () => {
    const { auth } = await setUp();
    await expect(auth.header("Convex wrong")).rejects.toMatchObject({ code: "BadDeployKey" });
    await expect(auth.header("Basic abc")).rejects.toMatchObject({ code: "InvalidAuthHeader" });
    await expect(auth.header("Convex key:%%")).rejects.toMatchObject({ code: "InvalidAuthHeader" });
  });

  test("makes nobody an administrator when no admin key is set", async () => {
    const auth = createAuthenticator({ providers: async () => [] });
    await expect(auth.header("Convex undefined")).rejects.toMatchObject({ code: "BadDeployKey" });
  });
});
