import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import type { Doc, Id } from "../../convex/_generated/dataModel";
import { normaliseClerkUser } from "../../convex/model/clerkUser";
import { deleted, deliver, refusal, userEvent, type Json } from "./support/clerk";
import { member, stubClerkUsers, type ClerkUsers } from "./support/clerkUsers";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

const MINUTE = 60_000;
const ANN = member("user_ann", {}, 0);
const BEN = member("user_ben", {}, 1);
const CAT = member("user_cat", {}, 2);

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  t = startBackend();
  clerk = stubClerkUsers([ANN, BEN, CAT]);
  await deliver(t, signedUp(ANN), signedUp(BEN), signedUp(CAT));
  await pass(t, 10 * MINUTE);
});
afterEach(stopBackend);

const signedUp = (data: Json) => userEvent("user.created", data);
const boss = () => signedIn(t, "user_boss", "admin");

type Order = Parameters<typeof startScan>[0];
async function startScan(
  order: {
    kind?: "full" | "quick" | "user";
    externalId?: string;
    dry_run?: boolean;
    repair?: boolean;
  } = {},
): Promise<Id<"reconcileRuns">> {
  return (await boss().mutation(api.reconcile.start, order)).run_id;
}

async function runOf(id: Id<"reconcileRuns">): Promise<Doc<"reconcileRuns">> {
  const run = await t.run(async (ctx) => await ctx.db.get("reconcileRuns", id));
  if (run === null) throw new Error("no run");
  return run;
}

/** A scan from its start to its end. */
async function scan(order: Order = {}): Promise<Doc<"reconcileRuns">> {
  const id = await startScan(order);
  await pass(t);
  return await runOf(id);
}

/** Changes somebody in Clerk, and the webhook of it is lost. */
function changeInClerk(person: Json, changes: Json): Json {
  const changed = { ...person, ...changes, updated_at: Date.now() };
  clerk.people.set(person.id as string, changed);
  return changed;
}

/** What an operator's hand in Convex's own dashboard does. */
async function changeInConvex(externalId: string, changes: Partial<Doc<"users">>): Promise<void> {
  const { profile } = await findPerson(t, externalId);
  if (profile === null) throw new Error("nobody");
  await t.run(async (ctx) => await ctx.db.patch("users", profile._id, changes));
}

const openFindings = async () =>
  (await allRows(t, "driftFindings")).filter(({ resolved_at }) => resolved_at === null);

