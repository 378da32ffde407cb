import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { pageOfEvents } from "../../convex/lib/eventRows";
import { ADA, created, deleted, deliver, send, updated } from "./support/clerk";
import { eventOf } from "./support/read";
import { bareEvent } from "./support/rows";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** The dashboard's list of events, and one of them with all that is kept. */

let t: Backend;
let support: ReturnType<typeof signedIn>;
let admin: ReturnType<typeof signedIn>;
beforeEach(() => {
  t = startBackend();
  support = signedIn(t, "user_staff", "support");
  admin = signedIn(t, "user_boss", "admin");
});
afterEach(stopBackend);

type Filter = Omit<Parameters<typeof pageOfEvents>[1], "paginationOpts">;
const idsOf = async (filter: Filter) => {
  const paginationOpts = { numItems: 10, cursor: null };
  const { page } = await support.query(api.dashboard.listEvents, { paginationOpts, ...filter });
  return page.map(({ svix_id }) => svix_id);
};
const detail = (svix_id: string) => support.query(api.dashboard.getEvent, { svix_id });

async function insertEvents(events: readonly Partial<typeof bareEvent>[]) {
  await t.run(async (ctx) => {
    for (const [n, event] of events.entries()) {
      await ctx.db.insert("inboxEvents", {
        ...bareEvent,
        svix_id: `msg_${n}`,
        error_text: event.error?.message ?? "",
        ...event,
      });
    }
  });
}

describe("finding events", () => {
  const taken = { kind: "invalid_field", message: "The username countess is taken here." };
  const missing = { kind: "exception", message: "An index was missing." };
  beforeEach(async () => {
    await insertEvents([
      { svix_id: "msg_aa1", received_at: START, status: "dead", error: taken },
      { svix_id: "msg_aa2", received_at: START + 1, status: "failed", error: missing },
      { svix_id: "msg_bb1", received_at: START + 2, externalId: "user_bob" },
      {
        svix_id: "msg_bb2",
        received_at: START + 3,
        externalId: "user_bob",
        status: "dead",
        type: "user.created",
        error: taken,
      },
    ]);
  });

  it("goes by the time of receipt, both ends included, together with every other filter", async () => {
    expect(await idsOf({ since: START + 1, until: START + 2 })).toEqual(["msg_bb1", "msg_aa2"]);
    expect(await idsOf({ since: START + 2 })).toEqual(["msg_bb2", "msg_bb1"]);
    expect(await idsOf({ status: "dead", until: START + 2 })).toEqual(["msg_aa1"]);
    expect(await idsOf({ type: "user.created", since: START + 4 })).toEqual([]);
    expect(await idsOf({ externalId: "user_bob", since: START + 3 })).toEqual(["msg_bb2"]);
    expect(
      await idsOf({
        externalId: "user_bob",
        type: "user.created",
        status: "dead",
        since: START,
        until: START + 3,
      }),
    ).toEqual(["msg_bb2"]);
  });

  it("goes by the svix-id, whole or its beginning", async () => {
    expect(await idsOf({ search: "msg_aa2" })).toEqual(["msg_aa2"]);
    expect(await idsOf({ search: " msg_aa " })).toEqual(["msg_aa1", "msg_aa2"]);
    expect(await idsOf({ search: "msg_b", status: "dead", since: START + 3 })).toEqual(["msg_bb2"]);
    expect(await idsOf({ search: "msg_zz" })).toEqual([]);
  });

  it("goes by words of the error, together with every other filter", async () => {
    expect((await idsOf({ search: "countess" })).sort()).toEqual(["msg_aa1", "msg_bb2"]);
    expect(await idsOf({ search: "index missing" })).toEqual(["msg_aa2"]);
    expect(await idsOf({ search: "countess", externalId: "user_bob" })).toEqual(["msg_bb2"]);
    expect(await idsOf({ search: "countess", type: "user.updated" })).toEqual(["msg_aa1"]);
    expect(await idsOf({ search: "countess", status: "failed" })).toEqual([]);
    expect(await idsOf({ search: "countess", until: START + 2 })).toEqual(["msg_aa1"]);
  });

  it("reads at most 300 documents for a page, however many there are", async () => {
    await insertEvents(
      Array.from({ length: 400 }, (_, n) => ({ svix_id: `msg_x${n}`, received_at: START + n })),
    );
    for (const filter of [{}, { since: START }, { externalId: ADA }, { search: "msg_x" }]) {
      const read = await t.run(async (ctx) => {
        await pageOfEvents(ctx, { ...filter, paginationOpts: { numItems: 50, cursor: null } });
        return (await ctx.meta.getTransactionMetrics()).documentsRead.used;
      });
      expect(read).toBeLessThanOrEqual(300);
    }
  });
});

