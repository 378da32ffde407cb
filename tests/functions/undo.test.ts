import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Doc } from "../../convex/_generated/dataModel";
import { deliver, updated, type Json } from "./support/clerk";
import type { ClerkUsers } from "./support/clerkUsers";
import { allRows, findPerson } from "./support/read";
import { BEN, MINUTE, boss, changeInClerk, scan, startEqual } from "./support/scans";
import { pass, signedIn, stopBackend, type Backend } from "./support/setup";

/** Taking back what was decided about differences. */

const HOUR = 60 * MINUTE;

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(BEN));
});
afterEach(stopBackend);

async function drift(changes: Json): Promise<void> {
  changeInClerk(clerk, BEN, changes);
  await scan(t, { repair: false });
}

async function decide(winner: "clerk" | "convex", fields = ["first_name"]): Promise<void> {
  await boss(t).mutation(api.reconcile.resolve, { externalId: "user_ben", fields, winner });
}

async function finding(): Promise<Doc<"driftFindings">> {
  const [first] = await allRows(t, "driftFindings");
  if (first === undefined) throw new Error("no finding");
  return first;
}

async function undo(who = boss(t)) {
  const { _id } = await finding();
  const answer = await who.mutation(api.reconcile.undoResolve, { finding_ids: [_id] });
  await pass(t);
  return answer;
}

const refusalOf = async () => (await undo()).refused[0]?.message;

describe("a decision for Clerk", () => {
  beforeEach(async () => {
    await drift({ first_name: "Benedict" });
    await decide("clerk");
    await pass(t);
  });

  it("is kept with the difference: who, for whom, and until when it can be undone", async () => {
    const { _id: finding_id, decision } = await finding();
    expect(decision).toMatchObject({ winner: "clerk", actor: "user_boss", undone_at: null });
    const staff = signedIn(t, "user_sam", "support");
    expect(await staff.query(api.dashboard.getFinding, { finding_id })).toMatchObject({
      decided_by_name: "user_boss",
      decision: { winner: "clerk" },
      undo_until: (decision?.at ?? 0) + 24 * HOUR,
    });
  });

  it("undone, gives Convex its value back, and the two differ as before", async () => {
    expect(await undo()).toMatchObject({ undone: [(await finding())._id], refused: [] });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "drifted", drifted_fields: ["first_name"] },
    });
    const [first, again] = await allRows(t, "driftFindings");
    expect(first?.decision?.undone_at).not.toBeNull();
    expect(again).toMatchObject({ found_by: "undo", resolved_at: null, clerk: "Benedict" });
    expect((await allRows(t, "auditLog")).at(-1)).toMatchObject({
      action: "undo_resolve",
      subject: "user_ben",
      detail: { fields: ["first_name"] },
    });
  });

  it("is undone once", async () => {
    await undo();
    expect(await refusalOf()).toContain("undone already");
  });

  it("stays when something newer has come", async () => {
    await deliver(t, updated({ ...BEN, first_name: "Benno", updated_at: Date.now() + 1_000 }));
    expect(await refusalOf()).toContain("changed again");
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "Benno" });
  });

  it("stays after a day", async () => {
    await pass(t, 24 * HOUR + 1);
    expect(await refusalOf()).toContain("24 hours");
  });

  it("can be undone by an admin alone", async () => {
    await expect(undo(signedIn(t, "user_sam", "support"))).rejects.toThrow("not_permitted");
  });
});

describe("a decision for Convex", () => {
  beforeEach(async () => {
    await drift({ first_name: "Benedict" });
  });

  it("is called off while Clerk has not heard of it", async () => {
    clerk.trouble.push(() => new Response("", { status: 503 }));
    await decide("convex");
    await pass(t, 1_000);
    expect(await undo()).toMatchObject({ refused: [] });
    await pass(t, HOUR);
    expect(clerk.people.get("user_ben")).toMatchObject({ first_name: "Benedict" });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "drifted" },
    });
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ clerk: "superseded", open: false }]);
  });

  it("goes on for the other fields of the same save", async () => {
    await drift({ first_name: "Benedict", last_name: "King" });
    clerk.trouble.push(() => new Response("", { status: 503 }));
    await decide("convex", ["first_name", "last_name"]);
    await pass(t, 1_000);
    await undo();
    await pass(t, HOUR);
    expect(clerk.people.get("user_ben")).toMatchObject({
      first_name: "Benedict",
      last_name: "user_ben",
    });
  });

  it("gives both sides Clerk's earlier value once Clerk has taken it", async () => {
    await decide("convex");
    await pass(t, 1_000);
    expect(clerk.people.get("user_ben")).toMatchObject({ first_name: "First" });
    await undo();
    expect(clerk.people.get("user_ben")).toMatchObject({ first_name: "Benedict" });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "Benedict" },
      sync: { status: "in_sync" },
    });
  });
});

describe("what was never kept", () => {
  it("cannot be put back: e-mails and pictures", async () => {
    const email_addresses = [{ id: "idn_1", email_address: "new@example.com" }];
    await drift({ email_addresses });
    await decide("clerk", ["email"]);
    await pass(t);
    expect(await refusalOf()).toContain("Only names and usernames");
  });
});

describe("many decisions", () => {
  it("of one job are undone by a job", async () => {
    await drift({ first_name: "Benedict", last_name: "King" });
    const { job_id } = await boss(t).mutation(api.reconcile.resolveMany, {
      filter: {},
      winner: "clerk",
    });
    await pass(t);
    if (job_id === null) throw new Error("no job");
    const dry = { job_id, dry_run: true };
    expect(await boss(t).mutation(api.reconcile.undoMany, dry)).toMatchObject({ count: 2 });
    const ordered = await boss(t).mutation(api.reconcile.undoMany, { job_id });
    await pass(t);
    const staff = signedIn(t, "user_sam", "support");
    const undoing = ordered.job_id === null ? {} : { job_id: ordered.job_id };
    expect(await staff.query(api.reconcile.undoJob, undoing)).toMatchObject({
      state: "done",
      done: 2,
      failed: 0,
    });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({
      first_name: "First",
      last_name: "user_ben",
    });
  });

  it("are limited in number", async () => {
    await drift({ first_name: "Benedict" });
    const { _id } = await finding();
    const finding_ids = Array.from({ length: 51 }, () => _id);
    const { undoResolve, resolveSelected } = api.reconcile;
    await expect(boss(t).mutation(undoResolve, { finding_ids })).rejects.toThrow("too_many");
    const order = { finding_ids, winner: "clerk" as const };
    await expect(boss(t).mutation(resolveSelected, order)).rejects.toThrow("too_many");
  });
});
