import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { RunRow } from "../../convex/lib/dashboardShapes";
import type { ReadSet } from "../../sandbox/convex/types";
import { memoryStore } from "../../sandbox/kv/memory";
import { startTimeMachine, type TimeMachine } from "../../sandbox/world/timeTravel";
import type { World } from "../../sandbox/world/world";
import { actAsAdmin, adminCall, asAdmin, listAll, openMemoryWorld } from "./support/memoryWorld";

/** Scans over a whole world: both clouds' stand-ins, the real functions, every page of the way. */

const MINUTE = 60_000;
const QUIETLY = { webhook: false };

let stores: { clerk: ReturnType<typeof memoryStore>; convex: ReturnType<typeof memoryStore> };
let world: World;
let time: TimeMachine;
let signedUp = 0;
/** Calls to Clerk's list of users, and what to do before one of them is answered. */
let listCalls: string[];
let beforeListCall: (nth: number) => Promise<void> | void;

beforeEach(async () => {
  time = startTimeMachine(Date.now());
  stores = { clerk: memoryStore(), convex: memoryStore() };
  await openWorldHere();
});
afterEach(async () => {
  time.stop();
  await world.engine.close();
  vi.unstubAllGlobals();
});

async function openWorldHere(): Promise<void> {
  vi.unstubAllGlobals();
  world = await openMemoryWorld(stores);
  const carry = globalThis.fetch;
  listCalls = [];
  beforeListCall = () => {};
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    if (new URL(url).pathname === "/v1/users") {
      listCalls.push(url);
      await beforeListCall(listCalls.length);
    }
    return await carry(url, init);
  });
}

/** People sign up in Clerk one after the other, and nobody hears of it. */
async function signUp(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const username = `person_${signedUp++}`;
    const person = { username, first_name: `No ${n}`, created_at: time.now() };
    ids.push((await world.clerk.users.create(person, QUIETLY)).id);
    // Soon enough for no cron to fall due.
    time.travelTo(time.now() + 100);
  }
  return ids;
}

type Order = Parameters<typeof actAsAdmin<typeof api.reconcile.start>>[2];

async function start(order: Order = {}): Promise<Id<"reconcileRuns">> {
  return (await actAsAdmin(world, api.reconcile.start, order)).run_id;
}

async function scan(order: Order = {}): Promise<RunRow> {
  listCalls.length = 0;
  const id = await start(order);
  await world.engine.runDueJobs();
  return await runOf(id);
}

async function runOf(id: Id<"reconcileRuns">): Promise<RunRow> {
  const paginationOpts = { numItems: 50, cursor: null };
  const { page } = await asAdmin(world, api.dashboard.listRuns, { paginationOpts });
  const run = page.find(({ _id }) => _id === id);
  if (run === undefined) throw new Error("no run");
  return run;
}

async function live(ms: number): Promise<void> {
  time.travelTo(time.now() + ms);
  await world.engine.runDueJobs();
}

const openDrift = async () =>
  (await listAll(world, api.dashboard.listDrift)).map(({ externalId, kind }) => ({
    externalId,
    kind,
  }));
const person = (externalId: string) => asAdmin(world, api.dashboard.getUser, { externalId });

