import { request as httpRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClerkServer, type ClerkServer } from "./node";
import { PNG, testClerk, type TestClerk } from "./testing";

let sandbox: TestClerk;
let server: ClerkServer;

beforeEach(async () => {
  sandbox = await testClerk();
  server = await startClerkServer({ clerk: sandbox.clerk, port: 0 });
});
afterEach(() => server.close());

/** A request under another name than the server's own, which `fetch` would not send. */
function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${server.url}/sandbox/people`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject).end();
  });
}

describe("the server on loopback", () => {
  it("refuses foreign pages and foreign names for this machine", async () => {
    expect(await statusFor({})).toBe(200);
    expect(await statusFor({ origin: "http://localhost:5173" })).toBe(200);
    expect(await statusFor({ origin: "https://elsewhere.test" })).toBe(403);
    expect(await statusFor({ origin: "null" })).toBe(403);
    expect(await statusFor({ host: "rebound.test" })).toBe(403);
  });

  it("lets pages on other local ports call it with cookies", async () => {
    const origin = "http://127.0.0.1:5173";
    const preflight = await fetch(`${server.url}/v1/client`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-headers": "content-type" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type");
    const { id } = await sandbox.clerk.users.create({ username: "ada-l" });
    const signedIn = await fetch(`${server.url}/__clerk/v1/client/sign_ins`, {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams({
        strategy: "ticket",
        ticket: sandbox.clerk.sessions.signInAs(id),
      }),
    });
    expect(signedIn.headers.get("access-control-allow-credentials")).toBe("true");
    expect(signedIn.headers.getSetCookie()).toHaveLength(1);
  });

  it("serves pictures to every page", async () => {
    const { id } = await sandbox.clerk.users.create({ username: "ada-l" });
    const { image_url } = sandbox.clerk.users.setPicture(id, PNG);
    const picture = await fetch(image_url.replace(sandbox.clerk.issuer, server.url));
    expect(picture.headers.get("access-control-allow-origin")).toBe("*");
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(PNG);
  });

  it("gives no answer when the network is made to fail", async () => {
    sandbox.clerk.faults.set({ on: "backend", effect: "network_error", times: 1 });
    const headers = { authorization: `Bearer ${sandbox.secretKey}` };
    await expect(fetch(`${server.url}/v1/users`, { headers })).rejects.toThrow(TypeError);
    expect((await fetch(`${server.url}/v1/users`, { headers })).status).toBe(200);
  });

  it("says so when the port is taken", async () => {
    const second = startClerkServer({ clerk: sandbox.clerk, port: server.port });
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
