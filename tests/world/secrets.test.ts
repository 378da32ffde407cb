import { Webhook } from "svix";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { createEngine } from "../../sandbox/convex/engine";
import { memoryStore } from "../../sandbox/kv/memory";
import { seed } from "../../sandbox/world/seed/seed";
import type { World } from "../../sandbox/world/world";
import { convexToken } from "./access/callers";
import { actAsAdmin, adminCall, openMemoryWorld } from "./support/memoryWorld";

/**
 * After weeks of life: what must be in no row and in no line of the log. Every needle is looked for
 * where it must be as well, or that it is not found would say nothing.
 */

const PHONE = "+442071838750";
const CLIENT_IP = "203.0.113.77";
const PRIVATE = "a-plan-that-only-the-server-knows";
const UNSIGNED = "a-word-that-nobody-signed";

/** The texts in which it is, by their beginnings alone: what must not be kept is not printed. */
function holding(texts: readonly string[], needle: string | RegExp): string[] {
  const isIn = (text: string) =>
    typeof needle === "string" ? text.includes(needle) : needle.test(text);
  return texts.filter(isIn).map((text) => text.slice(0, 60));
}

describe("after a lived history", () => {
  let world: World;
  const stores = { clerk: memoryStore(), convex: memoryStore() };
  const log: string[] = [];
  /** What Clerk knows and sends. */
  let told: string;
  let emails: string[];
  let token: string;

  beforeAll(async () => {
    world = await openMemoryWorld(stores, (options) =>
      createEngine({
        ...options,
        app: {
          ...options.app,
          modules: { ...options.app.modules, dump: () => import("./support/dump") },
        },
        onLog: (line) => log.push(JSON.stringify(line)),
      }),
    );
    const { admin } = await seed(world, { people: 24 });
    await world.clerk.users.update(admin, { private_metadata: { plan: PRIVATE } });
    emails = world.clerk.users
      .list({ limit: 500 })
      .flatMap((user) => user.email_addresses.map(({ email_address }) => email_address));
    token = await convexToken(world, admin);
    await deliver(withEverything(admin));
    // Fails and is tried again; until then its address would wait beside it (docs/decisions/011).
    await deliver(withEverything(admin, { username: 7, email_addresses: [] }));
    await deliver(withEverything(admin, { object: "session", id: "sess_1" }, "session.created"));
    await deliver({ type: "email.created", data: { to_email_address: emails[0], body: PRIVATE } });
    await deliver(`{"type": "user.updated", "half": "${PRIVATE}`);
    await refused(UNSIGNED);
    await world.engine.runDueJobs();
    await actAsAdmin(world, api.dashboard.revealEmail, { externalId: admin });
    told = JSON.stringify([...stores.clerk.range({ start: "", end: "\uffff" })]);
  });

  afterAll(async () => {
    await world.engine.close();
    vi.unstubAllGlobals();
  });

  it("no row and no line of the log holds a secret of the deployment", async () => {
    const { webhookSigningSecret, secretKey, adminKey } = world.secrets;
    const privateKeys = [...told.matchAll(/"(?:d|p|q)":"([\w-]{40,})"/g)].map(([, key]) => key);
    expect(privateKeys.length).toBeGreaterThan(0);
    const kept = [...(await rowsExceptOf()), ...log];
    for (const secret of [webhookSigningSecret, secretKey, adminKey, token, ...privateKeys]) {
      expect(holding(kept, String(secret))).toEqual([]);
    }
    expect(holding(kept, /whsec_|sk_(test|live)_|eyJ[\w-]+\.eyJ/)).toEqual([]);
  });

  it("no row and no line of the log holds what only Clerk's server may know", async () => {
    const kept = [...(await rowsExceptOf()), ...log];
    for (const needle of [PRIVATE, PHONE, CLIENT_IP, "AdaBrowser/1.0"]) {
      expect(holding(kept, needle)).toEqual([]);
    }
    expect(told).toContain(PRIVATE);
  });

  it("an address is in the person's own row, and in no other", async () => {
    const others = [...(await rowsExceptOf("users")), ...log];
    for (const email of emails) {
      expect(holding(others, email)).toEqual([]);
    }
    expect(holding(others, /[\w.+-]{2,}@[\w-]+\.\w/)).toEqual([]);
    // The search finds one where it may be.
    const users = (await rowsExceptOf()).filter((row) => row.startsWith("users "));
    const found = emails.filter((email) => users.some((row) => row.includes(email)));
    expect(found.length).toBeGreaterThan(emails.length / 2);
  });

  it("nothing is left of what nobody signed, and something of what Clerk did", async () => {
    const whole = JSON.stringify([...stores.convex.range({ start: "", end: "\uffff" })]);
    expect(whole).not.toContain(UNSIGNED);
    expect(log.join()).not.toContain(UNSIGNED);
    expect(whole).toContain("session.created");
    expect((await rowsExceptOf()).filter((row) => row.startsWith("rejections "))).not.toEqual([]);
  });

  async function rowsExceptOf(...tables: string[]): Promise<string[]> {
    const { caller } = adminCall(world, api.dashboard.viewer, {});
    const call = { path: "dump:rowsExceptOf", args: { tables }, caller };
    const { result } = await world.engine.query({ ...call, caller: { ...caller, admin: true } });
    if (!result.ok) throw new Error(result.errorMessage);
    return result.value as string[];
  }

  /** An event about somebody as Clerk could send it, with all that must not be kept. */
  function withEverything(id: string, more: object = {}, type = "user.updated") {
    const user = world.clerk.users.get(id);
    return {
      type,
      timestamp: Date.now(),
      instance_id: world.secrets.instanceId,
      event_attributes: { http_request: { client_ip: CLIENT_IP, user_agent: "AdaBrowser/1.0" } },
      data: {
        ...user,
        updated_at: Date.now(),
        phone_numbers: [{ id: "idn_phone", phone_number: PHONE }],
        private_metadata: { plan: PRIVATE },
        last_sign_in_ip: CLIENT_IP,
        ...more,
      },
    };
  }

  async function deliver(event: object | string): Promise<void> {
    const body = typeof event === "string" ? event : JSON.stringify(event);
    const id = `msg_${crypto.randomUUID()}`;
    const webhook = new Webhook(world.secrets.webhookSigningSecret);
    const now = new Date();
    const response = await post(body, {
      "svix-id": id,
      "svix-timestamp": String(Math.floor(now.getTime() / 1000)),
      "svix-signature": webhook.sign(id, now, body),
    });
    expect(response.status).toBe(200);
  }

  async function refused(body: string): Promise<void> {
    const headers = { "svix-id": body, "svix-timestamp": "1", "svix-signature": `v1,${body}` };
    expect((await post(body, headers)).status).toBe(401);
  }

  async function post(body: string, headers: Record<string, string>): Promise<Response> {
    const url = `${world.addresses.convexSite}/clerk/webhook`;
    const request = new Request(url, { method: "POST", body, headers });
    return await world.engine.httpAction(request, { identity: null });
  }
});
