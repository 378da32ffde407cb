import { createLocalJWKSet, jwtVerify } from "jose";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { clerkListener } from "../../sandbox/clerk/node";
import { PNG, testClerk, type TestClerk } from "../../sandbox/clerk/testing";
import { launchBrowser, servePage, type PageServer } from "./browser";

// A browser on a busy machine takes its time; nothing here waits for a duration.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const PAGE = new URL("clerkPage/page.tsx", import.meta.url).pathname;

let browser: Browser;
let server: PageServer;
let sandbox: TestClerk;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  // The page's server forwards what is not its own to the sandbox of the test that runs.
  server = await servePage(PAGE, (request, response) =>
    clerkListener(sandbox.clerk)(request, response),
  );
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  sandbox = await testClerk({ filesUrl: server.origin });
  context = await browser.newContext();
  page = await openPage();
});
afterEach(() => context.close());

async function openPage(): Promise<Page> {
  const opened = await context.newPage();
  complaints = [];
  opened.on("pageerror", (error) => complaints.push(String(error)));
  await opened.goto(server.origin);
  return opened;
}

const state = (name: string) => page.locator(`[data-state=${name}]`);
const field = (name: string) => page.locator(`[data-field=${name}]`);

/** Mounts the page and signs a fresh person in. */
async function signedIn(username = "ada-l") {
  const user = await sandbox.clerk.users.create({
    username,
    first_name: "Ada",
    last_name: "Lovelace",
    email_address: [`${username}@example.test`],
    public_metadata: { role: "support" },
  });
  await page.evaluate(() => window.harness.mount());
  await state("signed-out").waitFor();
  const ticket = sandbox.clerk.sessions.signInAs(user.id);
  await page.evaluate((given) => window.harness.signIn(given), ticket);
  await state("signed-in").waitFor();
  return user;
}

/** The claims of a token, checked against the published keys. */
async function claimsOf(token: string | null | undefined) {
  const url = `${sandbox.clerk.issuer}/.well-known/jwks.json`;
  const jwks = await (await sandbox.clerk.handle(new Request(url))).json();
  const { payload } = await jwtVerify(token ?? "", createLocalJWKSet(jwks), {
    issuer: sandbox.clerk.issuer,
  });
  return payload;
}

