import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { testClerk } from "../testing";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const at = (path: string, init?: RequestInit) =>
  new Request(`https://clerk.sandbox.test${path}`, init);

describe("the Backend API", () => {
  it("is closed without the secret key", async () => {
    const { clerk } = await testClerk();
    const response = await clerk.handle(at("/v1/users"));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ code: "clerk_key_invalid" }] });
  });

  it("answers a bare array, as plain application/json", async () => {
    const { clerk, backend } = await testClerk();
    const user = await clerk.users.create({ username: "ada-l", private_metadata: { note: 1 } });
    const response = await backend("GET", "/v1/users?limit=1");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual([user]);
  });

  it("names the parameter that it does not know or cannot read", async () => {
    const { clerk, backend } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    for (const [body, code, param_name] of [
      [{ shoe_size: 38 }, "form_param_unknown", "shoe_size"],
      [{ first_name: 1 }, "form_param_type_invalid", "first_name"],
      [{ public_metadata: [] }, "form_param_type_invalid", "public_metadata"],
    ] as const) {
      const response = await backend("PATCH", `/v1/users/${id}`, body);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ code, meta: { param_name } }] });
    }
    expect((await backend("GET", "/v1/users?limit=many")).status).toBe(422);
  });
});

describe("the whole of it", () => {
  it("answers JSON also where there is nothing, and when it breaks", async () => {
    const { backend, store } = await testClerk();
    for (const path of ["/v1/nothing", "/nothing", "/v1/users/%E0%A4%A"]) {
      const response = await backend("GET", path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ errors: [{ code: "resource_not_found" }] });
    }
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.spyOn(store, "get").mockImplementation(() => {
      throw new Error("the disk is gone");
    });
    const broken = await backend("GET", "/v1/users/user_1");
    expect(broken.status).toBe(500);
    expect(await broken.json()).toMatchObject({ errors: [{ code: "internal_clerk_error" }] });
  });

  it("publishes what others need to check its tokens", async () => {
    const { clerk, signIn } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    const { token } = await signIn(id);
    const configuration = await clerk.handle(at("/.well-known/openid-configuration"));
    const { jwks_uri, issuer } = (await configuration.json()) as Record<string, string>;
    const jwks = await (await clerk.handle(new Request(jwks_uri ?? ""))).json();
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer });
    expect(payload.sub).toBe(id);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });
});

describe("the Frontend API", () => {
  it("knows nobody before signing in", async () => {
    const { browser } = await testClerk();
    expect((await browser.get("/v1/client")).json).toEqual({ response: null, client: null });
    expect((await browser.get("/v1/me")).status).toBe(401);
  });

  it("gives the client on the back of every change, with a new updated_at", async () => {
    const { clerk, browser, signIn } = await testClerk();
    const user = await clerk.users.create({ username: "ada-l" });
    await signIn(user.id);
    const { json } = await browser.patch("/v1/me", {
      first_name: "Ada",
      unsafe_metadata: JSON.stringify({ theme: "dark" }),
    });
    expect(json.response).toMatchObject({ first_name: "Ada", unsafe_metadata: { theme: "dark" } });
    expect(json.client?.sessions[0]?.user.updated_at).toBeGreaterThan(user.updated_at);
  });

  it("keeps from people what only servers may see or change", async () => {
    const { clerk, browser, signIn } = await testClerk();
    const user = await clerk.users.create({ username: "ada-l", private_metadata: { note: 1 } });
    await signIn(user.id);
    expect((await browser.get("/v1/me")).json.response).not.toHaveProperty("private_metadata");
    const refused = await browser.patch("/v1/me", { public_metadata: '{"role":"admin"}' });
    expect(refused.json.errors).toMatchObject([{ meta: { param_name: "public_metadata" } }]);
  });

  it("signs in with a password, and not with a wrong one", async () => {
    const { clerk, browser } = await testClerk();
    await clerk.users.create({ username: "ada-l", password: "notes-on-the-engine" });
    const signIn = (password: string) =>
      browser.post("/v1/client/sign_ins", { identifier: "Ada-L", password });
    expect((await signIn("wrong")).json.errors).toMatchObject([
      { code: "form_password_incorrect" },
    ]);
    expect((await signIn("notes-on-the-engine")).json.response).toMatchObject({
      status: "complete",
    });
  });

  it("takes a ticket once", async () => {
    const { clerk, browser } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    const fields = { strategy: "ticket", ticket: clerk.sessions.signInAs(id) };
    expect((await browser.post("/v1/client/sign_ins", fields)).status).toBe(200);
    expect((await browser.post("/v1/client/sign_ins", fields)).status).toBe(400);
  });

  it("forgets a browser that brings a wrong secret, or a development browser it never met", async () => {
    const { clerk, signIn } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    await signIn(id);
    const forged = await clerk.handle(at("/v1/me", { headers: { cookie: "__client=client_1.x" } }));
    expect(forged.status).toBe(401);
    const unknown = await clerk.handle(at("/v1/client?__clerk_db_jwt=dvb_unknown"));
    expect(await unknown.json()).toMatchObject({
      errors: [{ code: "dev_browser_unauthenticated" }],
    });
  });

  it("keeps sessions over a restart, and ends those that have run out", async () => {
    const { clerk, store, signIn } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    const ticket = clerk.sessions.signInAs(id);
    const response = await clerk.handle(
      at("/__clerk/v1/client/sign_ins", {
        method: "POST",
        body: new URLSearchParams({ strategy: "ticket", ticket }),
      }),
    );
    const [setCookie = ""] = response.headers.getSetCookie();
    expect(setCookie).toMatch(/^__client=.+; HttpOnly; SameSite=Lax$/);
    const me = async () => {
      const again = await testClerk({ store });
      const cookie = setCookie.slice(0, setCookie.indexOf(";"));
      return again.clerk.handle(at("/v1/me", { headers: { cookie } }));
    };
    expect((await me()).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 8 * 24 * 3600 * 1000 });
    expect((await me()).status).toBe(401);
    await signIn(id);
  });

  it("lets two people be signed in to one browser, each acting for themselves", async () => {
    const { clerk, browser, signIn } = await testClerk();
    const ada = await clerk.users.create({ username: "ada-l" });
    const grace = await clerk.users.create({ username: "grace-h" });
    const { sessionId } = await signIn(ada.id);
    await signIn(grace.id);
    expect((await browser.get("/v1/me")).json.response).toMatchObject({ id: grace.id });
    const asAda = await browser.get(`/v1/me?_clerk_session_id=${sessionId}`);
    expect(asAda.json.response).toMatchObject({ id: ada.id });
    const left = await browser.post(`/v1/client/sessions/${sessionId}/remove`);
    expect(left.json.client?.sessions.map((session) => session.user.id)).toEqual([grace.id]);
  });
});

