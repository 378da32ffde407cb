import { Webhook } from "svix";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultInput } from "../faults/rules";
import { SIGNING_SECRET, testClerk } from "../testing";

const START = 1_700_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});
afterEach(() => vi.useRealTimers());

/** The event in a request, if its signature is good. Throws what svix throws. */
async function verified(request: Request | undefined) {
  if (!request) throw new Error("nothing was sent");
  const body = await request.clone().text();
  new Webhook(SIGNING_SECRET).verify(body, Object.fromEntries(request.headers));
  return JSON.parse(body) as { type: string; timestamp: number; data: Record<string, unknown> };
}

/** An instance whose receiver answers with these statuses, then with 200. */
async function withReceiver(...statuses: number[]) {
  const received: Request[] = [];
  const sandbox = await testClerk({
    send: async (request) => {
      received.push(request);
      return new Response(null, { status: statuses.shift() ?? 200 });
    },
  });
  return { ...sandbox, received };
}

describe("webhooks", () => {
  it("tell of a person's life in order, in Clerk's envelope", async () => {
    const { clerk, received } = await withReceiver();
    const ada = await clerk.users.create({ username: "ada-l", external_id: "42" });
    const changed = await clerk.users.update(ada.id, { first_name: "Ada" });
    clerk.users.delete(ada.id);
    await clerk.webhooks.deliverDue();
    const events = await Promise.all(received.map(verified));
    expect(events).toEqual([
      expect.objectContaining({ type: "user.created", data: ada, timestamp: ada.updated_at }),
      expect.objectContaining({ type: "user.updated", data: changed }),
      expect.objectContaining({
        type: "user.deleted",
        data: { id: ada.id, object: "user", deleted: true, external_id: "42" },
        instance_id: "ins_test",
        object: "event",
      }),
    ]);
    const times = events.map((event) => event.timestamp);
    expect(times).toEqual([START, START + 1, START + 2]);
  });

  it("are tried again on Svix's schedule, with one id and a fresh timestamp", async () => {
    const { clerk, received } = await withReceiver(...Array<number>(8).fill(500));
    await clerk.users.create({ username: "ada-l" });
    const waited: number[] = [];
    for (let next = clerk.webhooks.nextAt(); next !== null; next = clerk.webhooks.nextAt()) {
      waited.push((next - Date.now()) / 1000);
      vi.setSystemTime(next);
      await clerk.webhooks.deliverDue();
    }
    expect(waited).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 36_000]);
    expect(received).toHaveLength(8);
    expect(new Set(received.map((request) => request.headers.get("svix-id"))).size).toBe(1);
    const stamps = received.map((request) => Number(request.headers.get("svix-timestamp")));
    expect(stamps[7]).toBe(Math.floor(Date.now() / 1000));
    await verified(received[7]);
    expect(clerk.webhooks.list()).toMatchObject([{ state: "failed", next_attempt_at: null }]);
  });

  it("can be tried again in compressed time", async () => {
    const { clerk } = await testClerk({
      webhookRetryScale: 0.001,
      send: async () => new Response(null, { status: 503 }),
    });
    await clerk.users.create({ username: "ada-l" });
    await clerk.webhooks.deliverDue();
    expect(clerk.webhooks.nextAt()).toBe(START + 5);
  });

  it("are done with the first 2xx", async () => {
    const { clerk, received } = await withReceiver(500, 204);
    await clerk.users.create({ username: "ada-l" });
    await clerk.webhooks.deliverDue();
    vi.setSystemTime(START + 5000);
    await clerk.webhooks.deliverDue();
    expect(received).toHaveLength(2);
    const [message] = clerk.webhooks.list();
    expect(message).toMatchObject({
      state: "delivered",
      attempts: [{ status: 500 }, { status: 204 }],
    });
    expect(clerk.webhooks.nextAt()).toBeNull();
  });

  it("survive a restart with their attempts, and go on where they were", async () => {
    const before = await withReceiver(500);
    await before.clerk.users.create({ username: "ada-l" });
    await before.clerk.webhooks.deliverDue();
    const after = await testClerk({ store: before.store });
    expect(after.clerk.webhooks.nextAt()).toBe(START + 5000);
    await after.clerk.webhooks.deliverNow();
    const [first] = before.received;
    expect(after.deliveries[0]?.headers.get("svix-id")).toBe(first?.headers.get("svix-id"));
    expect(await after.deliveries[0]?.text()).toBe(await first?.text());
  });

  it("can be sent once more when they have arrived", async () => {
    const { clerk, received } = await withReceiver();
    await clerk.users.create({ username: "ada-l" });
    await clerk.webhooks.deliverDue();
    const [message] = clerk.webhooks.list();
    expect(await clerk.webhooks.resend(message?.id ?? "")).toBe(true);
    expect(received.map((request) => request.headers.get("svix-id"))).toEqual([
      message?.id,
      message?.id,
    ]);
    expect(await clerk.webhooks.resend("msg_unknown")).toBe(false);
  });

  it("are forgotten, the oldest first, once a thousand newer ones have arrived", async () => {
    const { clerk } = await withReceiver();
    const { id } = await clerk.users.create({ username: "ada-l" });
    for (let i = 0; i < 1002; i++) await clerk.users.update(id, { first_name: `Ada ${i}` });
    await clerk.webhooks.deliverDue();
    const messages = clerk.webhooks.list({ limit: 2000 });
    expect(messages).toHaveLength(1000);
    expect(messages.every((message) => message.type === "user.updated")).toBe(true);
    expect(clerk.webhooks.get(messages[0]?.id ?? "")).toEqual(messages[0]);
  });

  it("keep each person's order when several people's are sent at once", async () => {
    let underWay = 0;
    let most = 0;
    const received: string[] = [];
    const { clerk } = await testClerk({
      webhookConcurrency: 3,
      send: async (request) => {
        most = Math.max(most, ++underWay);
        const event = await verified(request);
        received.push(`${String(event.data.username)} ${event.type}`);
        underWay -= 1;
        return new Response();
      },
    });
    const names = ["anna", "bert", "carl", "dora"];
    for (const username of names) await clerk.users.create({ username });
    for (const { id } of clerk.users.list()) await clerk.users.update(id, { first_name: "New" });
    await clerk.webhooks.deliverDue();
    expect(most).toBe(3);
    for (const name of names) {
      expect(received.filter((line) => line.startsWith(name))).toEqual([
        `${name} user.created`,
        `${name} user.updated`,
      ]);
    }
  });

  it("go out by themselves while timers run, and not while paused", async () => {
    const { clerk, received } = await withReceiver();
    const delivered = () =>
      new Promise<void>((resolve) => clerk.webhooks.onDelivery(() => resolve()));
    clerk.webhooks.startTimers();
    clerk.webhooks.pause();
    await clerk.users.create({ username: "ada-l" });
    expect(received).toHaveLength(0);
    const arrival = delivered();
    clerk.webhooks.resume();
    await arrival;
    expect(received).toHaveLength(1);
    await clerk.webhooks.stopTimers();
  });
});