describe("clerk-js and clerk-react, unmodified, in a browser", () => {
  it("ask for nothing more once their page goes on without them", async () => {
    await signedIn();
    // What is under way in that moment is answered only afterwards, with the person in it.
    let answer = () => {};
    const retired = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/\/(touch|tokens)/, async (route) => {
      const response = await route.fetch();
      await retired;
      await route.fulfill({ response });
    });
    const touch = page.waitForRequest(/\/touch/);
    await page.evaluate(() => window.harness.comeBackAfter(120_000));
    const answered = (await touch).response();
    await page.evaluate(() => window.harness.retire());
    answer();
    await (await answered)?.finished();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.evaluate(() => window.harness.comeBackAfter(120_000));
    await page.evaluate(() => fetch("/__clerk/v1/environment"));
    expect(asked).toEqual(["/__clerk/v1/environment"]);
  });

  it("sign in by ticket, stay signed in over a reload, and sign out", async () => {
    const user = await signedIn();
    await page.locator(`[data-user-id=${user.id}]`).waitFor();
    await page.reload();
    await page.evaluate(() => window.harness.mount());
    await state("signed-in").waitFor();
    expect(await field("name").textContent()).toBe("Ada Lovelace");
    await page.evaluate(() => window.harness.signOut());
    await state("signed-out").waitFor();
    expect(complaints).toEqual([]);
  });

  it("get the token that Convex asks for, with the claims of the template", async () => {
    const user = await signedIn();
    const token = await page.evaluate(() => window.harness.getToken("convex"));
    expect(await claimsOf(token)).toMatchObject({
      sub: user.id,
      aud: "convex",
      name: "Ada Lovelace",
      nickname: "ada-l",
      email: "ada-l@example.test",
      role: "support",
      azp: server.origin,
    });
    const missing = page.evaluate(() => window.harness.getToken("hasura"));
    await expect(missing).rejects.toThrow(/hasura/);
  });

  it("show a saved change at once, twice in a row", async () => {
    await signedIn();
    for (const [firstName, name] of [
      ["Augusta", "Augusta Lovelace"],
      ["Countess", "Countess Lovelace"],
    ] as const) {
      const saved = await page.evaluate(
        (first) => window.harness.update({ firstName: first }),
        firstName,
      );
      expect(saved).toEqual({ ok: true });
      await page.getByText(name).waitFor();
    }
  });

  it("give a refusal with its code and parameter", async () => {
    await sandbox.clerk.users.create({ username: "taken" });
    await signedIn();
    const update = (username: string) =>
      page.evaluate((name) => window.harness.update({ username: name }), username);
    expect(await update("TAKEN")).toMatchObject({
      status: 422,
      code: "form_identifier_exists",
      paramName: "username",
    });
    expect(await update("abc")).toMatchObject({ code: "form_username_invalid_length" });
    expect(await update("not valid")).toMatchObject({ code: "form_username_invalid_character" });
    expect(await field("username").textContent()).toBe("ada-l");
  });

  it("report what goes wrong on the way", async () => {
    await signedIn();
    const { faults } = sandbox.clerk;
    const on = { on: "frontend", match: { path: "/v1/me", method: "PATCH" }, times: 1 } as const;
    const update = () => page.evaluate(() => window.harness.update({ lastName: "King" }));
    faults.set({ ...on, effect: "rate_limit", retry_after: 3 });
    expect(await update()).toMatchObject({ status: 429, retryAfter: 3 });
    faults.set({ ...on, effect: "server_error" });
    expect(await update()).toMatchObject({ status: 500, code: "internal_clerk_error" });
    faults.set({ ...on, effect: "network_error" });
    expect(await update()).toMatchObject({
      ok: false,
      message: expect.stringContaining("network"),
    });
    expect(await update()).toEqual({ ok: true });
  });

  it("upload a picture, show it, and take it away", async () => {
    await signedIn();
    const uploaded = await page.evaluate((bytes) => window.harness.setPicture(bytes), [...PNG]);
    expect(uploaded).toEqual({ ok: true });
    await page.locator("[data-field=has-image]", { hasText: "true" }).waitFor();
    await pictureOfWidth(1);
    const refused = await page.evaluate(() => window.harness.setPicture([1, 2, 3]));
    expect(refused).toMatchObject({ ok: false, code: "avatar_file_type_invalid" });
    await page.evaluate(() => window.harness.removePicture());
    await page.locator("[data-field=has-image]", { hasText: "false" }).waitFor();
    await pictureOfWidth(160);
  });

  it("switch to a second person", async () => {
    await signedIn();
    const other = await sandbox.clerk.users.create({ username: "grace-h" });
    await page.evaluate((id) => window.harness.switchTo(id), other.id);
    await page.getByText("grace-h").waitFor();
    const token = await page.evaluate(() => window.harness.getToken("convex"));
    expect(await claimsOf(token)).toMatchObject({ sub: other.id });
  });

  it("find out when the person has been deleted", async () => {
    const user = await signedIn();
    sandbox.clerk.users.delete(user.id);
    expect(await page.evaluate(() => window.harness.update({ lastName: "King" }))).toMatchObject({
      status: 401,
    });
    await state("signed-out").waitFor();
  });
});

describe("a page without a server", () => {
  it("runs the same: sign in, save, refusal, picture, second person, sign out", async () => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const [ada = "", grace = ""] = await page.evaluate(() =>
      window.harness.mount(["ada-l", "grace-h"]),
    );
    await state("signed-out").waitFor();
    await page.evaluate((id) => window.harness.switchTo(id), ada);
    await page.getByText("ada-l").waitFor();
    await page.evaluate(() => window.harness.update({ firstName: "Ada" }));
    await page.locator("[data-field=name]", { hasText: "Ada" }).waitFor();
    const refused = await page.evaluate(() => window.harness.update({ username: "grace-h" }));
    expect(refused).toMatchObject({ code: "form_identifier_exists", paramName: "username" });
    await page.evaluate((bytes) => window.harness.setPicture(bytes), [...PNG]);
    await pictureOfWidth(1);
    await page.evaluate((id) => window.harness.switchTo(id), grace);
    await page.getByText("grace-h").waitFor();
    expect(await page.evaluate(() => window.harness.getToken("convex"))).toMatch(/^ey/);
    await page.evaluate(() => window.harness.signOut());
    await state("signed-out").waitFor();
    const webhooks = await page.evaluate(async () => {
      await window.harness.sandbox?.clerk.webhooks.deliverDue();
      return window.harness.sandbox?.deliveries.length;
    });
    expect(webhooks).toBe(4);
    expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Waits until the page shows a picture of this width, which it only has once it is loaded. */
function pictureOfWidth(width: number) {
  return page.waitForFunction(
    (expected) => document.querySelector("img")?.naturalWidth === expected,
    width,
  );
}