describe("one event", () => {
  it("is told with what Clerk sent, redacted", async () => {
    await deliver(t, created());
    await send(t, updated({ first_name: "Augusta", updated_at: START + 1 }), { id: "msg_a" });
    await pass(t);
    const event = await detail("msg_a");
    expect(event).toMatchObject({
      payload: { first_name: "Augusta", dropped_keys: expect.arrayContaining(["phone_numbers"]) },
      not_replayable: null,
      replayed_by: null,
    });
    expect(JSON.stringify(event)).not.toMatch(/ada@example.com|\+441234567890|secret-plan/);
  });

  it("keeps every attempt with its error, also over a replay, and who had it replayed", async () => {
    await send(t, created({ first_name: 7 }), { id: "msg_a" });
    await pass(t, 60 * 60_000);
    const before = await detail("msg_a");
    expect(before).toMatchObject({ status: "dead", attempts: 7 });
    expect(before?.attempt_log).toHaveLength(7);
    expect(before?.attempt_log.at(-1)).toMatchObject({
      outcome: "dead",
      error: { message: expect.stringContaining("first_name") },
    });
    const times = before?.attempt_log.map(({ at }) => at) ?? [];
    expect([...times].sort((a, b) => a - b)).toEqual(times);

    await admin.mutation(api.inbox.replay, { svix_id: "msg_a" });
    await pass(t);
    const after = await detail("msg_a");
    expect(after?.attempts).toBe(1);
    expect(after?.attempt_log).toHaveLength(8);
    expect(after).toMatchObject({ replayed_by: "user_boss", replayed_at: expect.any(Number) });
  });

  it("keeps a bounded number of attempts, the newest", async () => {
    await deliver(t, created());
    await send(t, updated({ updated_at: START + 1 }), { id: "msg_a" });
    await pass(t);
    for (let round = 1; round <= 25; round++) {
      vi.setSystemTime(START + round * 1_000);
      await admin.mutation(api.inbox.replay, { svix_id: "msg_a" });
      await pass(t);
    }
    const { attempt_log } = await eventOf(t, "msg_a");
    expect(attempt_log).toHaveLength(20);
    expect(attempt_log.at(-1)).toMatchObject({ at: START + 25_000, outcome: "applied" });
  });

  it("names the account of whoever had it replayed", async () => {
    await deliver(
      t,
      created(),
      created({ id: "user_boss", username: "boss", first_name: "Amara" }),
    );
    await send(t, updated({ updated_at: START + 1 }), { id: "msg_a" });
    await pass(t);
    await admin.mutation(api.inbox.replay, { svix_id: "msg_a" });
    expect((await detail("msg_a"))?.replayed_by_name).toContain("Amara");
  });

  it("says why it cannot be replayed", async () => {
    await send(t, "{half", { id: "msg_half" });
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await deliver(t, deleted(START + 1));
    expect((await detail("msg_half"))?.not_replayable).toMatch(/malformed/);
    expect((await detail("msg_a"))?.not_replayable).toMatch(/deleted/);
  });
});

describe("replaying a stretch of time", () => {
  it("takes what was received in it, both ends included, and nothing else", async () => {
    await insertEvents([0, 1, 2, 3].map((n) => ({ received_at: START + n, status: "dead" })));
    vi.setSystemTime(START + 10);
    const filter = { since: START + 1, until: START + 2 };
    const order = (dry_run: boolean) => admin.mutation(api.inbox.replayMany, { filter, dry_run });
    expect(await order(true)).toMatchObject({ count: 2, more: false, job_id: null });
    await order(false);
    await pass(t);
    for (const [id, isReplayed] of [
      ["msg_0", false],
      ["msg_1", true],
      ["msg_2", true],
      ["msg_3", false],
    ] as const) {
      const event = await eventOf(t, id);
      expect(event.replayed_by).toBe(isReplayed ? "user_boss" : null);
    }
  });

  it("never takes what comes after the order, though the stretch goes on", async () => {
    await insertEvents([{ received_at: START, status: "dead" }]);
    const filter = { since: START, until: START + 60_000 };
    await admin.mutation(api.inbox.replayMany, { filter, dry_run: false });
    vi.setSystemTime(START + 5);
    await send(t, updated({ updated_at: START + 1 }), { id: "msg_later" });
    await pass(t);
    expect(await eventOf(t, "msg_later")).toMatchObject({ replayed_by: null });
  });
});
