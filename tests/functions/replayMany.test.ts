import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { ADA, created, deliver, send, updated } from "./support/clerk";
import { allRows, eventOf } from "./support/read";
import { deliverPeople, makeDead, replayMany, support } from "./support/replays";
import { bareEvent } from "./support/rows";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

/** A dead event whose payload can never be applied. */
const deadEvent = {
  ...bareEvent,
  status: "dead" as const,
  payload: { id: ADA, updated_at: START, first_name: 7 },
};

describe("replaying many events", () => {
  it("only counts in a dry run", async () => {
    await deliverPeople(t, 3);
    await makeDead(t, "msg_1");
    expect(await replayMany(t, { status: "dead" }, true)).toEqual({
      count: 1,
      more: false,
      job_id: null,
    });
    expect(await allRows(t, "bulkJobs")).toEqual([]);
    expect(await allRows(t, "auditLog")).toEqual([]);
    expect(await eventOf(t, "msg_1")).toMatchObject({ status: "dead" });
  });

  it("applies all that match, batch by batch, and says how far it is", async () => {
    await deliverPeople(t, 120);
    const { count, more, job_id } = await replayMany(t, { type: "user.created" });
    expect({ count, more }).toEqual({ count: 120, more: false });
    if (job_id === null) throw new Error("not started");
    const progress = () => support(t).query(api.inbox.replayJob, { job_id });
    expect(await progress()).toMatchObject({ state: "running", done: 0, count: 120 });

    vi.advanceTimersByTime(0);
    await t.finishInProgressScheduledFunctions();
    expect(await progress()).toMatchObject({ state: "running", done: 50 });
    await pass(t);
    expect(await progress()).toMatchObject({
      state: "done",
      done: 120,
      failed: 0,
      actor: "user_boss",
      ended_at: expect.any(Number),
    });
    const events = await allRows(t, "inboxEvents");
    expect(events.every(({ status, replayed_at }) => status === "applied" && replayed_at)).toBe(
      true,
    );
    expect(await allRows(t, "auditLog")).toMatchObject([
      {
        actor: "user_boss",
        action: "replay_many",
        subject: job_id,
        detail: { type: "user.created", count: 120, more: false },
      },
    ]);
  });

  it("leaves alone what does not match all of the filter, and what is malformed", async () => {
    await deliver(t, created(), created({ id: "user_bob", username: "bob" }));
    await deliver(t, updated({ updated_at: START + 1 }));
    await send(t, "{half");
    await pass(t);
    await replayMany(t, { status: "applied", type: "user.created", externalId: ADA });
    await pass(t);
    const replayed = (await allRows(t, "inboxEvents")).filter((event) => event.replayed_at);
    expect(replayed).toMatchObject([{ type: "user.created", externalId: ADA, status: "stale" }]);
    expect(await replayMany(t, { status: "ignored" })).toMatchObject({ count: 0, job_id: null });
  });

  it("counts a thousand and says when there are more", async () => {
    await t.run(async (ctx) => {
      for (let index = 0; index < 1_001; index++) {
        await ctx.db.insert("inboxEvents", { ...deadEvent, svix_id: `msg_${index}` });
      }
    });
    expect(await replayMany(t, { status: "dead" }, true)).toMatchObject({
      count: 1_000,
      more: true,
    });
  });

  it("ends although its events fail again, and takes none that come after the order", async () => {
    await t.run(async (ctx) => {
      for (let index = 0; index < 60; index++) {
        await ctx.db.insert("inboxEvents", { ...deadEvent, svix_id: `msg_${index}` });
      }
    });
    vi.setSystemTime(START + 1);
    await replayMany(t, { type: "user.updated" });
    vi.setSystemTime(START + 2);
    await send(t, updated(), { id: "msg_later" });
    await pass(t);
    expect(await allRows(t, "bulkJobs")).toMatchObject([{ state: "done", done: 60 }]);
    expect(await eventOf(t, "msg_later")).toMatchObject({ replayed_at: null });
    expect(await eventOf(t, "msg_0")).toMatchObject({ status: "failed" });
  });

  it("refuses a filter that would match everything", async () => {
    await expect(replayMany(t, {})).rejects.toMatchObject({ data: { code: "empty_filter" } });
    await expect(replayMany(t, {}, true)).rejects.toMatchObject({ data: { code: "empty_filter" } });
  });

  it("is one at a time, and free again when the first has ended", async () => {
    await deliverPeople(t, 1);
    const { job_id } = await replayMany(t, { status: "applied" });
    await expect(replayMany(t, { type: "user.created" })).rejects.toMatchObject({
      data: { code: "already_running", job_id },
    });
    expect(await support(t).query(api.inbox.replayJob, {})).toMatchObject({ job_id });
    await pass(t);
    expect(await support(t).query(api.inbox.replayJob, {})).toBeNull();
    expect((await replayMany(t, { type: "user.created" })).job_id).not.toBeNull();
  });

  it("is for admins, and its progress for support", async () => {
    await deliverPeople(t, 1);
    const filter = { status: "applied" } as const;
    const { job_id } = await replayMany(t, filter);
    if (job_id === null) throw new Error("not started");
    for (const call of [
      () => support(t).mutation(api.inbox.replay, { svix_id: "msg_0" }),
      () => support(t).mutation(api.inbox.replayMany, { filter, dry_run: true }),
      () => support(t).mutation(api.inbox.cancelReplay, { job_id }),
    ]) {
      await expect(call()).rejects.toMatchObject({ data: { code: "not_permitted" } });
    }
    const anyone = signedIn(t, ADA);
    await expect(anyone.query(api.inbox.replayJob, { job_id })).rejects.toMatchObject({
      data: { code: "not_permitted", needs: "support" },
    });
  });
});
