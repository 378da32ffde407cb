import { describe, expect, test } from "vitest";
import { createAuthenticator } from "../auth";
import { fakeEngine } from "../testing/fakeEngine";
import { testIssuer } from "../testing/issuer";
import { createApiHandler, createSiteHandler, isLocalOrigin } from ".";

const URL_BASE = "http://127.0.0.1:3210";

async function setUp() {
  const engine = fakeEngine();
  const issuer = await testIssuer();
  const auth = createAuthenticator({
    providers: async () => [issuer.provider],
    fetch: issuer.fetch,
  });
  const api = createApiHandler({ engine, auth });
  const site = createSiteHandler({ engine, auth });

  async function ask(path: string, init: RequestInit = {}) {
    const response = await api(new Request(URL_BASE + path, init));
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    const body: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body };
  }
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    ask(path, { method: "POST", body: JSON.stringify(body), headers });

  return { engine, issuer, site, ask, post };
}

describe("functions over HTTP", () => {
  test("run and answer with their value and log lines", async () => {
    const { post } = await setUp();
    const set = { path: "set", args: [{ key: "a", value: 1 }], format: "convex_encoded_json" };
    expect(await post("/api/mutation", set)).toMatchObject({
      status: 200,
      body: { status: "success", value: 1, logLines: ["set"] },
    });
    expect(await post("/api/query", { path: "get", args: { key: "a" } })).toMatchObject({
      status: 200,
      body: { status: "success", value: 1 },
    });
    expect(await post("/api/action", { path: "echo", args: { hello: 1 } })).toMatchObject({
      body: { value: { hello: 1 } },
    });
  });

  test("that fail answer with status 560 and the error's data", async () => {
    const { post } = await setUp();
    expect(await post("/api/query", { path: "get", args: { key: "forbidden" } })).toMatchObject({
      status: 560,
      body: {
        status: "error",
        errorMessage: "Uncaught ConvexError",
        errorData: { reason: "forbidden" },
      },
    });
  });

  test("take queries by GET, too", async () => {
    const { engine, ask } = await setUp();
    await engine.mutation({
      path: "set",
      args: { key: "a", value: 5 },
      caller: { identity: null },
    });
    const args = encodeURIComponent(JSON.stringify({ key: "a" }));
    expect(await ask(`/api/query?path=get&args=${args}`)).toMatchObject({ body: { value: 5 } });
  });

  test("answer in Convex's encoding only to those who ask for it", async () => {
    const { post } = await setUp();
    const args = { key: "a", value: { $integer: "KgAAAAAAAAA=" } };
    const set = { path: "set", args };
    expect(await post("/api/mutation", set)).toMatchObject({ body: { value: "42" } });
    expect(await post("/api/mutation", { ...set, format: "convex_encoded_json" })).toMatchObject({
      body: { value: { $integer: "KgAAAAAAAAA=" } },
    });
  });

  test("know who calls by the token", async () => {
    const { issuer, post } = await setUp();
    const authorization = `Bearer ${await issuer.sign()}`;
    const whoami = { path: "whoami", args: {} };
    expect(await post("/api/query", whoami, { authorization })).toMatchObject({
      body: { value: "user_ada" },
    });
    expect(await post("/api/query", whoami, { authorization: "Bearer nonsense" })).toMatchObject({
      status: 401,
      body: { code: "InvalidAuthHeader" },
    });
  });

  test("can be queried at the newest timestamp, and at no other", async () => {
    const { engine, ask, post } = await setUp();
    const now = (await ask("/api/query_ts", { method: "POST" })).body as { ts: string };
    const get = { path: "get", args: { key: "a" }, ...now };
    expect(await post("/api/query_at_ts", get)).toMatchObject({ status: 200 });
    await engine.mutation({
      path: "set",
      args: { key: "a", value: 1 },
      caller: { identity: null },
    });
    expect(await post("/api/query_at_ts", get)).toMatchObject({
      status: 400,
      body: { code: "OutOfRetention" },
    });
  });

  test.each([
    ["broken JSON", { method: "POST", body: "{" }, 400, "BadJsonBody"],
    ["no path", { method: "POST", body: "{}" }, 400, "BadJsonBody"],
    ["the wrong method", { method: "PUT", body: "{}" }, 404, "NotFound"],
    [
      "a body of more than 20 MiB",
      { method: "POST", body: new Uint8Array(20 * 1024 * 1024 + 1) },
      413,
      "RequestTooLarge",
    ],
  ])("are refused with %s", async (_what, init, status, code) => {
    const { ask } = await setUp();
    expect(await ask("/api/mutation", init)).toMatchObject({ status, body: { code } });
  });

  test("answer 500 when the engine itself fails", async () => {
    const { post } = await setUp();
    expect(await post("/api/mutation", { path: "crash", args: {} })).toMatchObject({
      status: 500,
      body: { code: "InternalServerError", message: "the disk is full" },
    });
  });
});

