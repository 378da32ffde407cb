import type { WithoutSystemFields } from "convex/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Doc, TableNames } from "../../convex/_generated/dataModel";
import { BATCH, KEEP_DAYS, RULES } from "../../convex/lib/retention";
import { CLERK_STATES } from "../../convex/model/statuses";
import { created, deliver } from "./support/clerk";
import { allRows } from "./support/read";
import { bareEvent, bareFinding, bareJob, bareRun, bareWrite } from "./support/rows";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const DAY = 24 * 60 * 60_000;

async function add<T extends TableNames>(
  table: T,
  ...rows: WithoutSystemFields<Doc<T>>[]
): Promise<void> {
  await t.run(async (ctx) => {
    for (const row of rows) await ctx.db.insert(table, row);
  });
}

/** What is left of a table that many days after START. */
async function leftAfter<T extends TableNames>(days: number, table: T): Promise<Doc<T>[]> {
  vi.setSystemTime(START + days * DAY);
  await t.mutation(internal.retention.sweep, {});
  await pass(t);
  return await allRows(t, table);
}

describe("what is old is forgotten", () => {
  it.each(["applied", "stale", "ignored"] as const)("an event that is %s", async (status) => {
    await add("inboxEvents", { ...bareEvent, status });
    expect(await leftAfter(KEEP_DAYS.handledEvents, "inboxEvents")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.handledEvents + 1, "inboxEvents")).toEqual([]);
  });

  it("an event that is dead, much later", async () => {
    await add("inboxEvents", { ...bareEvent, status: "dead" });
    expect(await leftAfter(KEEP_DAYS.deadEvents, "inboxEvents")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.deadEvents + 1, "inboxEvents")).toEqual([]);
  });

  it.each(CLERK_STATES)("a closed save that is %s", async (clerk) => {
    await add("outboxWrites", { ...bareWrite, clerk, open: false });
    expect(await leftAfter(KEEP_DAYS.closedSaves, "outboxWrites")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.closedSaves + 1, "outboxWrites")).toEqual([]);
  });

  it("a difference, by when it was resolved and not by when it was found", async () => {
    const resolved_at = START + 10 * DAY;
    await add("driftFindings", { ...bareFinding, resolved_at, resolution: "clerk_won" });
    const days = KEEP_DAYS.resolvedFindings + 10;
    expect(await leftAfter(days, "driftFindings")).toHaveLength(1);
    expect(await leftAfter(days + 1, "driftFindings")).toEqual([]);
  });

  it.each(["done", "cancelled", "failed"] as const)("a scan and a job: %s", async (state) => {
    await add("reconcileRuns", { ...bareRun, state });
    await add("bulkJobs", { ...bareJob, state });
    expect(await leftAfter(KEEP_DAYS.endedRuns, "reconcileRuns")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.endedRuns + 1, "reconcileRuns")).toEqual([]);
    expect(await allRows(t, "bulkJobs")).toEqual([]);
  });

  it("statistics, the audit log, and warnings, each in its time", async () => {
    await add("eventStats", { span: "hour", start: START, kinds: [], failures: [] });
    await add("syncStats", { span: "day", start: START, confirmed: [], failures: [], found: [] });
    await add("rejections", { span: "hour", start: START, counts: [], times: [] });
    const deed = { actor: "user_boss", action: "replay", subject: null, detail: {}, at: START };
    await add("auditLog", deed);
    const warning = { kind: "wrong_instance", message: "", since: START, last_at: START, count: 1 };
    await add("warnings", warning);

    expect(await leftAfter(KEEP_DAYS.warnings, "warnings")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.warnings + 1, "warnings")).toEqual([]);
    expect(await leftAfter(KEEP_DAYS.eventStats, "eventStats")).toHaveLength(1);
    expect(await allRows(t, "syncStats")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.eventStats + 1, "eventStats")).toEqual([]);
    expect(await allRows(t, "syncStats")).toEqual([]);
    expect(await allRows(t, "rejections")).toEqual([]);
    expect(await leftAfter(KEEP_DAYS.auditLog, "auditLog")).toHaveLength(1);
    expect(await leftAfter(KEEP_DAYS.auditLog + 1, "auditLog")).toEqual([]);
  });

  it("an address whose event is over, and no address that is still needed", async () => {
    await t.run(async (ctx) => {
      for (const status of ["applied", "dead", "received", "failed"] as const) {
        const event = await ctx.db.insert("inboxEvents", { ...bareEvent, status });
        await ctx.db.insert("inboxEmails", { event, email: `${status}@example.com` });
      }
    });
    expect(await leftAfter(KEEP_DAYS.heldEmails - 1, "inboxEmails")).toHaveLength(4);
    expect(await leftAfter(KEEP_DAYS.heldEmails + 1, "inboxEmails")).toMatchObject([
      { email: "received@example.com" },
      { email: "failed@example.com" },
    ]);
  });
});

describe("what is never forgotten, however old", () => {
  it("is what is open, under way, or still to be tried", async () => {
    await deliver(t, created());
    await add("inboxEvents", { ...bareEvent, status: "received" });
    await add("inboxEvents", { ...bareEvent, status: "failed", next_attempt_at: START });
    await add("outboxWrites", ...CLERK_STATES.map((clerk) => ({ ...bareWrite, clerk })));
    await add("driftFindings", bareFinding);
    await add("reconcileRuns", { ...bareRun, state: "running", ended_at: null });
    await add("bulkJobs", bareJob);

    const waiting = (await leftAfter(2_000, "inboxEvents")).map(({ status }) => status);
    expect(waiting).toEqual(["received", "failed"]);
    expect(await allRows(t, "outboxWrites")).toHaveLength(CLERK_STATES.length);
    expect(await allRows(t, "driftFindings")).toHaveLength(1);
    expect(await allRows(t, "reconcileRuns")).toHaveLength(1);
    expect(await allRows(t, "bulkJobs")).toHaveLength(1);
    expect(await allRows(t, "users")).toHaveLength(1);
    expect(await allRows(t, "userSync")).toHaveLength(1);
  });
});

describe("forgetting", () => {
  it("goes batch by batch until nothing is left", async () => {
    const events = Array.from({ length: 2 * BATCH + 50 }, () => bareEvent);
    await add("inboxEvents", ...events);
    await add("driftFindings", { ...bareFinding, resolved_at: START, resolution: "clerk_won" });
    vi.setSystemTime(START + 100 * DAY);
    await t.mutation(internal.retention.sweep, {});
    expect(await allRows(t, "inboxEvents")).toHaveLength(BATCH + 50);
    await pass(t);
    expect(await allRows(t, "inboxEvents")).toEqual([]);
    expect(await allRows(t, "driftFindings")).toEqual([]);
  });

  it("reads little where nothing is old, however much is young", async () => {
    await add("inboxEvents", ...Array.from({ length: 500 }, () => bareEvent));
    await add("outboxWrites", ...Array.from({ length: 500 }, () => bareWrite));
    const read = async (now: number) =>
      await t.run(async (ctx) => {
        for (const { sweep } of RULES) await sweep(ctx, now, BATCH);
        return (await ctx.meta.getTransactionMetrics()).documentsRead.used;
      });
    expect(await read(START + DAY)).toBe(0);
    expect(await read(START + 100 * DAY)).toBeGreaterThanOrEqual(BATCH);
  });
});
