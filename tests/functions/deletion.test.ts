import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { ADA, created, deleted, deliver, refusal, stubBackendApi, updated } from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(async () => {
  t = startBackend();
  await deliver(t, created());
});
afterEach(stopBackend);

const OWN = { interests: ["chess"], onboarding: { step: "name", completed_at: null } };

/** Ada's life in the app: own data, a save, a difference, a refusal. */
async function liveALittle() {
  const me = signedIn(t, ADA);
  const { interests } = OWN;
  await me.mutation(api.users.updateOnboardingData, {
    operation_id: "op_1",
    step: "name",
    changes: { interests, first_name: "Augusta" },
  });
  const error = { status: "refused", code: "no", message: "No.", field: null } as const;
  await me.mutation(api.users.settleProfileWrite, { operation_id: "op_1", clerk: error });
}

/** Everything that is stored, except what belongs to the app's rate limits. */
async function everything(): Promise<string> {
  const tables = ["users", "userSync", "inboxEvents", "inboxEmails", "outboxWrites"] as const;
  const rows = [...tables, "driftFindings" as const].map((table) => allRows(t, table));
  return JSON.stringify(await Promise.all(rows));
}

describe("a person whom Clerk has deleted", () => {
  it("leaves a tombstone with the row's id and linkage, and no personal value anywhere", async () => {
    await liveALittle();
    const { profile: before } = await findPerson(t);
    await deliver(t, deleted(START + 100));
    const { profile, sync } = await findPerson(t);
    expect(profile?._id).toBe(before?._id);
    expect(profile).toMatchObject({
      externalId: ADA,
      first_name: null,
      email: null,
      interests: [],
    });
    expect(sync).toMatchObject({ status: "deleted", deleted_at: START + 100, clerk: null });
    const stored = await everything();
    for (const value of ["Ada", "Augusta", "Lovelace", "example.com", "chess", "img.clerk.test"]) {
      expect(stored).not.toContain(value);
    }
  });

  it("still has a history: which events came and which fields were saved", async () => {
    await liveALittle();
    await deliver(t, deleted(START + 100));
    expect(await allRows(t, "inboxEvents")).toMatchObject([
      { type: "user.created", status: "applied", payload: { id: ADA } },
      { type: "user.deleted", status: "applied" },
    ]);
    const [write] = await allRows(t, "outboxWrites");
    expect(Object.keys(write?.requested ?? {}).sort()).toEqual([
      "first_name",
      "interests",
      "onboarding",
    ]);
  });

  it("brings no value back by an event that comes too late", async () => {
    await deliver(t, deleted(START + 100), updated({ updated_at: START + 50 }));
    expect(await everything()).not.toContain("Lovelace");
    expect((await findPerson(t)).sync).toMatchObject({ status: "deleted" });
  });

  it("keeps the app's own data when the setting says so, and nothing of Clerk's", async () => {
    vi.stubEnv("ON_USER_DELETED", "keep");
    await liveALittle();
    await deliver(t, deleted(START + 100));
    expect((await findPerson(t)).profile).toMatchObject({
      ...OWN,
      first_name: null,
      username: null,
      email: null,
    });
  });

  it("is scrubbed also when a great many rows are about them", async () => {
    const me = signedIn(t, ADA);
    for (let turn = 0; turn < 120; turn++) {
      await pass(t, 10_000);
      const operation_id = `op_${turn}`;
      await me.mutation(api.users.updateProfile, {
        operation_id,
        changes: { interests: [`chess ${turn}`] },
      });
    }
    await deliver(t, deleted(Date.now()));
    expect(await everything()).not.toContain("chess");
  });
});

describe("a person whom Clerk does not have, though nobody said deleted", () => {
  const missing = () => refusal(404, "resource_not_found");

  it("is drift when a check finds out, and the save that was checked is undone", async () => {
    stubBackendApi({ GET: missing });
    const changes = { first_name: "Augusta" };
    await signedIn(t, ADA).mutation(api.users.updateProfile, { operation_id: "op_1", changes });
    await pass(t, 31_000);
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "drifted", one_sided: "missing_in_clerk" });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      { field: "user", kind: "missing_in_clerk", clerk: null, convex: "present" },
    ]);
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ clerk: "refused", open: false }]);
  });

  it("is deleted once the event comes, and the difference is over", async () => {
    stubBackendApi({ GET: missing });
    const changes = { first_name: "Augusta" };
    await signedIn(t, ADA).mutation(api.users.updateProfile, { operation_id: "op_1", changes });
    await pass(t, 31_000);
    await deliver(t, deleted(Date.now()));
    expect((await findPerson(t)).sync).toMatchObject({ status: "deleted", one_sided: null });
    expect(await allRows(t, "driftFindings")).toMatchObject([{ resolution: "clerk_won" }]);
  });

  it("is not taken for missing when the address is not Clerk's at all", async () => {
    stubBackendApi({ GET: () => new Response("Not found", { status: 404 }) });
    const changes = { first_name: "Augusta" };
    await signedIn(t, ADA).mutation(api.users.updateProfile, { operation_id: "op_1", changes });
    await pass(t, 31_000);
    expect((await findPerson(t)).sync).toMatchObject({ status: "pending", one_sided: null });
  });
});
