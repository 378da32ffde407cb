import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { member, type ClerkUsers } from "../support/clerkUsers";
import { allRows, findPerson } from "../support/read";
import {
  ANN,
  BEN,
  CAT,
  MINUTE,
  boss,
  changeInClerk,
  openFindings,
  scan,
  startEqual,
  startScan,
} from "../support/scans";
import { pass, signedIn, stopBackend, type Backend } from "../support/setup";

/** What can be ordered of a scan, by whom, and when. */

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN, CAT));
});
afterEach(stopBackend);

describe("a dry run", () => {
  it("counts what it sees and touches nothing", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    clerk.people.delete("user_cat");
    const before = await allRows(t, "userSync");
    expect(await scan(t, { dry_run: true, repair: true })).toMatchObject({
      state: "done",
      counts: { equal: 1, findings: 3, repairs: 0 },
    });
    expect(await allRows(t, "userSync")).toEqual(before);
    expect(await allRows(t, "driftFindings")).toEqual([]);
    expect((await findPerson(t, "user_dan")).profile).toBeNull();
  });
});

describe("a quick scan", () => {
  it("is a full one as long as there was none before it", async () => {
    expect(await scan(t, { kind: "quick" })).toMatchObject({ kind: "full", state: "done" });
  });

  it("looks only at people who changed since the last scan", async () => {
    await scan(t);
    await pass(t, 10 * MINUTE);
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    clerk.calls.length = 0;
    expect(await scan(t, { kind: "quick" })).toMatchObject({
      kind: "quick",
      done: 1,
      total: 1,
      counts: { equal: 0, findings: 1, list_calls: 1 },
    });
    expect(clerk.calls).toEqual(["GET /v1/users?limit=500&offset=0&order_by=-updated_at"]);
  });

  it("looks a minute further back, for Clerk's clock may be behind ours", async () => {
    const { started_at } = await scan(t);
    await pass(t, 10 * MINUTE);
    clerk.people.set("user_ben", { ...BEN, first_name: "B", updated_at: started_at - 59_000 });
    clerk.people.set("user_cat", { ...CAT, first_name: "C", updated_at: started_at - 61_000 });
    expect(await scan(t, { kind: "quick" })).toMatchObject({ done: 1, counts: { findings: 1 } });
  });

  it("does not count a dry run as a scan", async () => {
    await scan(t);
    await pass(t, 10 * MINUTE);
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    await pass(t, 10 * MINUTE);
    await scan(t, { dry_run: true });
    await pass(t, 10 * MINUTE);
    expect(await scan(t, { kind: "quick" })).toMatchObject({ counts: { findings: 1 } });
  });
});

describe("a scan of one person", () => {
  it("looks at nobody else", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    changeInClerk(clerk, CAT, { first_name: "Catherine" });
    clerk.calls.length = 0;
    expect(await scan(t, { kind: "user", externalId: "user_ben", repair: true })).toMatchObject({
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
    await scan(t, { kind: "user", externalId: "user_ben" });
    expect(await openFindings(t)).toMatchObject([{ kind: "missing_in_clerk" }]);
  });

  it("goes on beside a full one", async () => {
    await startScan(t);
    await startScan(t, { kind: "user", externalId: "user_ben" });
    await pass(t);
    expect(await allRows(t, "reconcileRuns")).toMatchObject([{ state: "done" }, { state: "done" }]);
  });

  it("needs to be told of whom", async () => {
    await expect(startScan(t, { kind: "user" })).rejects.toThrow("invalid_field");
    await expect(startScan(t, { externalId: "user_ben" })).rejects.toThrow("invalid_field");
  });
});

describe("one scan at a time", () => {
  it("refuses a second one, and says which is running", async () => {
    const running = await startScan(t);
    await expect(startScan(t, { kind: "quick" })).rejects.toThrow(running);
    await pass(t);
    await startScan(t);
  });

  it("keeps crons from starting a second one", async () => {
    await startScan(t);
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
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    await t.mutation(internal.scan.startByCron, { kind: "full" });
    await pass(t);
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "Benedict" });
  });
});

describe("who may scan", () => {
  it("is an admin, not support", async () => {
    const support = signedIn(t, "user_sam", "support");
    await expect(support.mutation(api.reconcile.start, {})).rejects.toThrow("not_permitted");
    await expect(t.mutation(api.reconcile.start, {})).rejects.toThrow("not_signed_in");
    const run_id = await startScan(t);
    await expect(support.mutation(api.reconcile.cancel, { run_id })).rejects.toThrow(
      "not_permitted",
    );
  });

  it("is written down, with what was started and stopped", async () => {
    const run_id = await startScan(t, { dry_run: true });
    await boss(t).mutation(api.reconcile.cancel, { run_id });
    expect(await allRows(t, "auditLog")).toMatchObject([
      { actor: "user_boss", action: "scan_start", subject: run_id, detail: { dry_run: true } },
      { actor: "user_boss", action: "scan_cancel", subject: run_id },
    ]);
  });
});
