import { ConvexError } from "convex/values";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { advanceJob } from "../../convex/lib/bulkJobs";
import { replayWork } from "../../convex/lib/inboxReplay";
import { ADA, created, deleted, deliver, send, updated, userEvent } from "./support/clerk";
import { allRows, eventOf, findPerson } from "./support/read";
import { bareEvent, bareJob } from "./support/rows";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
let admin: ReturnType<typeof signedIn>;
let support: ReturnType<typeof signedIn>;
beforeEach(() => {
  t = startBackend();
  admin = signedIn(t, "user_boss", "admin");
  support = signedIn(t, "user_staff", "support");
});
afterEach(stopBackend);

const MINUTE = 60_000;
const replay = (svix_id: string) => admin.mutation(api.inbox.replay, { svix_id });
type Filter = (typeof api.inbox.replayMany)["_args"]["filter"];
const replayMany = (filter: Filter, dry_run = false) =>
  admin.mutation(api.inbox.replayMany, { filter, dry_run });
const jobs = () => allRows(t, "bulkJobs");

/** Events of so many people, applied, received a millisecond apart. */
async function deliverPeople(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    vi.setSystemTime(START + index);
    const id = `user_${index}`;
    await send(t, created({ id, username: `u${index}` }), { id: `msg_${index}` });
  }
  await pass(t);
}

async function setStatus(svix_id: string, status: "dead" | "failed"): Promise<void> {
  const { _id } = await eventOf(t, svix_id);
  const error = { kind: "exception", message: "A bug, since mended." };
  await t.run((ctx) => ctx.db.patch("inboxEvents", _id, { status, error, attempts: 7 }));
}

