import { readFile } from "node:fs/promises";
import type { WebSocketRoute } from "@playwright/test";
import { Webhook } from "svix";
import { expect, openAs, test, type Sandbox } from "./sandbox";

/** Deliveries that Clerk did not send, or not like this: plain HTTP against the webhook's address. */

test("a forged, a tampered and an old delivery get 401 and leave no trace", async ({ sandbox }) => {
  const body = await renaming(sandbox, "Forged");
  const ids = { forged: newId(), tampered: newId(), old: newId() };
  const somebodyElse = new Webhook(`whsec_${btoa("somebody else's secret!!")}`);

  const answers = [
    await deliver(sandbox, body, headersOf(somebodyElse, ids.forged, body)),
    await deliver(
      sandbox,
      body.replace("Forged", "Fogred"),
      headersOf(signer(sandbox), ids.tampered, body),
    ),
    await deliver(
      sandbox,
      body,
      headersOf(signer(sandbox), ids.old, body, Date.now() - 10 * 60_000),
    ),
  ];

  for (const answer of answers) {
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toMatch(/signature|secret|svix/i);
  }
  const stored = await eventsOf(sandbox);
  for (const id of Object.values(ids)) expect(stored).not.toContain(id);
});

test("a delivery without signature headers gets 401", async ({ sandbox }) => {
  const answer = await deliver(sandbox, await renaming(sandbox, "Unsigned"), {});
  expect(answer.status).toBe(401);
});

test("a delivery that comes three times is applied once", async ({ sandbox, page }) => {
  const body = await renaming(sandbox, "Thrice");
  const id = newId();
  for (let time = 0; time < 3; time++) {
    const answer = await deliver(sandbox, body, headersOf(signer(sandbox), id, body));
    expect(answer.status).toBe(200);
  }

  await page.goto(`${sandbox.url}/events`);
  const { id: externalId } = await sandbox.person("giorgos");
  await expect
    .poll(async () => (await detailsOf(sandbox, externalId)).find((event) => event.svix_id === id))
    .toMatchObject({ deliveries: 3, attempts: 1, status: "applied" });
});