describe("a full scan", () => {
  it("of people who are equal writes nothing but its own row", async () => {
    const tables = ["users", "userSync", "driftFindings", "statusDeltas"] as const;
    const look = async () => await Promise.all(tables.map((table) => allRows(t, table)));
    const before = await look();
    expect(await scan({ repair: true })).toMatchObject({
      state: "done",
      done: 3,
      total: 3,
      counts: { equal: 3, findings: 0, repairs: 0, list_calls: 1 },
    });
    expect(await look()).toEqual(before);
  });

  it("is when the dashboard says that they were last compared, though nothing is written", async () => {
    const compared = async (externalId: string) =>
      (await boss().query(api.dashboard.getUser, { externalId }))?.last_checked_at;
    expect(await compared("user_ann")).toBeNull();
    const { started_at } = await scan();
    expect(await compared("user_ann")).toBe(started_at);
    const late = member("user_late", {}, 3);
    await pass(t, MINUTE);
    await deliver(t, signedUp(late));
    expect(await compared("user_late")).toBeNull();
  });

  it("asks Clerk for people in the order in which they signed up", async () => {
    await scan();
    expect(clerk.lists()).toEqual(["GET /v1/users?limit=500&offset=0&order_by=%2Bcreated_at"]);
  });

  it("finds what a lost webhook would have told, and lets it stand", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    expect(await scan({ repair: false })).toMatchObject({
      counts: { equal: 2, findings: 1, repairs: 0 },
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "drifted", drifted_fields: ["first_name"] },
    });
    expect(await openFindings()).toMatchObject([
      { kind: "field_mismatch", clerk: "Benedict", convex: "First", found_by: "scan" },
    ]);
  });

  it("finds again what is known already, and writes nothing about it", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    await scan();
    const before = await findPerson(t, "user_ben");
    await pass(t, MINUTE);
    expect(await scan()).toMatchObject({ counts: { equal: 2, findings: 1 } });
    expect(await findPerson(t, "user_ben")).toEqual(before);
  });

  it("repairs what a lost webhook would have told", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    expect(await scan({ repair: true })).toMatchObject({
      counts: { equal: 2, findings: 1, repairs: 1 },
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "Benedict" },
      sync: { status: "in_sync", clerk: { first_name: "Benedict" } },
    });
  });

  it("finds what was changed in Convex by hand, and gives it back to Clerk when it repairs", async () => {
    await changeInConvex("user_ben", { last_name: "Somebody" });
    await scan({ repair: false });
    expect(await openFindings()).toMatchObject([
      { externalId: "user_ben", field: "last_name", clerk: "user_ben", convex: "Somebody" },
    ]);
    await scan({ repair: true });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { last_name: "user_ben" },
      sync: { status: "in_sync" },
    });
    expect(await openFindings()).toEqual([]);
  });

  it("tells apart two addresses that look the same once masked", async () => {
    await changeInConvex("user_ben", { email: "u-else@example.com" });
    expect(await scan({ repair: false })).toMatchObject({ counts: { findings: 1 } });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ drifted_fields: ["email"] });
    await scan({ repair: true });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({
      email: "user_ben@example.com",
    });
  });

  it("tells an upload that Convex does not know of, and not another address of the same one", async () => {
    changeInClerk(ANN, { image_url: "https://img.clerk.test/user_ann?width=80" });
    expect(await scan()).toMatchObject({ counts: { equal: 3 } });
    changeInClerk(ANN, { image_url: "https://img.clerk.test/another" });
    await scan();
    expect(await openFindings()).toMatchObject([{ kind: "stale_avatar", field: "image_url" }]);
  });

  it("takes the initials that Clerk draws for a new name, before anybody decides on the name", async () => {
    const initials = (letters: string) =>
      `https://img.clerk.test/${btoa(JSON.stringify({ type: "default", initials: letters }))}`;
    await deliver(t, userEvent("user.updated", changeInClerk(BEN, { image_url: initials("F") })));
    await pass(t, MINUTE);
    const image_url = initials("B");
    changeInClerk(BEN, { first_name: "Benedict", image_url });
    await scan({ repair: false });
    expect(await openFindings()).toMatchObject([{ field: "first_name" }]);
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({
      first_name: "First",
      image_url,
      profile_image_url: image_url,
    });
  });

  it("closes what is gone by itself", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    await scan();
    await pass(t, MINUTE);
    changeInClerk(BEN, { first_name: "First" });
    expect(await scan()).toMatchObject({ counts: { equal: 3, findings: 0 } });
    expect(await openFindings()).toEqual([]);
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "in_sync" });
  });

  it("leaves alone a field whose save is on its way", async () => {
    await signedIn(t, "user_ben").mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Benedict" },
    });
    expect(await scan({ repair: true })).toMatchObject({ counts: { equal: 3, findings: 0 } });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "Benedict" },
      sync: { status: "pending" },
    });
  });

  it("gives back to Clerk a field whose save was given up", async () => {
    await giveUpSave("user_ben", { first_name: "Benedict" });
    await scan({ repair: false });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "Benedict" });
    expect(await scan({ repair: true })).toMatchObject({ counts: { findings: 1, repairs: 1 } });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "in_sync" },
    });
  });

  it("does not believe a list that is older than what a webhook has told", async () => {
    await deliver(
      t,
      userEvent("user.updated", { ...BEN, first_name: "B", updated_at: Date.now() }),
    );
    expect(await scan({ repair: true })).toMatchObject({ counts: { equal: 3 } });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "B" });
  });

  it("goes on past somebody of whom Clerk tells nonsense", async () => {
    clerk.people.set("user_ann", { ...ANN, first_name: { not: "a name" } });
    changeInClerk(CAT, { first_name: "Catherine" });
    expect(await scan({ repair: true })).toMatchObject({
      state: "done",
      counts: { equal: 1, repairs: 1, unreadable: 1 },
    });
    expect(await openFindings()).toEqual([]);
  });

  async function giveUpSave(externalId: string, changes: { first_name: string }) {
    await signedIn(t, externalId).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes,
    });
    // As outbox.ts leaves it after its last attempt.
    await t.run(async (ctx) => {
      const write = await ctx.db.query("outboxWrites").first();
      if (write === null) throw new Error("no save");
      await ctx.db.patch("outboxWrites", write._id, {
        clerk: "gave_up",
        next_attempt_at: null,
        clerk_updated_at: BEN.updated_at as number,
      });
    });
  }
});