describe("replaying one event", () => {
  it("applies a dead event once its cause is gone", async () => {
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_2");
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await setStatus("msg_a", "dead");
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_1");

    await replay("msg_a");
    expect(await eventOf(t, "msg_a")).toMatchObject({
      status: "received",
      attempts: 0,
      next_attempt_at: null,
      processed_at: null,
      error: null,
    });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied", attempts: 1 });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada" });
  });

  it.each([
    ["of another instance", "wrong_instance", "ins_2", created()],
    ["of an unknown type", "unknown_type", "ins_1", userEvent("session.created", { id: "s" })],
  ])("judges an ignored event %s anew", async (_, kind, instance, event) => {
    vi.stubEnv("CLERK_INSTANCE_ID", instance);
    await send(t, event, { id: "msg_a" });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "ignored", error: { kind } });

    vi.stubEnv("CLERK_INSTANCE_ID", "ins_1");
    await replay("msg_a");
    await pass(t);
    const status = kind === "wrong_instance" ? "applied" : "ignored";
    expect(await eventOf(t, "msg_a")).toMatchObject({ status, attempts: 1 });
  });

  it("never takes a person back in time: an older event ends stale", async () => {
    await send(t, created(), { id: "msg_old" });
    await pass(t);
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 1 }));
    await replay("msg_old");
    await pass(t);
    expect(await eventOf(t, "msg_old")).toMatchObject({ status: "stale" });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
  });

  it("still tells what the event did when it came, when it does nothing now", async () => {
    await send(t, created(), { id: "msg_old" });
    await pass(t);
    const { changes } = await eventOf(t, "msg_old");
    expect(changes).not.toEqual([]);
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 1 }));
    await replay("msg_old");
    await pass(t);
    expect(await eventOf(t, "msg_old")).toMatchObject({ status: "stale", changes });
  });

  it("keeps the address, of which the kept event knows only the mask", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await replay("msg_a");
    await pass(t);
    expect((await findPerson(t)).profile).toMatchObject({ email: "ada@example.com" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("shows an address as drifted that was lost with a dead event", async () => {
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_2");
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_1");
    await replay("msg_a");
    await pass(t);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada", email: null });
    expect((await findPerson(t)).sync).toMatchObject({
      status: "drifted",
      drifted_fields: ["email"],
      clerk: { email_masked: "a***@example.com" },
    });
  });

  it("does no harm to an event that still waits", async () => {
    await send(t, created(), { id: "msg_a" });
    const before = await eventOf(t, "msg_a");
    await replay("msg_a");
    expect(await eventOf(t, "msg_a")).toEqual(before);
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied", attempts: 1 });
    expect(await allRows(t, "eventStats")).toMatchObject([
      { kinds: [{ count: 1 }] },
      { kinds: [{ count: 1 }] },
    ]);
  });

  it("measures how long it took from the replay on", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    vi.setSystemTime(START + 40 * MINUTE);
    await replay("msg_a");
    await pass(t);
    const kinds = [{ latency: [2, 0, 0, 0, 0, 0, 0] }];
    expect(await allRows(t, "eventStats")).toMatchObject([{ kinds }, { kinds }]);
  });

  it("is refused for an event that is not kept, and for a malformed one", async () => {
    await expect(replay("msg_none")).rejects.toMatchObject({ data: { code: "unknown_event" } });
    await send(t, "{half", { id: "msg_half" });
    await pass(t);
    await expect(replay("msg_half")).rejects.toMatchObject({ data: { code: "not_replayable" } });
    expect(await allRows(t, "auditLog")).toEqual([]);
  });

  it("is refused for an event that was erased with its person", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await deliver(t, deleted(START + 1));
    await expect(replay("msg_a")).rejects.toMatchObject({
      data: { code: "not_replayable", message: expect.stringContaining("deleted") },
    });
    expect(await replayMany({ type: "user.created" }, true)).toMatchObject({ count: 0 });
  });

  it("any number of times, at any moment, changes nothing about how a person ends", async () => {
    const life = [
      created(),
      updated({ first_name: "Augusta", updated_at: START + 1 }),
      updated({ last_name: "King", updated_at: START + 1 }),
      updated({ username: "countess", updated_at: START + 2 }),
    ];
    const moment = fc.record({ step: fc.nat(life.length - 1), event: fc.nat(life.length - 1) });
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 8 }), async (moments) => {
        t = startBackend();
        admin = signedIn(t, "user_boss", "admin");
        for (const [step, event] of life.entries()) {
          await send(t, event, { id: `msg_${step}` });
          await pass(t);
          const due = moments.filter((replayed) => replayed.step === step);
          for (const { event: replayed } of due) await replay(`msg_${Math.min(replayed, step)}`);
          await pass(t);
        }
        const { profile, sync } = await findPerson(t);
        expect(profile).toMatchObject({
          username: "countess",
          first_name: "Ada",
          last_name: "Lovelace",
          email: "ada@example.com",
        });
        expect(sync).toMatchObject({ status: "in_sync", clerk_updated_at: START + 2 });
      }),
      { numRuns: 15 },
    );
  });

  it("is written into the audit log, with what it was before", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    await setStatus("msg_a", "dead");
    await replay("msg_a");
    expect(await allRows(t, "auditLog")).toMatchObject([
      {
        actor: "user_boss",
        action: "replay",
        subject: "msg_a",
        detail: { type: "user.created", was: "dead", error: "exception" },
        at: START,
      },
    ]);
  });
});