describe("files", () => {
  test("come back as they were uploaded", async () => {
    const { ask } = await setUp();
    const uploaded = await ask("/api/storage/upload?token=good", {
      method: "POST",
      body: "a picture",
      headers: { "content-type": "image/png" },
    });
    expect(uploaded).toMatchObject({ status: 200, body: { storageId: "file0" } });
    const { body, headers } = await ask("/api/storage/file0");
    expect(body).toBe("a picture");
    expect(headers.get("content-type")).toBe("image/png");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    const head = await ask("/api/storage/file0", { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, body: "" });
    expect(head.headers.get("content-length")).toBe("9");
  });

  test("are not taken without a good token, and not found under a wrong id", async () => {
    const { ask } = await setUp();
    const init = { method: "POST", body: "a picture" };
    expect(await ask("/api/storage/upload?token=bad", init)).toMatchObject({ status: 403 });
    expect(await ask("/api/storage/upload", init)).toMatchObject({ status: 403 });
    expect(await ask("/api/storage/nothing")).toMatchObject({ status: 404 });
  });
});

test("a deployment tells its version and its name, and no more", async () => {
  const { ask } = await setUp();
  expect(await ask("/version")).toMatchObject({ status: 200 });
  expect(await ask("/instance_name")).toMatchObject({ status: 200, body: "sandbox" });
  expect(await ask("/")).toMatchObject({ status: 404, body: { code: "NotFound" } });
});

describe("pages of other origins", () => {
  const asking = (origin: string) => ({
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
  });

  test("are let in when this machine serves them", async () => {
    const { ask, post } = await setUp();
    const origin = "http://localhost:5173";
    const { status, headers } = await ask("/api/query", {
      method: "OPTIONS",
      headers: asking(origin),
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("access-control-allow-headers")).toBe("authorization,content-type");
    const failed = await post(
      "/api/query",
      { path: "get", args: { key: "forbidden" } },
      { origin },
    );
    expect(failed.headers.get("access-control-allow-origin")).toBe(origin);
    const missing = await ask("/nowhere", { headers: { origin } });
    expect(missing.headers.get("access-control-allow-origin")).toBe(origin);
  });

  test("are kept out otherwise", async () => {
    const { ask } = await setUp();
    const { headers } = await ask("/api/query", {
      method: "OPTIONS",
      headers: asking("https://evil.example"),
    });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test.each([
    ["http://localhost:5173", true],
    ["http://127.0.0.1:6006", true],
    ["http://[::1]:80", true],
    ["https://app.localhost", true],
    ["https://localhost.evil.example", false],
    ["https://127.0.0.1.evil.example", false],
    ["null", false],
  ])("%s counts as local: %s", (origin, local) => expect(isLocalOrigin(origin)).toBe(local));
});

describe("HTTP actions", () => {
  const request = (init: RequestInit) => new Request("http://127.0.0.1:3211/hook", init);

  test("get the request's body untouched, and the caller", async () => {
    const { issuer, site } = await setUp();
    const authorization = `Bearer ${await issuer.sign()}`;
    const body = '{ "spaces":  "kept" }';
    const response = await site(request({ method: "POST", body, headers: { authorization } }));
    expect(await response.json()).toEqual({ body, subject: "user_ada" });
  });

  test("may be called with any authorization header", async () => {
    const { site } = await setUp();
    const response = await site(request({ headers: { authorization: "Basic abc" } }));
    expect(await response.json()).toEqual({ body: "", subject: null });
  });

  test("never see a body of more than 20 MiB", async () => {
    const { site } = await setUp();
    const body = new Uint8Array(20 * 1024 * 1024 + 1);
    expect((await site(request({ method: "POST", body }))).status).toBe(413);
  });
});
