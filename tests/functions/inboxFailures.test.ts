import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { NO_RHYTHM } from "../../convex/model/rhythm";
import { created, deliver, send, updated } from "./support/clerk";
import { allRows, eventOf, findPerson } from "./support/read";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** Events that cannot be applied: what is written down, and when they are tried again. */

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const HOUR = 60 * 60_000;

describe("failing", () => {
  const BOB = "user_bob";
  const bad = () => updated({ first_name: { not: "text" }, updated_at: START + 10 });

  it("writes a failure down on event and person, and applies the rest of the batch", async () => {
    await deliver(t, created());
    await send(t, bad(), { id: "msg_bad" });
    await send(t, created({ id: BOB, username: "bob" }), { id: "msg_good" });
    await pass(t);
    expect(await eventOf(t, "msg_bad")).toMatchObject({
      status: "failed",
      attempts: 1,
      error: { kind: "invalid_payload", message: expect.stringContaining("first_name") },
      next_attempt_at: expect.any(Number),
    });
    expect(await eventOf(t, "msg_good")).toMatchObject({ status: "applied" });
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "failed", failure: { kind: "invalid_payload" } });
  });

  it("tries again, later and later, until the event is dead", async () => {
    await send(t, bad(), { id: "msg_bad" });
    await pass(t, 6 * HOUR);
    expect(await eventOf(t, "msg_bad")).toMatchObject({
      status: "dead",
      attempts: 7,
      next_attempt_at: null,
    });
    expect((await findPerson(t)).sync).toMatchObject({ status: "failed" });
    expect(await allRows(t, "inboxEmails")).toEqual([]);
  });

  it("calms down when a newer event can be applied", async () => {
    await deliver(t, bad(), updated({ first_name: "Augusta", updated_at: START + 20 }));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Augusta", email: "ada@example.com" });
    expect(sync).toMatchObject({ status: "in_sync", failure: null });
    await pass(t, HOUR);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("does not alarm about an event that is older than what is known", async () => {
    await deliver(t, updated({ updated_at: START + 20 }), bad());
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
    expect((await allRows(t, "inboxEvents")).at(-1)).toMatchObject({ status: "stale" });
  });

  it("is taken up again by the cron when the drain itself was lost", async () => {
    await t.run(async (ctx) => {
      const lost = await ctx.scheduler.runAfter(0, internal.counts.fold, {});
      await ctx.db.insert("inboxState", {
        ...NO_RHYTHM,
        drain_job: lost,
      });
    });
    await pass(t);
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "received" });
    await t.mutation(internal.inbox.wake, {});
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied" });
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
