import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { addToStats } from "../../convex/lib/eventStats";
import schema from "../../convex/schema";
import {
  ADA,
  clerkUser,
  created,
  deleted,
  deliver,
  send,
  sign,
  updated,
  userEvent,
  type Json,
} from "./support/clerk";
import { allRows, eventOf, findPerson } from "./support/read";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** Somebody whose deletion throws once all of it is written. */
const HALF_WAY = "user_half_way";
vi.mock(import("../../convex/lib/deletion"), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    bury: async (ctx, person, ...rest) => {
      const buried = await original.bury(ctx, person, ...rest);
      if (person.externalId === HALF_WAY) throw new Error("Half-way through ada@example.com.");
      return buried;
    },
  };
});

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const statuses = async () => (await allRows(t, "inboxEvents")).map(({ status }) => status);
const somebody = (n: number, overrides: Json = {}) =>
  created({ id: `user_${n}`, username: `u${n}`, ...overrides });

describe("a batch", () => {
  it("of a hundred applies all the others when one in the middle is poisoned", async () => {
    for (let n = 0; n < 100; n++) await send(t, somebody(n, n === 50 ? { first_name: 7 } : {}));
    await t.mutation(internal.inbox.drain, {});
    const expected: string[] = new Array(100).fill("applied");
    expected[50] = "failed";
    expect(await statuses()).toEqual(expected);
    expect(await allRows(t, "users")).toHaveLength(99);
    const kinds = [
      { outcome: "applied", count: 99 },
      { outcome: "failed", count: 1 },
    ];
    const failures = [{ kind: "invalid_payload", count: 1 }];
    expect(await allRows(t, "eventStats")).toMatchObject([
      { span: "hour", kinds, failures },
      { span: "day", kinds, failures },
    ]);
  });

  it("leaves nothing of an event whose applying failed half-way", async () => {
    const id = HALF_WAY;
    await deliver(t, created({ id }));
    await send(t, deleted(START + 1, id), { id: "msg_half" });
    await send(t, somebody(2));
    await pass(t);
    expect(await eventOf(t, "msg_half")).toMatchObject({
      status: "failed",
      error: { kind: "exception", message: "Half-way through a***@example.com." },
    });
    const { profile, sync } = await findPerson(t, id);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "failed", deleted_at: null });
    expect((await findPerson(t, "user_2")).profile).not.toBeNull();
  });

  it("applies the others also when a failure cannot even be noted on the person", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    await deliver(t, somebody(1));
    // Two rows where there must be one: everything that reads this person throws.
    await t.run(async (ctx) => {
      const user = await ctx.db.query("users").first();
      if (user === null) throw new Error("not created");
      const { _id: _, _creationTime: __, ...row } = user;
      await ctx.db.insert("users", row);
    });
    await send(t, somebody(1, { updated_at: START + 1 }), { id: "msg_spoilt" });
    await send(t, somebody(2));
    await pass(t, 60 * 60_000);
    expect(await eventOf(t, "msg_spoilt")).toMatchObject({ status: "dead", attempts: 7 });
    expect((await findPerson(t, "user_2")).profile).not.toBeNull();
    expect(log).toHaveBeenCalled();
    log.mockRestore();
  });

  it("is applied in the order of the changes, so that none is stale needlessly", async () => {
    for (const n of [3, 1, 4, 0, 2]) {
      await send(t, updated({ first_name: `Ada ${n}`, updated_at: START + n }));
    }
    await pass(t);
    expect(await statuses()).toEqual(new Array(5).fill("applied"));
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada 4" });
  });

  it("writes the hour's counts and the day's once, however many events it has", async () => {
    const outcomes = Array.from({ length: 100 }, (_, n) => ({
      type: n % 2 === 0 ? "user.created" : "user.updated",
      outcome: "applied" as const,
      latencyMs: n,
      failure: null,
    }));
    const writes = await t.run(async (ctx) => {
      await addToStats(ctx, START, outcomes);
      return (await ctx.meta.getTransactionMetrics()).documentsWritten.used;
    });
    expect(writes).toBe(2);
    const kinds = [{ count: 50 }, { count: 50 }];
    expect(await allRows(t, "eventStats")).toMatchObject([{ kinds }, { kinds }]);
  });

  it("takes twenty failing events at most, so that fresh ones get their turn", async () => {
    for (let n = 0; n < 30; n++) await send(t, somebody(n, { first_name: 7 }));
    await t.mutation(internal.inbox.drain, {});
    for (let n = 100; n < 200; n++) await send(t, somebody(n));
    vi.setSystemTime(START + 10 * 60_000);
    await t.mutation(internal.inbox.drain, {});
    const attempts = (await allRows(t, "inboxEvents")).map((event) => event.attempts);
    expect(attempts.slice(0, 30).filter((count) => count === 2)).toHaveLength(20);
    expect(attempts.slice(30).filter((count) => count === 1)).toHaveLength(80);
  });
});