describe("replaying many events", () => {
  it("only counts in a dry run", async () => {
    await deliverPeople(3);
    await setStatus("msg_1", "dead");
    expect(await replayMany({ status: "dead" }, true)).toEqual({
      count: 1,
      more: false,
      job_id: null,
    });
    expect(await jobs()).toEqual([]);
    expect(await allRows(t, "auditLog")).toEqual([]);
    expect(await eventOf(t, "msg_1")).toMatchObject({ status: "dead" });
  });

  it("applies all that match, batch by batch, and says how far it is", async () => {
    await deliverPeople(120);
    const { count, more, job_id } = await replayMany({ type: "user.created" });
    expect({ count, more }).toEqual({ count: 120, more: false });
    if (job_id === null) throw new Error("not started");
    const progress = () => support.query(api.inbox.replayJob, { job_id });
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
    await replayMany({ status: "applied", type: "user.created", externalId: ADA });
    await pass(t);
    const replayed = (await allRows(t, "inboxEvents")).filter((event) => event.replayed_at);
    expect(replayed).toMatchObject([{ type: "user.created", externalId: ADA, status: "stale" }]);
    expect(await replayMany({ status: "ignored" })).toMatchObject({ count: 0, job_id: null });
  });

  it("counts a thousand and says when there are more", async () => {
    await t.run(async (ctx) => {
      for (let index = 0; index < 1_001; index++) {
        await ctx.db.insert("inboxEvents", { ...deadEvent, svix_id: `msg_${index}` });
      }
    });
    expect(await replayMany({ status: "dead" }, true)).toMatchObject({ count: 1_000, more: true });
  });

  it("ends although its events fail again, and takes none that come after the order", async () => {
    await t.run(async (ctx) => {
      for (let index = 0; index < 60; index++) {
        await ctx.db.insert("inboxEvents", { ...deadEvent, svix_id: `msg_${index}` });
      }
    });
    vi.setSystemTime(START + 1);
    await replayMany({ type: "user.updated" });
    vi.setSystemTime(START + 2);
    await send(t, updated(), { id: "msg_later" });
    await pass(t);
    expect(await jobs()).toMatchObject([{ state: "done", done: 60 }]);
    expect(await eventOf(t, "msg_later")).toMatchObject({ replayed_at: null });
    expect(await eventOf(t, "msg_0")).toMatchObject({ status: "failed" });
  });

  it("refuses a filter that would match everything", async () => {
    await expect(replayMany({})).rejects.toMatchObject({ data: { code: "empty_filter" } });
    await expect(replayMany({}, true)).rejects.toMatchObject({ data: { code: "empty_filter" } });
  });

  it("is one at a time, and free again when the first has ended", async () => {
    await deliverPeople(1);
    const { job_id } = await replayMany({ status: "applied" });
    await expect(replayMany({ type: "user.created" })).rejects.toMatchObject({
      data: { code: "already_running", job_id },
    });
    expect(await support.query(api.inbox.replayJob, {})).toMatchObject({ job_id });
    await pass(t);
    expect(await support.query(api.inbox.replayJob, {})).toBeNull();
    expect((await replayMany({ type: "user.created" })).job_id).not.toBeNull();
  });

  it("is for admins, and its progress for support", async () => {
    await deliverPeople(1);
    const filter = { status: "applied" } as const;
    const { job_id } = await replayMany(filter);
    if (job_id === null) throw new Error("not started");
    for (const call of [
      () => support.mutation(api.inbox.replay, { svix_id: "msg_0" }),
      () => support.mutation(api.inbox.replayMany, { filter, dry_run: true }),
      () => support.mutation(api.inbox.cancelReplay, { job_id }),
    ]) {
      await expect(call()).rejects.toMatchObject({ data: { code: "not_permitted" } });
    }
    const anyone = signedIn(t, ADA);
    await expect(anyone.query(api.inbox.replayJob, { job_id })).rejects.toMatchObject({
      data: { code: "not_permitted", needs: "support" },
    });
  });
});