describe("faults on the APIs", () => {
  it("strike the request that they name, as often as they say", async () => {
    const { clerk, browser, backend, signIn } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    await signIn(id);
    clerk.faults.set({
      on: "frontend",
      effect: "refuse",
      match: { method: "PATCH", path: "/v1/me", userId: id },
      times: 1,
    });
    expect((await browser.get("/v1/me")).status).toBe(200);
    expect((await backend("PATCH", `/v1/users/${id}`, {})).status).toBe(200);
    const refused = await browser.patch("/v1/me", { username: "free-name" });
    expect(refused.json.errors).toMatchObject([{ code: "form_identifier_exists" }]);
    expect((await browser.patch("/v1/me", { username: "free-name" })).status).toBe(200);
    expect(clerk.faults.list()).toEqual([]);
  });

  it("server_error does nothing, server_error_after has done it", async () => {
    const { clerk, backend } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    const rename = (first_name: string) => backend("PATCH", `/v1/users/${id}`, { first_name });
    clerk.faults.set({ on: "backend", effect: "server_error", times: 1 });
    expect((await rename("Ada")).status).toBe(500);
    expect(clerk.users.get(id)?.first_name).toBeNull();
    clerk.faults.set({ on: "backend", effect: "server_error_after", times: 1 });
    expect((await rename("Ada")).status).toBe(500);
    expect(clerk.users.get(id)?.first_name).toBe("Ada");
  });

  it("network_error throws what fetch throws; rate_limit says when to come back", async () => {
    const { clerk, backend } = await testClerk();
    clerk.faults.set({ on: "backend", effect: "network_error", times: 1 });
    await expect(backend("GET", "/v1/users")).rejects.toThrow(TypeError);
    clerk.faults.set({ on: "backend", effect: "rate_limit", retry_after: 9, times: 1 });
    const limited = await backend("GET", "/v1/users");
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "9"]);
  });
});

describe("the control API", () => {
  it("lists people, edits them as Clerk's dashboard would, and behind everybody's back", async () => {
    const { clerk, deliveries } = await testClerk();
    const control = async (method: string, path: string, body?: unknown) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      return (await clerk.handle(at(`/__clerk/sandbox${path}`, init))).json();
    };
    const { id } = await control("POST", "/people", { username: "ada-l", first_name: "Ada" });
    expect(await control("GET", "/people?query=ada")).toMatchObject([{ id, name: "Ada" }]);
    await control("PATCH", `/people/${id}`, { email_address: "ada@example.test" });
    await control("PATCH", `/people/${id}?webhook=false`, { first_name: "Augusta" });
    expect(clerk.users.get(id)).toMatchObject({ first_name: "Augusta" });
    const state = await control("POST", "/webhooks/deliver");
    expect(state).toMatchObject({ paused: false, next_at: null, messages: [{}, {}] });
    expect(deliveries).toHaveLength(2);
  });

  it("sets, lists and clears faults, and refuses what is none", async () => {
    const { clerk } = await testClerk();
    const send = (body: unknown) =>
      clerk.handle(at("/sandbox/faults", { method: "POST", body: JSON.stringify(body) }));
    expect((await send({ on: "webhook", effect: "explode" })).status).toBe(422);
    const rule = (await (await send({ on: "webhook", effect: "drop" })).json()) as { id: string };
    expect(clerk.faults.list()).toMatchObject([{ id: rule.id, effect: "drop" }]);
    await clerk.handle(at("/sandbox/faults", { method: "DELETE" }));
    expect(clerk.faults.list()).toEqual([]);
  });

  it("gives a ticket for whoever exists", async () => {
    const { clerk, signInWith } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    const ask = (user_id: string) =>
      clerk.handle(at("/sandbox/tickets", { method: "POST", body: JSON.stringify({ user_id }) }));
    const { ticket } = (await (await ask(id)).json()) as { ticket: string };
    expect(await signInWith(ticket)).toMatchObject({ userId: id });
    expect((await ask("user_unknown")).status).toBe(404);
  });
});
