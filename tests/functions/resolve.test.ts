import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import { deleted, deliver, refusal, type Json } from "./support/clerk";
import { member, type ClerkUsers } from "./support/clerkUsers";
import { allRows, findPerson } from "./support/read";
import {
  ANN,
  BEN,
  MINUTE,
  boss,
  changeInClerk,
  openFindings,
  scan,
  startEqual,
} from "./support/scans";
import { loseJobs, pass, signedIn, START, stopBackend, type Backend } from "./support/setup";

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN));
});
afterEach(stopBackend);

interface Decision {
  externalId: string;
  fields: string[];
  winner: "clerk" | "convex";
}

/** Clerk has another value than Convex, and a scan has found it. */
async function drift(person: Json, changes: Json): Promise<void> {
  changeInClerk(clerk, person, changes);
  await scan(t, { repair: false });
}

async function resolve(externalId: string, fields: string[], winner: Decision["winner"]) {
  const answer = await boss(t).mutation(api.reconcile.resolve, { externalId, fields, winner });
  await pass(t);
  return answer;
}

const preview = (externalId: string, fields: string[], winner: Decision["winner"]) =>
  signedIn(t, "user_sam", "support").query(api.reconcile.preview, { externalId, fields, winner });

describe("a field that differs", () => {
  it("ends with Clerk's value in Convex when Clerk wins", async () => {
    await drift(BEN, { first_name: "Benedict", last_name: "King" });
    expect(await resolve("user_ben", ["first_name"], "clerk")).toEqual({
      resolved: ["first_name"],
      started: [],
      refused: [],
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "Benedict", last_name: "user_ben" },
      sync: { drifted_fields: ["last_name"] },
    });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      { field: "first_name", resolution: "clerk_won" },
      { field: "last_name", resolved_at: null },
    ]);
  });

  it("is confirmed by a look at just that person", async () => {
    await drift(BEN, { first_name: "Benedict" });
    await resolve("user_ben", ["first_name"], "clerk");
    expect((await allRows(t, "reconcileRuns")).at(-1)).toMatchObject({
      kind: "user",
      externalId: "user_ben",
      actor: "user_boss",
      state: "done",
      counts: { equal: 1, list_calls: 1 },
    });
  });

  it("ends with Convex's value in Clerk when Convex wins", async () => {
    await drift(BEN, { first_name: "Benedict" });
    expect(await resolve("user_ben", ["first_name"], "convex")).toEqual({
      resolved: [],
      started: ["first_name"],
      refused: [],
    });
    expect(clerk.people.get("user_ben")).toMatchObject({ first_name: "First" });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "driftFindings")).toMatchObject([{ resolution: "convex_won" }]);
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ origin: "repair", clerk: "done" }]);
  });

  it("is sent to Clerk once, however often somebody clicks", async () => {
    await drift(BEN, { first_name: "Benedict" });
    const decision: Decision = { externalId: "user_ben", fields: ["first_name"], winner: "convex" };
    await boss(t).mutation(api.reconcile.resolve, decision);
    expect(await boss(t).mutation(api.reconcile.resolve, decision)).toMatchObject({
      started: ["first_name"],
    });
    await pass(t);
    expect(clerk.calls.filter((call) => call.startsWith("PATCH"))).toHaveLength(1);
    expect(await allRows(t, "outboxWrites")).toHaveLength(1);
  });

  it("takes an e-mail's whole address from Clerk, which Convex has never kept", async () => {
    const email_addresses = [{ id: "idn_1", email_address: "new@example.com" }];
    await drift(BEN, { email_addresses, first_name: "Benedict" });
    expect(await resolve("user_ben", ["email"], "clerk")).toMatchObject({ started: ["email"] });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { email: "new@example.com", first_name: "First" },
      sync: { drifted_fields: ["first_name"] },
    });
  });

  it("cannot end with Convex's e-mail, nor with a picture that Convex has no file of", async () => {
    const email_addresses = [{ id: "idn_1", email_address: "new@example.com" }];
    await drift(BEN, { email_addresses, image_url: "https://img.clerk.test/other" });
    expect(await resolve("user_ben", ["email", "image_url"], "convex")).toEqual({
      resolved: [],
      started: [],
      refused: [
        { field: "email", message: "An e-mail can only be changed in Clerk." },
        { field: "image_url", message: "Convex has no picture of its own to send." },
      ],
    });
  });

  it("is refused where the two sides do not differ", async () => {
    expect(await resolve("user_ben", ["first_name"], "clerk")).toMatchObject({
      resolved: [],
      refused: [{ field: "first_name" }],
    });
  });

  it("shows what would change before anybody decides", async () => {
    await drift(BEN, { first_name: "Benedict" });
    const before = await findPerson(t, "user_ben");
    const label = "First name";
    const field = "first_name";
    expect(await preview("user_ben", [field, "last_name"], "clerk")).toMatchObject({
      changes: [{ field, label, side: "convex", from: "First", to: "Benedict" }],
      refused: [{ field: "last_name" }],
    });
    expect(await preview("user_ben", [field], "convex")).toEqual({
      changes: [{ field, label, side: "clerk", from: "Benedict", to: "First" }],
      refused: [],
    });
    expect(await findPerson(t, "user_ben")).toEqual(before);
  });
});

