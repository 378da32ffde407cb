import {
  actionGeneric,
  cronJobs,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { nextRun, runAfter } from "../jobs/crons";
import { component, start } from "./harness";
import type { CronJob } from "../jobs/crons";
import type { GenericId } from "convex/values";

const NOW = Date.UTC(2026, 0, 15, 12, 30);

const reference = (name: string) => makeFunctionReference<"mutation">(`jobs:${name}`);

const jobs = {
  note: mutationGeneric((ctx, { text }: { text: string }) => ctx.db.insert("notes", { text })),
  noteAndThrow: mutationGeneric(async (ctx) => {
    await ctx.db.insert("notes", { text: "undone" });
    throw new Error("broken");
  }),
  act: actionGeneric((ctx, { text }: { text: string }) =>
    ctx.runMutation(reference("note"), { text }),
  ),
  whoami: actionGeneric(async (ctx) => {
    const identity = await ctx.auth.getUserIdentity();
    const { scheduledFunctionId } = await ctx.meta.getRequestMetadata();
    const text = `${identity?.subject ?? "nobody"} ${typeof scheduledFunctionId}`;
    await ctx.runMutation(reference("note"), { text });
  }),
  schedule: mutationGeneric(
    (ctx, { name, ms, args }: { name: string; ms: number; args: Record<string, never> }) =>
      ctx.scheduler.runAfter(ms, reference(name), args),
  ),
  scheduleFromAction: actionGeneric((ctx) =>
    ctx.scheduler.runAt(Date.now() + 10, reference("note"), { text: "from action" }),
  ),
  cancel: mutationGeneric((ctx, { id }: { id: GenericId<"_scheduled_functions"> }) =>
    ctx.scheduler.cancel(id),
  ),
  notes: queryGeneric(async (ctx) =>
    (await ctx.db.query("notes").collect()).map((note) => note["text"] as string),
  ),
  states: queryGeneric(async (ctx) =>
    (await ctx.db.system.query("_scheduled_functions").collect()).map((job) => job.state.kind),
  ),
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a scheduled function", () => {
  test("runs when it is due and not before, a month away too", async () => {
    const { engine, query, mutation } = await start(component({ jobs }));
    const ms = 40 * 24 * 60 * 60 * 1000;
    await mutation("jobs:schedule", { name: "note", ms, args: { text: "late" } });
    expect(engine.nextJobAt()).toBe(NOW + ms);
    vi.setSystemTime(NOW + ms - 1);
    await engine.runDueJobs();
    expect([await query("jobs:notes"), await query("jobs:states")]).toEqual([[], ["pending"]]);
    vi.setSystemTime(NOW + ms);
    await engine.runDueJobs();
    expect([await query("jobs:notes"), await query("jobs:states")]).toEqual([
      ["late"],
      ["success"],
    ]);
    expect(engine.nextJobAt()).toBeNull();
  });

  test("that fails leaves nothing but its state", async () => {
    const { engine, query, mutation } = await start(component({ jobs }));
    await mutation("jobs:schedule", { name: "noteAndThrow", ms: 0, args: {} });
    await engine.runDueJobs();
    expect([await query("jobs:notes"), await query("jobs:states")]).toEqual([[], ["failed"]]);
  });

  test("that is cancelled does not run", async () => {
    const { engine, query, mutation } = await start(component({ jobs }));
    const id = await mutation("jobs:schedule", { name: "note", ms: 5, args: { text: "never" } });
    await mutation("jobs:cancel", { id });
    vi.setSystemTime(NOW + 10);
    await engine.runDueJobs();
    expect([await query("jobs:notes"), await query("jobs:states")]).toEqual([[], ["canceled"]]);
  });

  test("is cancelled by its own id and no other", async () => {
    const { mutation } = await start(component({ jobs }));
    const note = await mutation("jobs:note", { text: "no job" });
    await expect(mutation("jobs:cancel", { id: note })).rejects.toThrow(
      'expected to be an Id<"_scheduled_functions">',
    );
  });

  test("runs as nobody, and knows that it was scheduled", async () => {
    const { engine, query, as } = await start(component({ jobs }));
    const identity = { subject: "ada", issuer: "i", tokenIdentifier: "i|ada" };
    await as(identity).mutation("jobs:schedule", { name: "whoami", ms: 0, args: {} });
    await engine.runDueJobs();
    expect(await query("jobs:notes")).toEqual(["nobody string"]);
  });

  test("can be scheduled by an action, and runs what that makes due", async () => {
    const { engine, query, action } = await start(component({ jobs }));
    await action("jobs:scheduleFromAction");
    vi.setSystemTime(NOW + 10);
    await engine.runDueJobs();
    expect(await query("jobs:notes")).toEqual(["from action"]);
  });

  test("is forgotten a week after it is done", async () => {
    const { engine, query, mutation } = await start(component({ jobs }));
    await mutation("jobs:schedule", { name: "note", ms: 0, args: { text: "a" } });
    await engine.runDueJobs();
    vi.setSystemTime(NOW + 7 * 24 * 60 * 60 * 1000);
    await engine.runDueJobs();
    expect(await query("jobs:states")).toEqual([]);
  });

  test("of a function that does not exist is refused when it is scheduled", async () => {
    const { mutation } = await start(component({ jobs }));
    await expect(mutation("jobs:schedule", { name: "missing", ms: 0, args: {} })).rejects.toThrow(
      "Attempted to schedule function at nonexistent path: jobs:missing",
    );
  });

  test("runs by itself once timers are started", async () => {
    const { engine, query, mutation } = await start(component({ jobs }));
    engine.startTimers();
    await mutation("jobs:schedule", { name: "act", ms: 0, args: { text: "by timer" } });
    await vi.waitFor(async () => expect(await query("jobs:states")).toEqual(["success"]));
    expect(await query("jobs:notes")).toEqual(["by timer"]);
  });
});

