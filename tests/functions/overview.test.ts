import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import { addToStats } from "../../convex/lib/eventStats";
import { readOverview } from "../../convex/lib/overview";
import { DAY_MS, HOUR_MS } from "../../convex/lib/spans";
import { ADA, created, deliver, stubBackendApi, updated } from "./support/clerk";
import { allRows } from "./support/read";
import { bareRun } from "./support/rows";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

type Range = "day" | "week" | "fortnight" | "month";
const overview = (range?: Range) =>
  signedIn(t, "user_staff", "support").query(api.dashboard.overview, { now: Date.now(), range });
const TODAY = START - (START % DAY_MS);

/** A save of Ada's, confirmed by Clerk's event after so many ms. */
async function save(operation_id: string, first_name: string, tookMs: number): Promise<void> {
  await signedIn(t, ADA).mutation(api.users.updateProfile, {
    operation_id,
    changes: { first_name },
  });
  vi.setSystemTime(Date.now() + tookMs);
  await deliver(t, updated({ first_name, updated_at: Date.now() }));
}

describe("the overview's events", () => {
  it("are told by the hour for a day, and by days of UTC for longer ranges", async () => {
    await deliver(t, created());
    vi.setSystemTime(START + 20 * HOUR_MS);
    await deliver(t, updated({ updated_at: START + 1 }));

    const applied = { outcome: "applied", count: 1 };
    expect((await overview()).events).toEqual({
      hours: [
        { hour: START, type: "user.created", ...applied },
        { hour: START + 20 * HOUR_MS, type: "user.updated", ...applied },
      ],
      days: [],
    });
    expect((await overview("week")).events).toEqual({
      hours: [],
      days: [
        { day: TODAY, type: "user.created", ...applied },
        { day: TODAY + DAY_MS, type: "user.updated", ...applied },
      ],
    });
  });

  it.each([
    ["day", START - 23 * HOUR_MS],
    ["week", TODAY - 6 * DAY_MS],
    ["fortnight", TODAY - 13 * DAY_MS],
    ["month", TODAY - 29 * DAY_MS],
  ] as const)("of a %s begin with the first hour or day that is told", async (range, since) => {
    const outcome = {
      type: "user.updated",
      outcome: "applied",
      latencyMs: 1,
      failure: null,
    } as const;
    await t.run(async (ctx) => {
      await addToStats(ctx, since - 1, [outcome]);
      await addToStats(ctx, since, [outcome, outcome]);
    });
    const { hours_since, events } = await overview(range);
    expect(hours_since).toBe(since);
    expect([...events.hours, ...events.days].map(({ count }) => count)).toEqual([2]);
  });

  it("count what fails by the kind of its error, each attempt", async () => {
    await deliver(t, updated({ first_name: 7 }));
    await pass(t, 60 * HOUR_MS);
    expect((await overview("week")).failures).toEqual([
      { of: "event", kind: "invalid_payload", count: 7 },
    ]);
  });
});

describe("the overview's saves", () => {
  it("are measured from the save until Clerk's event confirms it", async () => {
    await deliver(t, created());
    await save("op_1", "Augusta", 1_000);
    await save("op_2", "Ada", 9_000);
    const { saves } = await overview();
    expect(saves).toMatchObject({ count: 2, steps: [{ start: START, count: 2 }] });
    expect(saves.p50_ms).toBe(1_000);
    expect(saves.p95_ms).toBeGreaterThan(7_500);
    expect(saves.p95_ms).toBeLessThanOrEqual(10_000);
  });

  it("have no latency before the first one", async () => {
    expect((await overview()).saves).toEqual({ count: 0, p50_ms: null, p95_ms: null, steps: [] });
  });

  it("are measured too when the browser's report comes last", async () => {
    await deliver(t, created());
    const ada = signedIn(t, ADA);
    const changes = { first_name: "Augusta" };
    await ada.mutation(api.users.updateProfile, { operation_id: "op_1", changes });
    const updated_at = START + 10;
    await deliver(t, updated({ first_name: "Augusta", updated_at }));
    const report = { status: "done", updated_at } as const;
    await ada.mutation(api.users.settleProfileWrite, { operation_id: "op_1", clerk: report });
    expect((await overview()).saves.count).toBe(1);
  });

  it("count as failures with Clerk's code when Clerk refuses them", async () => {
    await deliver(t, created());
    const ada = signedIn(t, ADA);
    const changes = { username: "taken" };
    await ada.mutation(api.users.updateProfile, { operation_id: "op_1", changes });
    await ada.mutation(api.users.settleProfileWrite, {
      operation_id: "op_1",
      clerk: {
        status: "refused",
        code: "form_identifier_exists",
        message: "That username is taken.",
        field: "username",
      },
    });
    expect(await overview()).toMatchObject({
      saves: { count: 0 },
      failures: [{ of: "save", kind: "form_identifier_exists", count: 1 }],
    });
  });

  it("count as failures when Clerk could not be reached and they are given up", async () => {
    await deliver(t, created());
    stubBackendApi(clerkIsDown);
    await signedIn(t, ADA).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Augusta" },
    });
    await pass(t, HOUR_MS);
    expect((await overview()).failures).toMatchObject([{ of: "save", count: 1 }]);
  });
});