test("all events that match are counted, replayed and told of", async ({ sandbox, page }) => {
  await openAs(page, sandbox, "amara", "/events?type=user.created");
  await page.getByRole("button", { name: "Replay all" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay all that match" });
  const start = dialog.getByRole("button", { name: /^Replay \d+ events$/ });
  const [counted] = /\d+/.exec((await start.textContent()) ?? "") ?? [];
  await start.click();
  await expect(dialog.getByText(`Replayed ${counted} events.`)).toBeVisible();

  const replayed = (await detailsOf(sandbox)).filter(({ replayed_at }) => replayed_at !== null);
  expect(replayed).not.toHaveLength(0);
  for (const event of replayed) expect(event.type).toBe("user.created");
});

test("what is listed can be saved to a file, with no address in clear", async ({
  sandbox,
  page,
}) => {
  const { id } = await sandbox.person("giorgos");
  await openAs(page, sandbox, "amara", `/events?person=${id}`);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export events" });
  await dialog.getByText("JSON lines").click();
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("events.jsonl");

  const text = await readFile(await file.path(), "utf8");
  const events = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { svix_id: string; person_id: string });
  const listed = await detailsOf(sandbox, id);
  expect(events.map(({ svix_id }) => svix_id).sort()).toEqual(
    listed.map(({ svix_id }) => svix_id).sort(),
  );
  for (const event of events) expect(event.person_id).toBe(id);
  expect(text).not.toMatch(/[a-z0-9]{2,}@/i);
});

test("a list that was open while a laptop slept has all that came meanwhile, and was never empty", async ({
  sandbox,
  page,
}) => {
  // More than one query is given rows for.
  const CAME = 550;
  const sockets: WebSocketRoute[] = [];
  let asleep = false;
  await page.routeWebSocket(/\/sync$/, async (socket) => {
    if (asleep) return await socket.close();
    socket.connectToServer();
    sockets.push(socket);
  });
  const data = await userOf(sandbox, "soren");
  await openAs(page, sandbox, "amara", `/events?person=${data.id}`);
  const table = page.getByRole("table", { name: "Events" });
  await expect(table).toHaveAttribute("aria-rowcount", /^[1-9]\d*$/);
  const before = Number(await table.getAttribute("aria-rowcount"));

  asleep = true;
  for (const socket of sockets) await socket.close();
  const rename = async (n: number) => {
    const body = bodyOf(sandbox, data, `After ${n}`);
    const answer = await deliver(sandbox, body, headersOf(signer(sandbox), newId(), body));
    expect(answer.status).toBe(200);
  };
  let sent = 0;
  const lane = async () => {
    while (sent < CAME - 1) await rename(++sent);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  await rename(CAME);
  // Whether there was a moment in which the head was all that it had.
  await page.evaluate(() => {
    const look = () => {
      const rows = document.querySelectorAll("[role=table] [role=row]");
      if (rows.length < 2) document.body.dataset["wasEmpty"] = "yes";
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  asleep = false;

  await expect(table).toHaveAttribute("aria-rowcount", String(before + CAME), { timeout: 60_000 });
  await expect(
    table.getByRole("row", { name: new RegExp(`After ${CAME}\\b`) }).first(),
  ).toBeVisible();
  expect(await page.evaluate(() => document.body.dataset["wasEmpty"])).toBeUndefined();
});

type ClerkUser = Record<string, unknown> & { readonly id: string };

async function userOf(sandbox: Sandbox, username: string): Promise<ClerkUser> {
  const { id } = await sandbox.person(username);
  return await sandbox.clerk<ClerkUser>("GET", `/people/${id}`);
}

/** What Clerk says when giorgos gets a new last name. */
async function renaming(sandbox: Sandbox, last_name: string): Promise<string> {
  return bodyOf(sandbox, await userOf(sandbox, "giorgos"), last_name);
}

/** What Clerk says when this user gets a new last name. */
function bodyOf(sandbox: Sandbox, data: ClerkUser, last_name: string): string {
  const now = Date.now();
  return JSON.stringify({
    type: "user.updated",
    object: "event",
    timestamp: now,
    instance_id: sandbox.variable("CLERK_INSTANCE_ID"),
    data: { ...data, last_name, updated_at: now },
  });
}

function signer(sandbox: Sandbox): Webhook {
  return new Webhook(sandbox.variable("CLERK_WEBHOOK_SIGNING_SECRET"));
}

function headersOf(webhook: Webhook, id: string, body: string, at = Date.now()) {
  return {
    "svix-id": id,
    "svix-timestamp": String(Math.floor(at / 1000)),
    "svix-signature": webhook.sign(id, new Date(at), body),
  };
}

async function deliver(
  sandbox: Sandbox,
  body: string,
  headers: Record<string, string>,
): Promise<Response> {
  return await fetch(`${sandbox.variable("CONVEX_SITE_URL")}/clerk/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

function newId(): string {
  return `msg_${crypto.randomUUID()}`;
}

interface EventRow {
  readonly svix_id: string;
  readonly type: string;
  readonly replayed_at: number | null;
  readonly deliveries: number;
  readonly attempts: number;
  readonly status: string;
}

/** The newest events as the dashboard's query gives them, asked as a support admin. */
async function detailsOf(sandbox: Sandbox, externalId?: string): Promise<EventRow[]> {
  const { ConvexHttpClient } = await import("convex/browser");
  const { api } = await import("../../convex/_generated/api.js");
  const client = new ConvexHttpClient(sandbox.variable("VITE_CONVEX_URL"), { logger: false });
  client.setAuth(await adminToken(sandbox));
  const { page } = await client.query(api.dashboard.listEvents, {
    paginationOpts: { numItems: 50, cursor: null },
    ...(externalId ? { externalId } : {}),
  });
  return page;
}

async function eventsOf(sandbox: Sandbox): Promise<string[]> {
  return (await detailsOf(sandbox)).map(({ svix_id }) => svix_id);
}

/** Signs in by ticket through the Frontend API, as clerk-js does, and asks for a Convex token. */
async function adminToken(sandbox: Sandbox): Promise<string> {
  const { id } = await sandbox.person("amara");
  const { ticket } = await sandbox.clerk<{ ticket: string }>("POST", "/tickets", { user_id: id });
  const base = `${sandbox.variable("CLERK_API_URL")}/v1/client`;
  const signedIn = await fetch(`${base}/sign_ins`, {
    method: "POST",
    body: new URLSearchParams({ strategy: "ticket", ticket }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const { response } = (await signedIn.json()) as { response: { created_session_id: string } };
  const token = await fetch(`${base}/sessions/${response.created_session_id}/tokens/convex`, {
    method: "POST",
    headers: { cookie },
  });
  return ((await token.json()) as { jwt: string }).jwt;
}
