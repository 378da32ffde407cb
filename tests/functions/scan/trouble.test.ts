import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { normaliseClerkUser } from "../../../convex/model/clerkUser";
import { deleted, deliver, refusal, userEvent, type Json } from "../support/clerk";
import type { ClerkUsers } from "../support/clerkUsers";
import { allRows, findPerson } from "../support/read";
import {
  ANN,
  BEN,
  CAT,
  MINUTE,
  boss,
  changeInClerk,
  runOf,
  scan,
  startEqual,
  startScan,
} from "../support/scans";
import { loseJobs, pass, signedIn, stopBackend, type Backend } from "../support/setup";

/** Scans that Clerk, the deployment or an admin stops, and what comes between asking and storing. */

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN, CAT));
});
afterEach(stopBackend);

describe("a scan that cannot go on", () => {
  it("waits as long as Clerk asks for, and says until when", async () => {
    const busy = () => refusal(429, "too_many_requests", undefined, { "retry-after": "90" });
    clerk.trouble.push(undefined, busy);
    const run = await startScan(t);
    await pass(t);
    expect(await runOf(t, run)).toMatchObject({
      state: "running",
      next_attempt_at: Date.now() + 90_000,
      error: { kind: "too_many_requests" },
      attempts: 1,
    });
    const calls = clerk.calls.length;
    await pass(t, 89_000);
    expect(clerk.calls).toHaveLength(calls);
    await pass(t, 2_000);
    expect(await runOf(t, run)).toMatchObject({ state: "done", error: null, counts: { equal: 3 } });
  });

  it("tries again later when Clerk is broken, and fails with the reason in the end", async () => {
    const broken = () => new Response("oops", { status: 500 });
    clerk.trouble.push(...Array.from({ length: 100 }, () => broken));
    const run = await startScan(t);
    for (let minute = 0; minute < 30; minute++) await pass(t, MINUTE);
    expect(await runOf(t, run)).toMatchObject({ state: "failed", error: { kind: "http_500" } });
    expect(clerk.calls).toHaveLength(8);
    expect((await runOf(t, run)).ended_at).not.toBeNull();
  });

  it("fails at once when Clerk does not accept the key", async () => {
    clerk.trouble.push(() => refusal(401, "authentication_invalid"));
    expect(await scan(t)).toMatchObject({
      state: "failed",
      error: { kind: "authentication_invalid" },
    });
  });

  it("fails at once, with the sentence, when there is no key", async () => {
    vi.stubEnv("CLERK_SECRET_KEY", "");
    expect(await scan(t)).toMatchObject({
      state: "failed",
      error: { kind: "not_configured", message: expect.stringContaining("CLERK_SECRET_KEY") },
    });
    await t.mutation(internal.scan.startByCron, { kind: "full" });
    expect(await allRows(t, "reconcileRuns")).toHaveLength(1);
  });

  it("is taken up where it was when a page is lost", async () => {
    const run = await startScan(t);
    // As it is left when the action, or the job that begins it, is lost.
    await loseJobs(t);
    await pass(t, MINUTE);
    await t.mutation(internal.scan.sweep, {});
    await pass(t);
    expect(await runOf(t, run)).toMatchObject({ state: "running", done: 0 });
    await pass(t, 2 * MINUTE);
    await t.mutation(internal.scan.sweep, {});
    await pass(t);
    expect(await runOf(t, run)).toMatchObject({ state: "done", done: 3, counts: { equal: 3 } });
  });

  it("counts nothing twice when a page that was given up comes to its end after all", async () => {
    // Somebody to ask for by name, which keeps the run at its second step.
    await signedIn(t, "user_eve").mutation(api.users.ensureUser, {});
    clerk.trouble.push(undefined, undefined, () => refusal(429, "too_many_requests"));
    const runId = await startScan(t);
    await pass(t);
    const before = await runOf(t, runId);
    expect(before).toMatchObject({ state: "running", done: 3, cursor: { step: 1 } });
    const page = { cursor: null, visited: 3, total: 3, counts: before.counts };
    await t.mutation(internal.scan.advance, { runId, step: 0, ...page });
    expect(await runOf(t, runId)).toEqual(before);
  });

  it("is given up when a page is lost time after time", async () => {
    const run = await startScan(t);
    for (let time = 0; time < 20; time++) {
      await loseJobs(t);
      await pass(t, 3 * MINUTE);
      await t.mutation(internal.scan.sweep, {});
    }
    expect(await runOf(t, run)).toMatchObject({ state: "failed", error: { kind: "lost" } });
  });

  it("stops when an admin says so, and what it was about to write is not written", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    const run = await startScan(t, { repair: true });
    clerk.trouble.push(undefined, () => {
      throw new TypeError("unreachable");
    });
    await pass(t);
    expect(await boss(t).mutation(api.reconcile.cancel, { run_id: run })).toBe(true);
    await pass(t, 10 * MINUTE);
    expect(await runOf(t, run)).toMatchObject({ state: "cancelled", next_attempt_at: null });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "First" });
    expect(await boss(t).mutation(api.reconcile.cancel, { run_id: run })).toBe(false);
  });
});

describe("what happens between asking Clerk and storing", () => {
  /** Stores what Clerk has answered, as a page of a scan that is under way does. */
  async function store(user: Json, asked_at: number) {
    const runId = await startScan(t, { repair: true });
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
