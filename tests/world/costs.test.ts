import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deliverySigner, type Sign } from "../../bench/deliveries";
import { loadKit, WEBHOOK_PATH } from "../../bench/kit";
import { openPeople, type People } from "../../bench/people";
import { ADMIN, identityOf } from "../../bench/targets/target";
import { COSTS } from "../../docs/examples/costs";
import { createEngine } from "../../sandbox/convex/engine";
import type { CallStats, Engine, FunctionCall } from "../../sandbox/convex/types";
import { memoryStore } from "../../sandbox/kv/memory";
import { newSecrets } from "../../sandbox/world/variables";

/** docs/guide/limits-and-costs.md tells these costs to people who have to pay for them. */

interface Call {
  readonly path: string;
  readonly stats: CallStats;
}

const SITE = "http://127.0.0.1:9";
const USERS = 20;
/** The guide speaks of somebody with an own picture, and counts the counting for the overview. */
const LEAST_PART = 0.6;
const NOBODY = { identity: null, admin: false };

let calls: Call[] = [];
let engine: Engine;
let people: People;
let sign: Sign;

beforeAll(async () => {
  // Counting is done a moment later, in whatever runs then: here only when it is meant to.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const secrets = newSecrets();
  sign = deliverySigner(secrets);
  people = await openPeople(USERS, secrets);
  engine = await createEngine({
    app: await loadKit(),
    store: memoryStore(),
    cloudUrl: SITE,
    siteUrl: SITE,
    onCall: (call) => calls.push(call),
  });
  await mutation("bench:seed", { users: people.users });
  // The first ones pay for what is made once.
  await changeInClerk();
  await save();
  await scan("quick");
  await scan("full");
});

afterAll(async () => {
  await engine.close();
  await people.close();
  vi.useRealTimers();
});

describe("what the guide says of costs holds for", () => {
  it("a webhook", async () => expectAbout("webhook", await costOf(changeInClerk)));
  it("a save", async () => expectAbout("save", await costOf(save)));
  it("a look at the own profile", async () => expectAbout("look", await costOf(look)));
  it("a quick scan", async () => {
    expectAbout("quickScan", withoutPeople(await costOf(() => scan("quick"))));
  });
  it("a page of a full scan", async () => {
    expectAbout("fullScanPage", withoutPeople(await costOf(() => scan("full"))));
  });
  it("an idle minute", async () => {
    vi.setSystemTime(Date.now() + 60_000);
    await idleMinute();
    expectAbout("idleMinute", await costOf(idleMinute));
  });
});

type Cost = Record<"read" | "written" | "calls", number>;

/** Everybody has just been changed, so either scan sees all. */
function withoutPeople({ read, written, calls }: Cost): Cost {
  const { scannedPerson } = COSTS;
  return { read: read - USERS * scannedPerson.read, written, calls };
}

/** At most what the guide says, and not so much less that it scares people for nothing. */
function expectAbout(name: keyof typeof COSTS, cost: Cost): void {
  for (const part of ["read", "written", "calls"] as const) {
    const told = COSTS[name][part];
    expect(cost[part], part).toBeLessThanOrEqual(told);
    expect(cost[part], part).toBeGreaterThanOrEqual(told * LEAST_PART);
  }
}

async function costOf(deed: () => Promise<void>): Promise<Cost> {
  calls = [];
  await deed();
  const sum = (part: "documentsRead" | "documentsWritten") =>
    calls.reduce((all, { stats }) => all + stats[part], 0);
  return { read: sum("documentsRead"), written: sum("documentsWritten"), calls: calls.length };
}

async function changeInClerk(): Promise<void> {
  await deliver(await people.rename(people.next(), people.newName()));
}

async function save(): Promise<void> {
  const externalId = people.next();
  const who = identityOf(externalId);
  const operation_id = crypto.randomUUID();
  const first_name = people.newName();
  await mutation("users:updateProfile", { operation_id, changes: { first_name } }, who);
  const user = await people.rename(externalId, first_name);
  const clerk = { status: "done", updated_at: user.updated_at };
  await mutation("users:settleProfileWrite", { operation_id, clerk }, who);
  await deliver(user);
}

async function look(): Promise<void> {
  const caller = { identity: identityOf(people.next()), admin: true };
  const { result } = await engine.query({ path: "users:current", args: {}, caller });
  expect(result).toMatchObject({ ok: true, value: { interests: [] } });
}

async function deliver(user: Awaited<ReturnType<People["rename"]>>): Promise<void> {
  const { id: userId, updated_at: at } = user;
  const { body, headers } = sign({ type: "user.updated", userId, data: user, at });
  const request = new Request(SITE + WEBHOOK_PATH, { method: "POST", body, headers });
  expect((await engine.httpAction(request, NOBODY)).status).toBe(200);
  await engine.runDueJobs();
}

async function scan(kind: "quick" | "full"): Promise<void> {
  await mutation("reconcile:start", { kind }, ADMIN);
  await engine.runDueJobs();
}

/** The crons that run each minute; see convex/cronJobs.ts. */
async function idleMinute(): Promise<void> {
  for (const path of [
    "inbox:wake",
    "outbox:sweep",
    "counts:fold",
    "bulkJobs:revive",
    "scan:sweep",
  ]) {
    await mutation(path, {});
  }
}

async function mutation(path: string, args: unknown, identity = ADMIN): Promise<void> {
  const call = { path, args, caller: { identity, admin: true } } as FunctionCall;
  const { result } = await engine.mutation(call);
  if (!result.ok) throw new Error(`${path}: ${result.errorMessage}`);
}
