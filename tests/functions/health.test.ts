import type { WithoutSystemFields } from "convex/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Doc } from "../../convex/_generated/dataModel";
import { created, deliver, send, updated } from "./support/clerk";
import { allRows } from "./support/read";
import { bareRun, bareWrite } from "./support/rows";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const warnings = async () => {
  const support = signedIn(t, "user_staff", "support");
  return (await support.query(api.dashboard.overview, { now: Date.now() })).warnings;
};
const kinds = async () => (await warnings()).map(({ kind }) => kind);
const health = async () => (await (await t.fetch("/health")).json()) as unknown;

type Run = Doc<"reconcileRuns">;
/** A scan, over and done with a minute ago unless told otherwise. */
async function addRun(run: Partial<WithoutSystemFields<Run>>): Promise<void> {
  const ended_at = run.ended_at ?? Date.now() - MINUTE;
  await t.run(async (ctx) => {
    await ctx.db.insert("reconcileRuns", { ...bareRun, started_at: ended_at, ended_at, ...run });
  });
}

/** Everything that is looked at, in order. */
async function beWell(): Promise<void> {
  await deliver(t, created());
  await addRun({ kind: "full" });
  await addRun({ kind: "quick" });
}

describe("the overview's warnings", () => {
  it("are none when all is well", async () => {
    expect(await kinds()).toEqual([]);
    await beWell();
    expect(await kinds()).toEqual([]);
  });

  it("say what is wrong, what to do about it, and since when", async () => {
    await send(t, created());
    vi.setSystemTime(START + 6 * MINUTE);
    expect(await warnings()).toEqual([
      {
        kind: "unprocessed",
        message: expect.stringMatching(/not being applied.*Convex's logs/),
        since: START,
      },
    ]);
  });

  it("name every missing variable in one", async () => {
    vi.stubEnv("CLERK_SECRET_KEY", "");
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
    expect(await warnings()).toEqual([
      {
        kind: "not_configured",
        message: expect.stringMatching(/CLERK_SECRET_KEY, CLERK_WEBHOOK_SIGNING_SECRET/),
        since: null,
      },
    ]);
  });

  it("are silent about an event that waits for five minutes, and not about a longer wait", async () => {
    await send(t, created());
    vi.setSystemTime(START + 5 * MINUTE);
    expect(await kinds()).toEqual([]);
    vi.setSystemTime(START + 5 * MINUTE + 1);
    expect(await kinds()).toEqual(["unprocessed"]);
  });

  it("count the wait of a replayed event from its replay on", async () => {
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    vi.setSystemTime(START + 40 * MINUTE);
    await signedIn(t, "user_boss", "admin").mutation(api.inbox.replay, { svix_id: "msg_a" });
    expect(await kinds()).toEqual([]);
  });

  it("tell of dead events until they are replayed", async () => {
    await send(t, updated({ first_name: 7 }), { id: "msg_a" });
    await pass(t, 60 * MINUTE);
    expect(await warnings()).toMatchObject([{ kind: "dead_events", since: START }]);
    await signedIn(t, "user_boss", "admin").mutation(api.inbox.replay, { svix_id: "msg_a" });
    expect(await kinds()).toEqual([]);
  });

  it("tell of another Clerk instance for a day", async () => {
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_2");
    await deliver(t, created());
    expect(await kinds()).toEqual(["wrong_instance"]);
    vi.setSystemTime(START + DAY);
    expect(await kinds()).toEqual([]);
  });

  describe("of silence", () => {
    it("come after three days while less than a week is known", async () => {
      await beWell();
      await freshScans(START + 3 * DAY);
      expect(await kinds()).toEqual([]);
      await freshScans(START + 3 * DAY + 1);
      expect(await warnings()).toMatchObject([{ kind: "silence", since: START }]);
    });

    it("come after twice the longest gap once a week is known", async () => {
      for (let hour = 0; hour <= 8 * 24; hour += 4) {
        vi.setSystemTime(START + hour * HOUR);
        await deliver(t, updated({ updated_at: START + hour }));
      }
      expect(await allRows(t, "inboxState")).toMatchObject([
        { first_received_at: START, last_received_at: START + 8 * DAY, longest_gap_ms: 4 * HOUR },
      ]);
      await freshScans(START + 8 * DAY + 8 * HOUR);
      expect(await kinds()).toEqual([]);
      await freshScans(START + 8 * DAY + 8 * HOUR + 1);
      expect(await kinds()).toEqual(["silence"]);
      await deliver(t, updated({ updated_at: START + DAY }));
      expect(await kinds()).toEqual([]);
    });

    it("remain when the log has been emptied meanwhile", async () => {
      await beWell();
      await t.run(async (ctx) => {
        for (const { _id } of await ctx.db.query("inboxEvents").collect()) await ctx.db.delete(_id);
      });
      await freshScans(START + 40 * DAY);
      expect(await kinds()).toEqual(["silence"]);
    });

    it("end with an event that has come, though no drain has seen it yet", async () => {
      await beWell();
      await freshScans(START + 5 * DAY);
      expect(await kinds()).toEqual(["silence"]);
      await send(t, updated());
      expect(await kinds()).toEqual([]);
    });

    it("know the rhythm from drains: receiving only reads it", async () => {
      await deliver(t, created());
      const [before] = await allRows(t, "inboxState");
      vi.setSystemTime(START + MINUTE);
      await send(t, updated({ updated_at: START + 1 }));
      await send(t, updated({ updated_at: START + 2 }));
      const [waiting] = await allRows(t, "inboxState");
      expect({ ...waiting, drain_job: null }).toEqual(before);
      await pass(t);
      expect(await allRows(t, "inboxState")).toMatchObject([
        { last_received_at: START + MINUTE, longest_gap_ms: MINUTE },
      ]);
    });

    it("do not take a replay for an event", async () => {
      await send(t, created(), { id: "msg_a" });
      await pass(t);
      await freshScans(START + 4 * DAY);
      await signedIn(t, "user_boss", "admin").mutation(api.inbox.replay, { svix_id: "msg_a" });
      await pass(t);
      expect(await kinds()).toEqual(["silence"]);
    });

    async function freshScans(now: number): Promise<void> {
      vi.setSystemTime(now);
      await addRun({ kind: "full" });
    }
  });

  describe("of saves", () => {
    const save = async (write: Partial<WithoutSystemFields<Doc<"outboxWrites">>>) =>
      await t.run(async (ctx) => {
        await ctx.db.insert("outboxWrites", { ...bareWrite, ...write });
      });

    it.each(["pending", "unreachable"] as const)(
      "come when a save that is %s waits for over fifteen minutes",
      async (clerk) => {
        await save({ clerk });
        vi.setSystemTime(START + 15 * MINUTE);
        expect(await kinds()).toEqual([]);
        vi.setSystemTime(START + 15 * MINUTE + 1);
        expect(await warnings()).toMatchObject([{ kind: "pending_save", since: START }]);
      },
    );

    it("do not come for one that Clerk has, that was given up, or that is closed", async () => {
      await save({ clerk: "done" });
      await save({ clerk: "gave_up" });
      await save({ clerk: "pending", open: false });
      vi.setSystemTime(START + DAY);
      expect(await kinds()).toEqual([]);
    });
  });

  describe("of scans", () => {
    it("come when no full one has ended for two days", async () => {
      await beWell();
      vi.setSystemTime(START - MINUTE + 2 * DAY + 1);
      await addRun({ kind: "quick" });
      expect(await warnings()).toMatchObject([
        { kind: "full_scan_too_old", since: START - MINUTE },
      ]);
    });

    it("come when no quick one has ended for an hour, unless a full one has", async () => {
      await beWell();
      vi.setSystemTime(START + HOUR);
      expect(await kinds()).toEqual(["quick_scan_too_old"]);
      await addRun({ kind: "full" });
      expect(await kinds()).toEqual([]);
    });

    it("leave a new deployment two days for its first", async () => {
      await deliver(t, created());
      vi.setSystemTime(START + 2 * DAY);
      expect(await kinds()).toEqual([]);
      vi.setSystemTime(START + 2 * DAY + 1);
      expect(await kinds()).toEqual(["full_scan_too_old", "quick_scan_too_old"]);
    });

    it("are not kept away by one that was cancelled", async () => {
      await beWell();
      vi.setSystemTime(START + HOUR);
      await addRun({ kind: "quick", state: "cancelled" });
      expect(await kinds()).toEqual(["quick_scan_too_old"]);
    });

    it("say why the last one failed, until one ends well", async () => {
      await beWell();
      vi.setSystemTime(START + MINUTE);
      const error = { kind: "unreachable", message: "Clerk did not answer." };
      await addRun({ kind: "quick", state: "failed", error, ended_at: START });
      expect(await warnings()).toMatchObject([
        {
          kind: "scan_failed",
          message: expect.stringContaining("Clerk did not answer."),
          since: START,
        },
      ]);
      await addRun({ kind: "quick", ended_at: START + 1 });
      expect(await kinds()).toEqual([]);
    });
  });
});

describe("GET /health", () => {
  it("tells ages and whether the secret is set, and nothing about anybody", async () => {
    await deliver(t, created());
    await send(t, updated());
    await t.run(async (ctx) => {
      await ctx.db.insert("outboxWrites", { ...bareWrite, started_at: START + 1_000 });
    });
    await addRun({ kind: "full", ended_at: START + 2_000 });
    vi.setSystemTime(START + 5_000);
    const response = await t.fetch("/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ok",
      missing_variables: [],
      signing_secret_set: true,
      last_event_age_ms: 5_000,
      oldest_unprocessed_age_ms: 5_000,
      oldest_pending_save_age_ms: 4_000,
      last_scan_age_ms: 3_000,
      dead_events: false,
    });
  });

  it("knows no ages before anything has happened", async () => {
    expect(await health()).toEqual({
      status: "ok",
      missing_variables: [],
      signing_secret_set: true,
      last_event_age_ms: null,
      oldest_unprocessed_age_ms: null,
      oldest_pending_save_age_ms: null,
      last_scan_age_ms: null,
      dead_events: false,
    });
  });

  it("says when it is not configured", async () => {
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
    expect(await health()).toMatchObject({
      status: "not_configured",
      missing_variables: ["CLERK_WEBHOOK_SIGNING_SECRET"],
      signing_secret_set: false,
    });
  });

  it("is degraded, with status 200, whenever the overview warns of something", async () => {
    await send(t, updated({ first_name: 7 }));
    await pass(t, 60 * MINUTE);
    expect((await t.fetch("/health")).status).toBe(200);
    expect(await health()).toMatchObject({ status: "degraded", dead_events: true });
  });
});