describe("a person whom Clerk no longer has", () => {
  beforeEach(async () => {
    clerk.people.delete("user_ben");
    await scan(t, { repair: false });
  });

  it("is buried in Convex when Clerk wins", async () => {
    expect(await resolve("user_ben", ["user"], "clerk")).toMatchObject({ resolved: ["user"] });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: null },
      sync: { status: "deleted", one_sided: null },
    });
    expect(await allRows(t, "driftFindings")).toMatchObject([{ resolution: "clerk_won" }]);
  });

  it("cannot be put back into Clerk", async () => {
    expect(await resolve("user_ben", ["user"], "convex")).toMatchObject({
      refused: [{ field: "user", message: expect.stringContaining("new id") }],
    });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "drifted" });
  });

  it("is shown to go", async () => {
    expect(await preview("user_ben", ["user"], "clerk")).toMatchObject({
      changes: [{ field: "user", side: "convex", from: "present", to: null }],
    });
  });
});

describe("a person of whose deletion Clerk knows nothing", () => {
  beforeEach(async () => {
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    await scan(t, { repair: false });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ one_sided: "deleted_mismatch" });
  });

  it("comes back as Clerk has them when Clerk wins", async () => {
    expect(await resolve("user_ben", ["user"], "clerk")).toMatchObject({ started: ["user"] });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First", email: "user_ben@example.com" },
      sync: { status: "in_sync", deleted_at: null, one_sided: null },
    });
    expect((await allRows(t, "reconcileRuns")).at(-1)).toMatchObject({
      kind: "user",
      decision: "clerk",
      state: "done",
    });
  });

  it("is deleted in Clerk when Convex wins", async () => {
    expect(await preview("user_ben", ["user"], "convex")).toMatchObject({
      changes: [{ side: "clerk", from: "present", to: null }],
    });
    expect(await resolve("user_ben", ["user"], "convex")).toMatchObject({ started: ["user"] });
    expect(clerk.people.has("user_ben")).toBe(false);
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({
      status: "deleted",
      one_sided: null,
    });
    expect(await allRows(t, "driftFindings")).toMatchObject([{ resolution: "convex_won" }]);
  });

  it("is asked about again when Clerk was busy, and not given up", async () => {
    clerk.trouble.push(() => refusal(429, "too_many", undefined, { "retry-after": "30" }));
    await resolve("user_ben", ["user"], "convex");
    expect(clerk.people.has("user_ben")).toBe(true);
    await pass(t, MINUTE);
    expect(clerk.people.has("user_ben")).toBe(false);
  });

  it("is not deleted any more once somebody has decided otherwise", async () => {
    clerk.trouble.push(() => refusal(429, "too_many", undefined, { "retry-after": "30" }));
    await resolve("user_ben", ["user"], "convex");
    await resolve("user_ben", ["user"], "clerk");
    await pass(t, MINUTE);
    expect(clerk.people.has("user_ben")).toBe(true);
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "in_sync" });
  });
});

describe("a person whom Convex has never heard of", () => {
  beforeEach(async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan(t, { repair: false });
  });

  it("is created in Convex when Clerk wins", async () => {
    expect(await resolve("user_dan", ["user"], "clerk")).toMatchObject({ started: ["user"] });
    expect(await findPerson(t, "user_dan")).toMatchObject({
      profile: { username: "dan" },
      sync: { status: "in_sync" },
    });
  });

  it("is deleted in Clerk when Convex wins", async () => {
    await resolve("user_dan", ["user"], "convex");
    expect(clerk.people.has("user_dan")).toBe(false);
    expect((await findPerson(t, "user_dan")).sync).toMatchObject({ status: "deleted" });
    expect(await openFindings(t)).toEqual([]);
  });
});

describe("who may decide", () => {
  it("is an admin, not support", async () => {
    const support = signedIn(t, "user_sam", "support");
    const decision: Decision = { externalId: "user_ben", fields: ["first_name"], winner: "clerk" };
    await expect(support.mutation(api.reconcile.resolve, decision)).rejects.toThrow(
      "not_permitted",
    );
    await expect(
      support.mutation(api.reconcile.resolveMany, { filter: {}, winner: "clerk" }),
    ).rejects.toThrow("not_permitted");
    const anybody = signedIn(t, "user_ben");
    await expect(anybody.query(api.reconcile.preview, decision)).rejects.toThrow("not_permitted");
  });

  it("is written down with the fields, and never their values", async () => {
    await drift(BEN, { first_name: "Benedict" });
    await resolve("user_ben", ["first_name", "email"], "clerk");
    await drift(ANN, { first_name: "Annabel" });
    await boss(t).mutation(api.reconcile.resolveMany, { filter: {}, winner: "clerk" });
    const log = await allRows(t, "auditLog");
    expect(log.filter(({ action }) => action.startsWith("resolve"))).toMatchObject([
      {
        actor: "user_boss",
        action: "resolve",
        subject: "user_ben",
        detail: { winner: "clerk", resolved: ["first_name"], refused: ["email"] },
      },
      { actor: "user_boss", action: "resolve_many", detail: { winner: "clerk", count: 1 } },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/Benedict|Annabel|example/);
  });

  it("is told when there is nobody of that id", async () => {
    await expect(resolve("user_nobody", ["user"], "clerk")).rejects.toThrow("no_profile");
  });
});

describe("the safety net of a decision", () => {
  it("carries it out when the page that should have was lost", async () => {
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    await scan(t, { repair: false });
    const decision: Decision = { externalId: "user_ben", fields: ["user"], winner: "convex" };
    await boss(t).mutation(api.reconcile.resolve, decision);
    await loseJobs(t);
    await pass(t, 3 * MINUTE);
    expect(clerk.people.has("user_ben")).toBe(true);
    await t.mutation(internal.scan.sweep, {});
    await pass(t);
    expect(clerk.people.has("user_ben")).toBe(false);
  });
});