/** Whatever one asks of it. */
const clerkIsDown = {
  GET: () => new Response(null, { status: 500 }),
  PATCH: () => new Response(null, { status: 500 }),
};

describe("the overview's differences", () => {
  const differ = async () => {
    await deliver(t, created());
    stubBackendApi(clerkIsDown);
    await signedIn(t, ADA).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Augusta" },
    });
    await pass(t, HOUR_MS);
  };

  it("are counted by field and kind while they are open, and by the day they were found", async () => {
    await differ();
    const open = [{ field: "first_name", kind: "field_mismatch", count: 1 }];
    const found = [{ day: TODAY, kind: "field_mismatch", count: 1 }];
    expect((await overview()).drift).toEqual({ open, found });

    vi.setSystemTime(Date.now() + HOUR_MS);
    await deliver(t, updated({ first_name: "Augusta", updated_at: Date.now() }));
    expect((await overview()).drift).toEqual({ open: [], found });
  });

  it("are the same before and after they were folded", async () => {
    await differ();
    const before = await overview("week");
    vi.setSystemTime(Date.now() + 10_000);
    await t.mutation(internal.counts.fold, {});
    expect(await allRows(t, "activityDeltas")).toEqual([]);
    expect(await overview("week")).toEqual(before);
    expect(await allRows(t, "openFindings")).toMatchObject([{ count: 1 }]);
  });
});

describe("the overview's scans", () => {
  it("tell the newest of each kind, and when the next is due by the schedule", async () => {
    await t.run(async (ctx) => {
      const quick = { ...bareRun, kind: "quick" } as const;
      await ctx.db.insert("reconcileRuns", { ...quick, started_at: START - 10 * 60_000 });
      const byHand = { trigger: "admin", state: "running", started_at: START - 60_000 } as const;
      await ctx.db.insert("reconcileRuns", { ...quick, ...byHand, ended_at: null });
    });
    expect((await overview()).scans).toMatchObject([
      {
        kind: "quick",
        last: { state: "running", started_at: START - 60_000 },
        next_due_at: START + 5 * 60_000,
      },
      { kind: "full", last: null, next_due_at: null },
    ]);
  });
});

it.each(["day", "week", "fortnight", "month"] as const)(
  "the overview of a %s reads at most 350 documents, however much there is",
  async (range) => {
    await t.run(async (ctx) => {
      for (let n = 0; n < 400; n++) {
        const stats = { kinds: [], confirmed: [], failures: [], found: [] };
        const { kinds, ...sync } = stats;
        for (const [span, step] of [
          ["hour", HOUR_MS],
          ["day", DAY_MS],
        ] as const) {
          const start = (span === "hour" ? START : TODAY) - n * step;
          await ctx.db.insert("eventStats", { span, start, kinds, failures: [] });
          await ctx.db.insert("syncStats", { span, start, ...sync });
          await ctx.db.insert("rejections", { span, start, counts: [], times: [] });
        }
        await ctx.db.insert("openFindings", { field: `f${n}`, kind: "field_mismatch", count: 1 });
        await ctx.db.insert("activityDeltas", {
          at: START,
          what: { event: "save_confirmed", latency_ms: n },
        });
        await ctx.db.insert("statusDeltas", { from: null, to: "in_sync" });
        const warning = { message: "", since: START, last_at: START, count: 1 };
        await ctx.db.insert("warnings", { kind: `kind.${n}`, ...warning });
        await ctx.db.insert("reconcileRuns", { ...bareRun, started_at: START - n });
        await ctx.db.insert("reconcileRuns", { ...bareRun, kind: "quick", started_at: START - n });
      }
    });
    const documents = await t.run(async (ctx) => {
      await readOverview(ctx, START, range);
      return (await ctx.meta.getTransactionMetrics()).documentsRead.used;
    });
    expect(documents).toBeLessThanOrEqual(350);
  },
);

it("types of events without end do not make a row grow without end", async () => {
  const outcomes = Array.from({ length: 200 }, (_, n) => ({
    type: `kind.${n}`,
    outcome: "failed" as const,
    latencyMs: 1,
    failure: `error.${n}`,
  }));
  await t.run(async (ctx) => await addToStats(ctx, START, outcomes));
  const { events, failures } = await overview();
  expect(events.hours).toHaveLength(61);
  expect(events.hours.at(-1)).toMatchObject({ type: "other", count: 140 });
  expect(failures).toHaveLength(31);
  expect(failures[0]).toEqual({ of: "event", kind: "other", count: 170 });
});