describe("a scan of many", () => {
  it("brings in everybody whom Clerk had before Convex did, and is then five calls and no write", async () => {
    const ids = await signUp(2_500);
    expect(await scan({ repair: true })).toMatchObject({
      state: "done",
      done: 2_500,
      total: 2_500,
      counts: { findings: 2_500, repairs: 2_500, list_calls: 5 },
    });
    expect(await person(ids[1_234] ?? "")).toMatchObject({ name: "No 1234", status: "in_sync" });
    await live(MINUTE);

    const seen = await readEverybody();
    let touched = 0;
    world.engine.onCommit((commit) => {
      if (seen.some((reads) => commit.touches(reads))) touched += 1;
    });
    expect(await scan({ repair: true })).toMatchObject({
      state: "done",
      done: 2_500,
      counts: { equal: 2_500, findings: 0, repairs: 0, list_calls: 5 },
    });
    expect(listCalls).toHaveLength(5);
    expect(touched).toBe(0);

    // The proof that a write would have been seen.
    await world.clerk.users.update(ids[1_234] ?? "", { first_name: "Changed" }, QUIETLY);
    await scan({ repair: true });
    expect(touched).toBeGreaterThan(0);
  });

  it("finds the few who differ among many who do not", async () => {
    const ids = await signUp(1_010);
    await scan({ repair: true });
    await live(MINUTE);
    const [renamed, gone, alsoGone] = [ids[3] ?? "", ids[499] ?? "", ids[1_009] ?? ""];
    await world.clerk.users.update(renamed, { last_name: "King" }, QUIETLY);
    world.clerk.users.delete(gone, QUIETLY);
    world.clerk.users.delete(alsoGone, QUIETLY);
    const [newcomer = ""] = await signUp(1);

    const found = await scan({ repair: false });
    expect(found).toMatchObject({ counts: { equal: 1_007, findings: 4, repairs: 0 } });
    expect(await openDrift()).toEqual(
      expect.arrayContaining([
        { externalId: renamed, kind: "field_mismatch" },
        { externalId: gone, kind: "missing_in_clerk" },
        { externalId: alsoGone, kind: "missing_in_clerk" },
        { externalId: newcomer, kind: "missing_in_convex" },
      ]),
    );
    expect(await scan({ repair: true })).toMatchObject({ counts: { findings: 4, repairs: 2 } });
    expect(await openDrift()).toHaveLength(2);
  });

  it("finds all who are gone, also when that is nearly everybody", async () => {
    const ids = await signUp(1_010);
    await scan({ repair: true });
    await live(MINUTE);
    for (const id of ids.slice(5)) world.clerk.users.delete(id, QUIETLY);
    expect(await scan({ repair: true })).toMatchObject({
      state: "done",
      done: 5,
      // One page, and 100 names a call.
      counts: { equal: 5, findings: 1_005, repairs: 0, list_calls: 1 + 11 },
    });
    expect(await openDrift()).toHaveLength(1_005);
  });

  it("misses nobody when somebody is deleted in Clerk while it is under way", async () => {
    const ids = await signUp(1_100);
    await scan({ repair: true });
    await live(MINUTE);
    // All later pages begin one person later than they should; that person is on none of them.
    const skipped = ids[500] ?? "";
    await world.clerk.users.update(skipped, { last_name: "King" }, QUIETLY);
    beforeListCall = (nth) => {
      if (nth === 2) world.clerk.users.delete(ids[0] ?? "", QUIETLY);
    };
    expect(await scan({ repair: true })).toMatchObject({ counts: { findings: 1, repairs: 1 } });
    expect((await person(skipped))?.fields).toContainEqual(
      expect.objectContaining({ field: "last_name", convex: "King", differs: false }),
    );
    expect(await openDrift()).toEqual([]);
  });
});

describe("what webhooks lose", () => {
  it("is found, shown with its reason, and mended by the side that owns it", async () => {
    const [ann = "", ben = "", cat = ""] = await signUp(3);
    await scan({ repair: true });
    world.clerk.faults.set({ on: "webhook", effect: "drop" });
    await world.clerk.users.update(ann, { first_name: "Annabel" });
    world.clerk.users.delete(ben);
    await world.clerk.users.update(cat, { username: "katze" });
    await world.clerk.webhooks.deliverDue();
    await live(MINUTE);
    expect(await person(ann)).toMatchObject({ name: "No 0", status: "in_sync" });

    await scan({ repair: false });
    expect(await person(ann)).toMatchObject({ name: "No 0", status: "drifted" });
    expect(await person(ben)).toMatchObject({ status: "drifted" });

    await scan({ kind: "quick", repair: true });
    expect(await person(ann)).toMatchObject({ name: "Annabel", status: "in_sync" });
    expect(await person(cat)).toMatchObject({ username: "katze", status: "in_sync" });
    expect(await openDrift()).toEqual([{ externalId: ben, kind: "missing_in_clerk" }]);

    const end = { externalId: ben, fields: ["user"], winner: "clerk" as const };
    expect(await actAsAdmin(world, api.reconcile.resolve, end)).toMatchObject({
      resolved: ["user"],
    });
    expect(await person(ben)).toMatchObject({ status: "deleted" });
    expect(await openDrift()).toEqual([]);
  });

  it("is found by the crons alone", async () => {
    const [ann = ""] = await signUp(1);
    await live(16 * MINUTE);
    await live(0);
    expect(await openDrift()).toEqual([{ externalId: ann, kind: "missing_in_convex" }]);
  });

  it("is sent to Clerk where an admin lets Convex win", async () => {
    const [ann = ""] = await signUp(1);
    await scan({ repair: true });
    await world.clerk.users.update(ann, { first_name: "Annabel" }, QUIETLY);
    await scan();
    await actAsAdmin(world, api.reconcile.resolve, {
      externalId: ann,
      fields: ["first_name"],
      winner: "convex",
    });
    await world.engine.runDueJobs();
    expect(world.clerk.users.get(ann)?.first_name).toBe("No 0");
    await world.clerk.webhooks.deliverDue();
    await world.engine.runDueJobs();
    expect(await person(ann)).toMatchObject({ status: "in_sync" });
    expect(await openDrift()).toEqual([]);
  });
});

