import { ConvexError } from "convex/values";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { advanceJob } from "../../convex/lib/bulkJobs";
import { replayWork } from "../../convex/lib/inboxReplay";
import { allRows, eventOf } from "./support/read";
import { admin, deliverPeople, replayMany, support } from "./support/replays";
import { bareJob } from "./support/rows";
import { loseJobs, pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** Orders over many rows, as any of them goes on, stops and is taken up again. */

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const MINUTE = 60_000;
/** A job over events that come within the minute. */
const lateJob = { ...bareJob, started_at: START + MINUTE };

describe("a bulk job", () => {
  const advance = (jobId: Id<"bulkJobs">, cursor: string | null) =>
    t.mutation(internal.bulkJobs.advance, { jobId, cursor });

  async function begin(): Promise<Id<"bulkJobs">> {
    await deliverPeople(t, 120);
    const { job_id } = await replayMany(t, { type: "user.created" });
    if (job_id === null) throw new Error("not started");
    return job_id;
  }

  it("stops before its next batch when it is cancelled, which is audited", async () => {
    const job_id = await begin();
    await advance(job_id, null);
    expect(await admin(t).mutation(api.inbox.cancelReplay, { job_id })).toBe(true);
    await pass(t, 10 * MINUTE);
    await t.mutation(internal.bulkJobs.revive, {});
    await pass(t);
    expect(await allRows(t, "bulkJobs")).toMatchObject([
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
    expect(await admin(t).mutation(api.inbox.cancelReplay, { job_id })).toBe(false);
    expect(await allRows(t, "bulkJobs")).toMatchObject([{ state: "done" }]);
  });

  it("is unknown by the id of another kind of job", async () => {
    const filter = { kind: "resolve", winner: "clerk" } as const;
    const job_id = await t.run((ctx) => ctx.db.insert("bulkJobs", { ...lateJob, filter }));
    const refusal = { data: { code: "unknown_job" } };
    await expect(support(t).query(api.inbox.replayJob, { job_id })).rejects.toMatchObject(refusal);
    await expect(admin(t).mutation(api.inbox.cancelReplay, { job_id })).rejects.toMatchObject(
      refusal,
    );
  });

  it("goes on where it was when its batch was lost", async () => {
    await deliverPeople(t, 120);
    const job_id = await t.run((ctx) => ctx.db.insert("bulkJobs", { ...lateJob, attempts: 1 }));
    await advance(job_id, null);
    await loseJobs(t);
    vi.setSystemTime(START + 10 * MINUTE);
    await t.mutation(internal.bulkJobs.revive, {});
    await pass(t);
    expect(await allRows(t, "bulkJobs")).toMatchObject([{ state: "done", done: 120, attempts: 0 }]);
  });

  it("is left alone by the cron while its batch is not overdue", async () => {
    const job_id = await t.run((ctx) =>
      ctx.db.insert("bulkJobs", { ...bareJob, next_attempt_at: START + 1 }),
    );
    await t.mutation(internal.bulkJobs.revive, {});
    expect(await allRows(t, "bulkJobs")).toMatchObject([{ _id: job_id, attempts: 0 }]);
  });

  it("counts rows that cannot be dealt with, says why, and goes on", async () => {
    await deliverPeople(t, 3);
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
    expect(await allRows(t, "bulkJobs")).toMatchObject([
      { state: "done", done: 2, failed: 1, error },
    ]);
  });

  it("does a batch once that was begun twice", async () => {
    const job_id = await begin();
    await advance(job_id, null);
    await advance(job_id, null);
    expect(await allRows(t, "bulkJobs")).toMatchObject([{ done: 50 }]);
  });

  it("has failed when the same batch is lost time after time", async () => {
    await t.run((ctx) => ctx.db.insert("bulkJobs", bareJob));
    for (let loss = 0; loss < 6; loss++) {
      await loseJobs(t);
      vi.setSystemTime(Date.now() + 10 * MINUTE);
      await t.mutation(internal.bulkJobs.revive, {});
    }
    expect(await allRows(t, "bulkJobs")).toMatchObject([
      { state: "failed", error: { kind: "lost" }, next_attempt_at: null },
    ]);
  });
});
