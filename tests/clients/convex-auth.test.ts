import { describe, expect, test, vi } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { ADMIN_KEY, deploy, httpClient, reactClient, serveIssuer } from "./fixtures/deployment";

async function setUp() {
  const issuer = await serveIssuer();
  const deployment = await deploy({ providers: [issuer.provider] });
  return { issuer, ...deployment };
}

const ada = { name: "Ada Lovelace", role: "support" };
const grace = { sub: "user_grace", name: "Grace Hopper", role: "admin" };

describe("ConvexReactClient", () => {
  test("calls functions as the person its token names, and as nobody when signed out", async () => {
    const { issuer, cloudUrl } = await setUp();
    const client = reactClient(cloudUrl);
    const watch = client.watchQuery(api.people.whoami, {});
    watch.onUpdate(() => {});
    await eventually(() => expect(watch.localQueryResult()).toBeNull());

    const onChange = vi.fn();
    client.setAuth(() => issuer.sign(ada), onChange);
    await eventually(() => expect(watch.localQueryResult()).toEqual(ada));
    expect(onChange).toHaveBeenCalledWith(true);

    // A token at hand: a client that is still fetching one when it signs out signs in again.
    const token = await issuer.sign(grace);
    client.setAuth(() => Promise.resolve(token), onChange);
    await eventually(() =>
      expect(watch.localQueryResult()).toEqual({ name: "Grace Hopper", role: "admin" }),
    );

    client.clearAuth();
    await eventually(() => expect(watch.localQueryResult()).toBeNull());
  });

  test("fetches a new token when the first one is refused", async () => {
    const { issuer, cloudUrl } = await setUp();
    const client = reactClient(cloudUrl);
    const onChange = vi.fn();
    const stale = await issuer.sign({ ...ada, exp: Math.floor(Date.now() / 1000) - 10 });
    client.setAuth(
      async ({ forceRefreshToken }) => (forceRefreshToken ? issuer.sign(ada) : stale),
      onChange,
    );
    await eventually(() => expect(onChange).toHaveBeenCalledWith(true));
    expect(await client.query(api.people.whoami, {})).toEqual(ada);
  });

  test("gives up when no token is good, and goes on as nobody", async () => {
    const { issuer, cloudUrl } = await setUp();
    const client = reactClient(cloudUrl);
    const onChange = vi.fn();
    client.setAuth(() => issuer.sign({ aud: "another app" }), onChange);
    await eventually(() => expect(onChange).toHaveBeenCalledWith(false));
    expect(onChange).not.toHaveBeenCalledWith(true);
    expect(await client.query(api.people.whoami, {})).toBeNull();
  });
});

describe("ConvexHttpClient", () => {
  test("calls functions as the person its token names", async () => {
    const { issuer, cloudUrl } = await setUp();
    const client = httpClient(cloudUrl);
    expect(await client.query(api.people.whoami)).toBeNull();
    client.setAuth(await issuer.sign(ada));
    expect(await client.query(api.people.whoami)).toEqual(ada);
  });

  test("is told why its token is refused", async () => {
    const { issuer, cloudUrl } = await setUp();
    const client = httpClient(cloudUrl);
    client.setAuth(await issuer.sign({ exp: Math.floor(Date.now() / 1000) - 10 }));
    await expect(client.query(api.people.whoami)).rejects.toThrow("Could not verify OIDC token");
  });
});

test("HTTP actions know the caller by the token", async () => {
  const { issuer, siteUrl } = await setUp();
  const authorization = `Bearer ${await issuer.sign()}`;
  const response = await fetch(`${siteUrl}/whoami`, { headers: { authorization } });
  expect(await response.text()).toBe("user_ada");
});

test("internal functions answer to the admin key alone", async () => {
  const { cloudUrl } = await setUp();
  await httpClient(cloudUrl).mutation(api.messages.send, { channel: "a", text: "hello" });
  const clear = async (authorization?: string) => {
    const response = await fetch(`${cloudUrl}/api/mutation`, {
      method: "POST",
      body: JSON.stringify({ path: "messages:clear", args: { channel: "a" } }),
      ...(authorization === undefined ? {} : { headers: { authorization } }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  expect(await clear()).toMatchObject({ status: 560, body: { status: "error" } });
  expect(await clear("Convex guessed")).toMatchObject({
    status: 401,
    body: { code: "BadDeployKey" },
  });
  expect(await clear(`Convex ${ADMIN_KEY}`)).toEqual({
    status: 200,
    body: { status: "success", value: 1 },
  });
});