describe("a dry run", () => {
  it("counts what it sees and touches nothing", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    clerk.people.delete("user_cat");
    const before = await allRows(t, "userSync");
    expect(await scan({ dry_run: true, repair: true })).toMatchObject({
      state: "done",
      counts: { equal: 1, findings: 3, repairs: 0 },
    });
    expect(await allRows(t, "userSync")).toEqual(before);
    expect(await allRows(t, "driftFindings")).toEqual([]);
    expect((await findPerson(t, "user_dan")).profile).toBeNull();
  });
});

describe("a person whom only one side has", () => {
  it("is found when Convex has never heard of them", async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan({ repair: false });
    expect(await findPerson(t, "user_dan")).toMatchObject({
      profile: null,
      sync: { status: "drifted", one_sided: "missing_in_convex" },
    });
    expect(await scan({ repair: false })).toMatchObject({ counts: { equal: 3, findings: 1 } });
  });

  it("is created in Convex by a scan that repairs", async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan({ repair: false });
    expect(await scan({ repair: true })).toMatchObject({ counts: { repairs: 1 } });
    expect(await findPerson(t, "user_dan")).toMatchObject({
      profile: { username: "dan", email: "user_dan@example.com" },
      sync: { status: "in_sync", one_sided: null },
    });
    expect(await openFindings()).toEqual([]);
  });

  it("is found when Clerk no longer has them, and never repaired", async () => {
    clerk.people.delete("user_ben");
    expect(await scan({ repair: true })).toMatchObject({
      counts: { equal: 2, findings: 1, repairs: 0 },
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "drifted", one_sided: "missing_in_clerk", deleted_at: null },
    });
    expect(await openFindings()).toMatchObject([{ kind: "missing_in_clerk", field: "user" }]);
  });

  it.each([
    ["first", "user_ann"],
    ["last", "user_cat"],
  ])("is found when they were the %s to sign up", async (_, id) => {
    clerk.people.delete(id);
    await scan();
    expect(await openFindings()).toMatchObject([{ externalId: id, kind: "missing_in_clerk" }]);
  });

  it("is found when Convex knows them from their token alone", async () => {
    const eve = signedIn(t, "user_eve");
    await eve.mutation(api.users.ensureUser, {});
    await scan();
    expect(await openFindings()).toMatchObject([
      { externalId: "user_eve", kind: "missing_in_clerk" },
    ]);
  });

  it("is asked for by name, and counted once, when Convex does not know when they signed up", async () => {
    const forgetSignUp = async () => {
      const { sync } = await findPerson(t, "user_cat");
      await t.run(async (ctx) => {
        if (sync !== null) await ctx.db.patch("userSync", sync._id, { clerk_created_at: null });
      });
    };
    await forgetSignUp();
    expect(await scan({ dry_run: true })).toMatchObject({
      counts: { equal: 3, findings: 0, list_calls: 2 },
    });
    expect(clerk.calls.at(-1)).toContain("user_id=user_cat");
    // A scan that may write learns it, and need not ask again.
    expect(await scan()).toMatchObject({ counts: { equal: 3, list_calls: 1 } });
    expect((await findPerson(t, "user_cat")).sync).toMatchObject({
      clerk_created_at: CAT.created_at,
    });
  });

  it("is in sync again when Clerk has them after all", async () => {
    clerk.people.delete("user_ben");
    await scan();
    clerk.people.set("user_ben", BEN);
    await scan({ repair: false });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "in_sync" });
    expect(await openFindings()).toEqual([]);
  });

  it("is found when Convex was told of a deletion that Clerk knows nothing of", async () => {
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    const calls = clerk.calls.length;
    expect(await scan({ repair: true })).toMatchObject({ counts: { findings: 1, repairs: 0 } });
    // Once more, for the list could be older than the deletion.
    expect(clerk.calls.slice(calls).at(-1)).toContain("user_id=user_ben");
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({
      status: "drifted",
      one_sided: "deleted_mismatch",
      deleted_at: START + 5 * MINUTE,
    });
  });

  it("is no finding when just the list is older than the deletion", async () => {
    clerk.people.delete("user_ben");
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    clerk.trouble.push(undefined, () => Response.json([ANN, BEN, CAT]));
    expect(await scan()).toMatchObject({ counts: { equal: 2, findings: 0, list_calls: 2 } });
    expect(await allRows(t, "driftFindings")).toEqual([]);
  });

  it("is no finding when both sides know of the deletion", async () => {
    clerk.people.delete("user_ben");
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    expect(await scan()).toMatchObject({ counts: { equal: 2, findings: 0, list_calls: 1 } });
  });

  it("is no finding any more when Clerk has deleted them, too", async () => {
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    await scan();
    clerk.people.delete("user_ben");
    await scan();
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "deleted" });
    expect(await openFindings()).toEqual([]);
  });

  it("is not looked for in vain in Clerk when the key is another instance's", async () => {
    const crowd = Array.from({ length: 60 }, (_, n) => member(`user_x${n}`, {}, 3));
    await deliver(t, ...crowd.map(signedUp));
    clerk.people.clear();
    clerk.people.set("user_stranger", member("user_stranger", {}, 0));
    expect(await scan({ repair: true })).toMatchObject({
      state: "failed",
      error: { kind: "another_instance", message: expect.stringContaining("CLERK_SECRET_KEY") },
    });
    expect(await allRows(t, "driftFindings")).toEqual([]);
    expect((await findPerson(t, "user_stranger")).sync).toBeNull();
  });
});