describe("retries", () => {
  it("wait longer each time, up to five minutes, then end", async () => {
    await send(t, updated({ first_name: 7 }), { id: "msg_a" });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt++) {
      await t.mutation(internal.inbox.drain, {});
      const { processed_at, next_attempt_at, attempts } = await eventOf(t, "msg_a");
      expect(attempts).toBe(attempt);
      if (next_attempt_at === null) break;
      waits.push(next_attempt_at - (processed_at ?? 0));
      vi.setSystemTime(next_attempt_at);
    }
    const full = [5_000, 10_000, 20_000, 40_000, 80_000, 160_000];
    expect(waits).toHaveLength(full.length);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeLessThanOrEqual(full[index] ?? 0);
      expect(wait).toBeGreaterThanOrEqual((full[index] ?? 0) / 2);
    }
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "dead" });
  });

  it("are not made before their time", async () => {
    await send(t, updated({ first_name: 7 }), { id: "msg_a" });
    await t.mutation(internal.inbox.drain, {});
    vi.setSystemTime(START + 2_000);
    await t.mutation(internal.inbox.drain, {});
    expect(await eventOf(t, "msg_a")).toMatchObject({ attempts: 1 });
  });
});

describe("what Clerk may send of a user", () => {
  it("is applied though its metadata is half a megabyte, of which nothing is stored", async () => {
    const public_metadata = { notes: "x".repeat(500_000) };
    expect((await send(t, created({ public_metadata }), { id: "msg_a" })).status).toBe(200);
    await pass(t);
    const event = await eventOf(t, "msg_a");
    expect(event).toMatchObject({ status: "applied" });
    expect(JSON.stringify(event).length).toBeLessThan(5_000);
  });

  it.each<[string, Json, Json]>([
    ["no username", { username: null }, { username: null, first_name: "Ada" }],
    ["no names", { first_name: null, last_name: null }, { first_name: null, last_name: null }],
    ["empty names", { first_name: "", last_name: " " }, { first_name: null, last_name: null }],
    ["no e-mail", { email_addresses: [], primary_email_address_id: null }, { email: null }],
    ["several e-mails", {}, { email: "ada@example.com" }],
    ["e-mails and no primary one", { primary_email_address_id: null }, { email: null }],
    ["no picture", { image_url: null, has_image: false }, { profile_image_url: null }],
  ])("is applied with %s", async (_, overrides, expected) => {
    await deliver(t, created(overrides));
    expect(await statuses()).toEqual(["applied"]);
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject(expected);
    expect(sync?.search_text).not.toContain("null");
  });

  it("is applied with fields that we do not know, whose names are kept", async () => {
    await send(t, created({ telepathy_enabled: true, legal: { accepted: 1 } }), { id: "msg_a" });
    await pass(t);
    const { status, payload } = await eventOf(t, "msg_a");
    expect(status).toBe("applied");
    const { dropped_keys } = payload as { dropped_keys: string[] };
    expect(dropped_keys).toEqual(expect.arrayContaining(["telepathy_enabled", "legal"]));
  });

  it("is left aside when it is no change of a profile, with the names of its fields", async () => {
    const session = { id: "sess_1", user_id: ADA, status: "active", last_active_token: "jwt" };
    await send(t, userEvent("session.created", session), { id: "msg_a" });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({
      status: "ignored",
      error: { kind: "unknown_type" },
      externalId: ADA,
      payload: { id: "sess_1", status: "active", dropped_keys: ["last_active_token"] },
    });
  });

  it("is answered with 200 and ends somewhere, whatever it is", async () => {
    const type = fc.oneof(
      fc.constantFrom("user.created", "user.updated", "user.deleted"),
      fc.string(),
    );
    const data = fc.oneof(fc.jsonValue(), fc.dictionary(userKey, fc.jsonValue()));
    const event = fc.record({ type, data, timestamp: fc.jsonValue() }, { requiredKeys: [] });
    const body = fc.oneof(fc.string(), fc.jsonValue().map(asText), event.map(asText));
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 8 }), async (bodies) => {
        t = startBackend();
        for (const text of bodies) expect((await send(t, text)).status).toBe(200);
        await t.mutation(internal.inbox.drain, {});
        expect(await statuses()).not.toContain("received");
      }),
      { numRuns: 30 },
    );
  });

  const userKey = fc.constantFrom(...Object.keys(clerkUser()));
  const asText = (value: unknown) => JSON.stringify(value);
});