describe("a bulk job", () => {
  const advance = (jobId: Id<"bulkJobs">, cursor: string | null) =>
    t.mutation(internal.bulkJobs.advance, { jobId, cursor });

  async function begin(): Promise<Id<"bulkJobs">> {
    await deliverPeople(120);
    const { job_id } = await replayMany({ type: "user.created" });
    if (job_id === null) throw new Error("not started");
    return job_id;
  }

  it("stops before its next batch when it is cancelled, which is audited", async () => {
    const job_id = await begin();
    await advance(job_id, null);
    expect(await admin.mutation(api.inbox.cancelReplay, { job_id })).toBe(true);
    await pass(t, 10 * MINUTE);
    await t.mutation(internal.bulkJobs.revive, {});
    await pass(t);
    expect(await jobs()).toMatchObject([
      { state: "cancelled", done: 50, next_attempt_at: null, ended_at: expect.any(Number) },
    ]);
    expect((await allRows(t, "auditLog")).at(-1)).toMatchObject({
      actor: "user_boss",
      action: "cancel_replay",
      subject: job_id,
    });
  });

  it("stays as it ended when it is cancelled too late", async () => {
    const job_id = await begin();
    await pass(t);
    expect(await admin.mutation(api.inbox.cancelReplay, { job_id })).toBe(false);
    expect(await jobs()).toMatchObject([{ state: "done" }]);
  });

  it("is unknown by the id of another kind of job", async () => {
    const filter = { kind: "resolve", winner: "clerk" } as const;
    const job_id = await t.run((ctx) => ctx.db.insert("bulkJobs", { ...lateJob, filter }));
    const refusal = { data: { code: "unknown_job" } };
    await expect(support.query(api.inbox.replayJob, { job_id })).rejects.toMatchObject(refusal);
    await expect(admin.mutation(api.inbox.cancelReplay, { job_id })).rejects.toMatchObject(refusal);
  });

  it("goes on where it was when its batch was lost", async () => {
    await deliverPeople(120);
    const job_id = await t.run((ctx) => ctx.db.insert("bulkJobs", { ...lateJob, attempts: 1 }));
    await advance(job_id, null);
    await dropJobs();
    vi.setSystemTime(START + 10 * MINUTE);
    await t.mutation(internal.bulkJobs.revive, {});
    await pass(t);
    expect(await jobs()).toMatchObject([{ state: "done", done: 120, attempts: 0 }]);
  });

  it("is left alone by the cron while its batch is not overdue", async () => {
    const job_id = await t.run((ctx) =>
      ctx.db.insert("bulkJobs", { ...bareJob, next_attempt_at: START + 1 }),
    );
    await t.mutation(internal.bulkJobs.revive, {});
    expect(await jobs()).toMatchObject([{ _id: job_id, attempts: 0 }]);
  });

  it("counts rows that cannot be dealt with, says why, and goes on", async () => {
    await deliverPeople(3);
    const stubborn = (await eventOf(t, "msg_1"))._id;
    const filter = { kind: "replay", type: "user.created" } as const;
    await t.run(async (ctx) => {
      const job_id = await ctx.db.insert("bulkJobs", { ...lateJob, filter });
      const job = await ctx.db.get("bulkJobs", job_id);
      if (job === null) throw new Error("not stored");
      const one: typeof replayWork.one = async (_ctx, id) => {
        const data = { code: "not_now", message: "Not now." };
        if (id === stubborn) await Promise.reject(new ConvexError(data));
      };
      await advanceJob(ctx, { ...replayWork, one }, { ...job, filter }, null);
    });
    const error = { kind: "not_now", message: "Not now." };
    expect(await jobs()).toMatchObject([{ state: "done", done: 2, failed: 1, error }]);
  });

  it("does a batch once that was begun twice", async () => {
    const job_id = await begin();
    await advance(job_id, null);
    await advance(job_id, null);
    expect(await jobs()).toMatchObject([{ done: 50 }]);
  });

  it("has failed when the same batch is lost time after time", async () => {
    await t.run((ctx) => ctx.db.insert("bulkJobs", bareJob));
    for (let loss = 0; loss < 6; loss++) {
      await dropJobs();
      vi.setSystemTime(Date.now() + 10 * MINUTE);
      await t.mutation(internal.bulkJobs.revive, {});
    }
    expect(await jobs()).toMatchObject([
      { state: "failed", error: { kind: "lost" }, next_attempt_at: null },
    ]);
  });

  /** As when the deployment loses what was scheduled. */
  async function dropJobs(): Promise<void> {
    await t.run(async (ctx) => {
      for (const { _id, state } of await ctx.db.system.query("_scheduled_functions").collect()) {
        if (state.kind === "pending") await ctx.scheduler.cancel(_id);
      }
    });
  }
});

/** A dead event whose payload can never be applied. */
const deadEvent = {
  ...bareEvent,
  status: "dead" as const,
  payload: { id: ADA, updated_at: START, first_name: 7 },
};

/** A job over events that come within the minute. */
const lateJob = { ...bareJob, started_at: START + MINUTE };