describe("cron jobs", () => {
  const withCron = () => {
    const crons = cronJobs();
    crons.interval("tick", { minutes: 10 }, reference("note"), { text: "tick" });
    return component({ jobs, crons: { default: crons } });
  };

  test("run at their times, and once for times that were missed", async () => {
    const { engine, query } = await start(withCron());
    vi.setSystemTime(NOW + 10 * 60_000);
    await engine.runDueJobs();
    expect(await query("jobs:notes")).toEqual(["tick"]);
    vi.setSystemTime(NOW + 45 * 60_000);
    await engine.runDueJobs();
    expect(await query("jobs:notes")).toEqual(["tick", "tick"]);
    expect(engine.nextJobAt()).toBe(NOW + 50 * 60_000);
  });

  test("know all of Convex's schedules, in UTC", () => {
    const at = (schedule: CronJob["schedule"]) => new Date(nextRun(schedule, NOW)).toISOString();
    expect(at({ type: "interval", hours: 2 })).toBe("2026-01-15T14:30:00.000Z");
    expect(at({ type: "hourly", minuteUTC: 15 })).toBe("2026-01-15T13:15:00.000Z");
    expect(at({ type: "daily", hourUTC: 3, minuteUTC: 5 })).toBe("2026-01-16T03:05:00.000Z");
    expect(at({ type: "weekly", dayOfWeek: "sunday", hourUTC: 1 })).toBe(
      "2026-01-18T01:00:00.000Z",
    );
    expect(at({ type: "monthly", day: 1, hourUTC: 0 })).toBe("2026-02-01T00:00:00.000Z");
    expect(at({ type: "cron", cron: "*/20 * * * *" })).toBe("2026-01-15T12:40:00.000Z");
  });

  test("of an interval keep their beat", () => {
    const job = { schedule: { type: "interval", seconds: 10 }, due: 1_000 } as CronJob;
    expect([runAfter(job, 1_000), runAfter(job, 10_999), runAfter(job, 11_000)]).toEqual([
      11_000, 11_000, 21_000,
    ]);
  });
});