describe("a body that is too large", () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    t.fetch("/clerk/webhook", { method: "POST", body, headers: { ...sign(body), ...headers } });

  it("is refused with 413 by the length that it says it has, and not stored", async () => {
    quiet();
    const response = await post(JSON.stringify(created()), { "content-length": "1048577" });
    expect(response.status).toBe(413);
    expect(await response.text()).toBe("Too large.");
    expect(await allRows(t, "inboxEvents")).toEqual([]);
  });

  it("is refused with 413 when it does not say, signed or not", async () => {
    quiet();
    const body = JSON.stringify(created({ public_metadata: "x".repeat(1024 * 1024) }));
    expect((await post(body)).status).toBe(413);
    expect((await post(body, { "svix-signature": "v1,Zm9yZ2Vk" })).status).toBe(413);
    expect(await allRows(t, "inboxEvents")).toEqual([]);
  });

  function quiet(): void {
    vi.spyOn(console, "warn").mockImplementation(() => {});
  }
});

describe("no secret", () => {
  const SECRETS = [
    "s-private-metadata",
    "s-public-metadata",
    "s-unsafe-metadata",
    "+441234567890",
    "203.0.113.9",
    "s-user-agent",
    "s-session-token",
    "s-otp",
    "s-external-account-token",
    "s-new-field",
    "second@example.com",
  ];

  it("is in any row of any table, whatever became of the event", async () => {
    const secrets = {
      private_metadata: { plan: "s-private-metadata" },
      public_metadata: { plan: "s-public-metadata" },
      unsafe_metadata: { plan: "s-unsafe-metadata" },
      phone_numbers: [{ id: "idn_3", phone_number: "+441234567890" }],
      external_accounts: [{ access_token: "s-external-account-token" }],
      session_token: "s-session-token",
      a_new_field: "s-new-field",
      email_addresses: [
        { id: "idn_1", email_address: "second@example.com" },
        { id: "idn_2", email_address: "ada@example.com", verification: { code: "s-otp" } },
      ],
    };
    const envelope = {
      event_attributes: { http_request: { client_ip: "203.0.113.9", user_agent: "s-user-agent" } },
    };
    const event = (type: string, overrides: Json = {}) =>
      userEvent(type, clerkUser({ ...secrets, ...overrides }), envelope);
    await deliver(
      t,
      event("user.created"),
      event("user.updated", { first_name: ["s-new-field"], updated_at: START + 1 }),
      event("user.updated", { email_addresses: "second@example.com", updated_at: START + 2 }),
      event("user.updated", { updated_at: START - 1 }),
      event("user.invented"),
      event("session.created"),
      event("email.created", { body: "s-otp", to_email_address: "second@example.com" }),
      event("user.updated", { id: ["s-new-field"] }),
    );
    await send(t, `{"type": "user.updated", "data": "s-new-field"}`);
    await pass(t, 10 * 60_000);
    expect(new Set(await statuses())).toEqual(new Set(["applied", "dead", "stale", "ignored"]));

    const text = JSON.stringify(await everything());
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  it("but a person's own address is in users, and there alone once events are over", async () => {
    await deliver(t, created(), updated({ first_name: "Augusta", updated_at: START + 1 }));
    const { users, ...rest } = await everything();
    expect(JSON.stringify(users)).toContain("ada@example.com");
    expect(JSON.stringify(rest)).not.toContain("ada@example.com");
  });

  async function everything(): Promise<Record<string, unknown[]>> {
    const tables = Object.keys(schema.tables) as (keyof typeof schema.tables)[];
    const rows: Record<string, unknown[]> = {};
    for (const table of tables) rows[table] = await allRows(t, table);
    expect(rows.inboxEvents).not.toEqual([]);
    return rows;
  }
});