describe("faults on webhooks", () => {
  /** What arrives of one person's creation while a fault strikes once. */
  async function struckBy(effect: Extract<FaultInput, { on: "webhook" }>["effect"]) {
    const sandbox = await withReceiver();
    sandbox.clerk.faults.set({ on: "webhook", effect, times: 1 });
    await sandbox.clerk.users.create({ username: "ada-l", first_name: "Ada" });
    await sandbox.clerk.webhooks.deliverDue();
    return sandbox;
  }

  it.each(["tamper", "wrong_secret", "old_timestamp"] as const)(
    "%s: the signature does not hold",
    async (effect) => {
      const { received } = await struckBy(effect);
      await expect(verified(received[0])).rejects.toThrow();
    },
  );

  it("malformed: the signature holds, the name is an object", async () => {
    const { received } = await struckBy("malformed");
    expect(await verified(received[0])).toMatchObject({ data: { first_name: { not: "a name" } } });
  });

  it("not_json: the signature holds, the body is no JSON", async () => {
    const { received } = await struckBy("not_json");
    await expect(verified(received[0])).rejects.toThrow(SyntaxError);
  });

  it("wrong_instance: the signature holds, the instance is another", async () => {
    const { received } = await struckBy("wrong_instance");
    expect(await verified(received[0])).toMatchObject({ instance_id: "ins_elsewhere" });
  });

  it("duplicate: the same id twice", async () => {
    const { received } = await struckBy("duplicate");
    const ids = received.map((request) => request.headers.get("svix-id"));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it("drop: never sent", async () => {
    const { received, clerk } = await struckBy("drop");
    expect(received).toHaveLength(0);
    expect(clerk.webhooks.nextAt()).toBeNull();
    expect(clerk.webhooks.list()).toMatchObject([{ state: "dropped", attempts: [] }]);
  });

  it("delay: sent later, and held back once only", async () => {
    const { clerk, received } = await withReceiver();
    clerk.faults.set({ on: "webhook", effect: "delay", ms: 700 });
    await clerk.users.create({ username: "ada-l" });
    await clerk.webhooks.deliverDue();
    expect(received).toHaveLength(0);
    expect(clerk.webhooks.nextAt()).toBe(START + 700);
    vi.setSystemTime(START + 700);
    await clerk.webhooks.deliverDue();
    expect(received).toHaveLength(1);
  });

  it("network_error: not sent, tried again on schedule", async () => {
    const { clerk, received } = await struckBy("network_error");
    expect(received).toHaveLength(0);
    expect(clerk.webhooks.nextAt()).toBe(START + 5000);
  });

  it("reorder: arrives after the one that follows", async () => {
    const { clerk, received } = await withReceiver();
    clerk.faults.set({ on: "webhook", effect: "reorder", match: { type: "user.created" } });
    const { id } = await clerk.users.create({ username: "ada-l" });
    await clerk.users.update(id, { first_name: "Ada" });
    await clerk.webhooks.deliverDue();
    const events = await Promise.all(received.map(verified));
    expect(events.map((event) => event.type)).toEqual(["user.updated", "user.created"]);
  });

  it("strike only whom and what they name", async () => {
    const { clerk, received } = await withReceiver();
    const ada = await clerk.users.create({ username: "ada-l" });
    clerk.faults.set({ on: "webhook", effect: "drop", match: { userId: ada.id } });
    await clerk.users.create({ username: "grace-h" });
    await clerk.webhooks.deliverDue();
    const events = await Promise.all(received.map(verified));
    expect(events.map((event) => event.data.username)).toEqual(["grace-h"]);
  });
});