describe("a quick scan", () => {
  it("is a full one as long as there was none before it", async () => {
    expect(await scan({ kind: "quick" })).toMatchObject({ kind: "full", state: "done" });
  });

  it("looks only at people who changed since the last scan", async () => {
    await scan();
    await pass(t, 10 * MINUTE);
    changeInClerk(BEN, { first_name: "Benedict" });
    clerk.calls.length = 0;
    expect(await scan({ kind: "quick" })).toMatchObject({
      kind: "quick",
      done: 1,
      total: 1,
      counts: { equal: 0, findings: 1, list_calls: 1 },
    });
    expect(clerk.calls).toEqual(["GET /v1/users?limit=500&offset=0&order_by=-updated_at"]);
  });

  it("looks a minute further back, for Clerk's clock may be behind ours", async () => {
    const { started_at } = await scan();
    await pass(t, 10 * MINUTE);
    clerk.people.set("user_ben", { ...BEN, first_name: "B", updated_at: started_at - 59_000 });
    clerk.people.set("user_cat", { ...CAT, first_name: "C", updated_at: started_at - 61_000 });
    expect(await scan({ kind: "quick" })).toMatchObject({ done: 1, counts: { findings: 1 } });
  });

  it("does not count a dry run as a scan", async () => {
    await scan();
    await pass(t, 10 * MINUTE);
    changeInClerk(BEN, { first_name: "Benedict" });
    await pass(t, 10 * MINUTE);
    await scan({ dry_run: true });
    await pass(t, 10 * MINUTE);
    expect(await scan({ kind: "quick" })).toMatchObject({ counts: { findings: 1 } });
  });
});

describe("a scan of one person", () => {
  it("looks at nobody else", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    changeInClerk(CAT, { first_name: "Catherine" });
    clerk.calls.length = 0;
    expect(await scan({ kind: "user", externalId: "user_ben", repair: true })).toMatchObject({
      state: "done",
      done: 1,
      total: 1,
      counts: { repairs: 1, list_calls: 1 },
    });
    expect(clerk.calls).toEqual(["GET /v1/users?limit=1&user_id=user_ben"]);
    expect((await findPerson(t, "user_cat")).profile).toMatchObject({ first_name: "First" });
  });

  it("finds that Clerk does not have them", async () => {
    clerk.people.delete("user_ben");
    await scan({ kind: "user", externalId: "user_ben" });
    expect(await openFindings()).toMatchObject([{ kind: "missing_in_clerk" }]);
  });

  it("goes on beside a full one", async () => {
    await startScan();
    await startScan({ kind: "user", externalId: "user_ben" });
    await pass(t);
    expect(await allRows(t, "reconcileRuns")).toMatchObject([{ state: "done" }, { state: "done" }]);
  });

  it("needs to be told of whom", async () => {
    await expect(startScan({ kind: "user" })).rejects.toThrow("invalid_field");
    await expect(startScan({ externalId: "user_ben" })).rejects.toThrow("invalid_field");
  });
});

