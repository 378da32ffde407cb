import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { addToStats } from "../../convex/lib/eventStats";
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

describe("draining", () => {
  it("takes more events than fit in a batch, with one job at a time", async () => {
    for (let index = 0; index < 105; index++) {
      const id = `user_${index}`;
      await send(t, created({ id, username: `u${index}` }));
    }
    const scheduled = async () =>
      await t.run(async (ctx) => {
        const jobs = await ctx.db.system.query("_scheduled_functions").collect();
        return jobs.filter(({ state }) => state.kind === "pending").length;
      });
    expect(await scheduled()).toBe(1);
    await pass(t);
    expect((await allRows(t, "userSync")).map(({ status }) => status)).toEqual(
      new Array(105).fill("in_sync"),
    );
    const kinds = [{ type: "user.created", count: 105 }];
    expect(await allRows(t, "eventStats")).toMatchObject([{ kinds }, { kinds }]);
    expect(await allRows(t, "inboxState")).toMatchObject([{ drain_job: null }]);
  });

  it("keeps what it needs to know of Clerk by the person's id", async () => {
    await deliver(t, created());
    expect((await findPerson(t)).sync).toMatchObject({
      externalId: ADA,
      clerk_updated_at: START,
      last_event_at: START,
      clerk: { username: "ada", email_masked: "a***@example.com", has_image: true },
    });
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