describe("a scan under way", () => {
  it("obeys Clerk's 429 in its middle, and goes on from there", async () => {
    await signUp(1_010);
    beforeListCall = (nth) => {
      if (nth !== 2) return;
      const fault = { on: "backend", effect: "rate_limit", retry_after: 40, times: 1 } as const;
      world.clerk.faults.set({ ...fault, match: { path: "/v1/users" } });
    };
    const run = await start({ repair: true });
    await world.engine.runDueJobs();
    expect(await runOf(run)).toMatchObject({
      state: "running",
      done: 500,
      total: 1_010,
      attempts: 1,
      next_attempt_at: time.now() + 40_000,
    });
    await live(39_000);
    expect(listCalls).toHaveLength(2);
    await live(1_000);
    expect(await runOf(run)).toMatchObject({ state: "done", done: 1_010, attempts: 0 });
    expect(listCalls).toHaveLength(4);
  });

  it("goes on from its cursor after a crash in its middle", async () => {
    await signUp(1_010);
    let arrived = () => {};
    const isArrived = new Promise<void>((resolve) => (arrived = resolve));
    beforeListCall = (nth) => {
      if (nth !== 2) return;
      arrived();
      // The process dies while it waits for Clerk: nobody ever comes back from here.
      return new Promise(() => {});
    };
    const run = await start({ repair: true });
    void world.engine.runDueJobs();
    await isArrived;

    await openWorldHere();
    await live(MINUTE);
    expect(await runOf(run)).toMatchObject({ state: "running", done: 500 });
    await live(2 * MINUTE);
    expect(await runOf(run)).toMatchObject({
      state: "done",
      done: 1_010,
      counts: { repairs: 1_010, list_calls: 3 },
    });
    expect(listCalls.map((url) => new URL(url).searchParams.get("offset"))).toEqual([
      "500",
      "1000",
    ]);
  });

  it("stops where it is when an admin cancels it", async () => {
    const ids = await signUp(1_010);
    let cancelled: Promise<boolean> | undefined;
    const run = await start({ repair: true });
    beforeListCall = async (nth) => {
      if (nth !== 2) return;
      cancelled = actAsAdmin(world, api.reconcile.cancel, { run_id: run });
      await cancelled;
    };
    await world.engine.runDueJobs();
    expect(await cancelled).toBe(true);
    await live(5 * MINUTE);
    expect(await runOf(run)).toMatchObject({ state: "cancelled", done: 500 });
    expect(await person(ids[499] ?? "")).toMatchObject({ status: "in_sync" });
    expect(await person(ids[500] ?? "")).toBeNull();
  });

  it("is the only one, also when two are started at the same moment", async () => {
    await signUp(3);
    const starts = await Promise.allSettled([start(), start({ kind: "quick" }), start()]);
    expect(starts.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    const refused = starts.find((each) => each.status === "rejected");
    expect(String(refused?.reason)).toContain("already_running");
  });
});

/** What the dashboard reads of all people and of all that differs. */
async function readEverybody(): Promise<ReadSet[]> {
  const seen: ReadSet[] = [];
  for (let cursor: string | null = null, isDone = false; !isDone;) {
    const paginationOpts = { numItems: 500, cursor };
    const args = adminCall(world, api.dashboard.listUsers, { paginationOpts });
    const { result, reads } = await world.engine.query(args);
    if (!result.ok) throw new Error(result.errorMessage);
    const page = result.value as { continueCursor: string; isDone: boolean };
    seen.push(reads);
    ({ continueCursor: cursor, isDone } = page);
  }
  const paginationOpts = { numItems: 50, cursor: null };
  const drift = await world.engine.query(
    adminCall(world, api.dashboard.listDrift, { paginationOpts }),
  );
  return [...seen, drift.reads];
}