describe("one scan at a time", () => {
  it("refuses a second one, and says which is running", async () => {
    const running = await startScan();
    await expect(startScan({ kind: "quick" })).rejects.toThrow(running);
    await pass(t);
    await startScan();
  });

  it("keeps crons from starting a second one", async () => {
    await startScan();
    await t.mutation(internal.scan.startByCron, { kind: "quick" });
    expect(await allRows(t, "reconcileRuns")).toHaveLength(1);
    await pass(t);
    await t.mutation(internal.scan.startByCron, { kind: "full" });
    await pass(t);
    expect(await allRows(t, "reconcileRuns")).toMatchObject([
      { trigger: "admin", actor: "user_boss" },
      { trigger: "cron", actor: null, repair: false, state: "done" },
    ]);
  });

  it("lets crons repair only where the setting says so", async () => {
    vi.stubEnv("RECONCILE_REPAIR", "on");
    changeInClerk(BEN, { first_name: "Benedict" });
    await t.mutation(internal.scan.startByCron, { kind: "full" });
    await pass(t);
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "Benedict" });
  });
});

describe("a scan that cannot go on", () => {
  it("waits as long as Clerk asks for, and says until when", async () => {
    const busy = () => refusal(429, "too_many_requests", undefined, { "retry-after": "90" });
    clerk.trouble.push(undefined, busy);
    const run = await startScan();
    await pass(t);
    expect(await runOf(run)).toMatchObject({
      state: "running",
      next_attempt_at: Date.now() + 90_000,
      error: { kind: "too_many_requests" },
      attempts: 1,
    });
    const calls = clerk.calls.length;
    await pass(t, 89_000);
    expect(clerk.calls).toHaveLength(calls);
    await pass(t, 2_000);
    expect(await runOf(run)).toMatchObject({ state: "done", error: null, counts: { equal: 3 } });
  });

  it("tries again later when Clerk is broken, and fails with the reason in the end", async () => {
    const broken = () => new Response("oops", { status: 500 });
    clerk.trouble.push(...Array.from({ length: 100 }, () => broken));
    const run = await startScan();
    for (let minute = 0; minute < 30; minute++) await pass(t, MINUTE);
    expect(await runOf(run)).toMatchObject({ state: "failed", error: { kind: "http_500" } });
    expect(clerk.calls).toHaveLength(8);
    expect((await runOf(run)).ended_at).not.toBeNull();
  });

  it("fails at once when Clerk does not accept the key", async () => {
    clerk.trouble.push(() => refusal(401, "authentication_invalid"));
    expect(await scan()).toMatchObject({
      state: "failed",
      error: { kind: "authentication_invalid" },
    });
  });

  it("fails at once, with the sentence, when there is no key", async () => {
    vi.stubEnv("CLERK_SECRET_KEY", "");
    expect(await scan()).toMatchObject({
      state: "failed",
      error: { kind: "not_configured", message: expect.stringContaining("CLERK_SECRET_KEY") },
    });
    await t.mutation(internal.scan.startByCron, { kind: "full" });
    expect(await allRows(t, "reconcileRuns")).toHaveLength(1);
  });

  it("is taken up where it was when a page is lost", async () => {
    const run = await startScan();
    // As it is left when the action, or the job that begins it, is lost.
    await t.run(async (ctx) => {
      for (const job of await ctx.db.system.query("_scheduled_functions").collect()) {
        if (job.state.kind === "pending") await ctx.scheduler.cancel(job._id);
      }
    });
    await pass(t, MINUTE);
    await t.mutation(internal.scan.sweep, {});
    await pass(t);
    expect(await runOf(run)).toMatchObject({ state: "running", done: 0 });
    await pass(t, 2 * MINUTE);
    await t.mutation(internal.scan.sweep, {});
    await pass(t);
    expect(await runOf(run)).toMatchObject({ state: "done", done: 3, counts: { equal: 3 } });
  });

  it("counts nothing twice when a page that was given up comes to its end after all", async () => {
    // Somebody to ask for by name, which keeps the run at its second step.
    await signedIn(t, "user_eve").mutation(api.users.ensureUser, {});
    clerk.trouble.push(undefined, undefined, () => refusal(429, "too_many_requests"));
    const runId = await startScan();
    await pass(t);
    const before = await runOf(runId);
    expect(before).toMatchObject({ state: "running", done: 3, cursor: { step: 1 } });
    const page = { cursor: null, visited: 3, total: 3, counts: before.counts };
    await t.mutation(internal.scan.advance, { runId, step: 0, ...page });
    expect(await runOf(runId)).toEqual(before);
  });

  it("is given up when a page is lost time after time", async () => {
    const run = await startScan();
    for (let time = 0; time < 20; time++) {
      await t.run(async (ctx) => {
        for (const job of await ctx.db.system.query("_scheduled_functions").collect()) {
          if (job.state.kind === "pending") await ctx.scheduler.cancel(job._id);
        }
      });
      await pass(t, 3 * MINUTE);
      await t.mutation(internal.scan.sweep, {});
    }
    expect(await runOf(run)).toMatchObject({ state: "failed", error: { kind: "lost" } });
  });

  it("stops when an admin says so, and what it was about to write is not written", async () => {
    changeInClerk(BEN, { first_name: "Benedict" });
    const run = await startScan({ repair: true });
    clerk.trouble.push(undefined, () => {
      throw new TypeError("unreachable");
    });
    await pass(t);
    expect(await boss().mutation(api.reconcile.cancel, { run_id: run })).toBe(true);
    await pass(t, 10 * MINUTE);
    expect(await runOf(run)).toMatchObject({ state: "cancelled", next_attempt_at: null });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "First" });
    expect(await boss().mutation(api.reconcile.cancel, { run_id: run })).toBe(false);
  });
});

describe("what happens between asking Clerk and storing", () => {
  /** Stores what Clerk has answered, as a page of a scan that is under way does. */
  async function store(user: Json, asked_at: number) {
    const runId = await startScan({ repair: true });
    const normalised = normaliseClerkUser(user);
    if (!normalised.ok) throw new Error(normalised.message);
    const answer = { externalId: normalised.user.externalId, user: normalised.user, asked_at };
    return await t.mutation(internal.scan.store, { runId, step: 0, answers: [answer] });
  }

  it("is seen: what a webhook has mended meanwhile costs no write", async () => {
    const changed = { ...BEN, first_name: "Benedict", updated_at: Date.now() };
    await deliver(t, userEvent("user.updated", changed));
    const before = await findPerson(t, "user_ben");
    await pass(t, MINUTE);
    expect(await store(changed, Date.now())).toBe(0);
    expect(await findPerson(t, "user_ben")).toEqual(before);
  });

  it("is seen: an answer of before a deletion says nothing about it", async () => {
    const asked_at = Date.now();
    await pass(t, MINUTE);
    await deliver(t, deleted(Date.now(), "user_ben"));
    await store(BEN, asked_at);
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({
      status: "deleted",
      one_sided: null,
    });
  });
});

describe("who may scan", () => {
  it("is an admin, not support", async () => {
    const support = signedIn(t, "user_sam", "support");
    await expect(support.mutation(api.reconcile.start, {})).rejects.toThrow("not_permitted");
    await expect(t.mutation(api.reconcile.start, {})).rejects.toThrow("not_signed_in");
    const run_id = await startScan();
    await expect(support.mutation(api.reconcile.cancel, { run_id })).rejects.toThrow(
      "not_permitted",
    );
  });

  it("is written down, with what was started and stopped", async () => {
    const run_id = await startScan({ dry_run: true });
    await boss().mutation(api.reconcile.cancel, { run_id });
    expect(await allRows(t, "auditLog")).toMatchObject([
      { actor: "user_boss", action: "scan_start", subject: run_id, detail: { dry_run: true } },
      { actor: "user_boss", action: "scan_cancel", subject: run_id },
    ]);
  });
});
