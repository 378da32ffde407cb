import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Json } from "./support/clerk";
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
import { pass, signedIn, stopBackend, type Backend } from "./support/setup";

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN));
});
afterEach(stopBackend);

/** Clerk has another value than Convex, and a scan has found it. */
async function drift(person: Json, changes: Json): Promise<void> {
  changeInClerk(clerk, person, changes);
  await scan(t, { repair: false });
}

describe("many differences at once", () => {
  const crowd = Array.from({ length: 60 }, (_, n) => member(`user_x${n}`, {}, 3));

  /** A crowd that Convex knows, and of whom Clerk says something else now. */
  async function driftMany(changes: Json): Promise<void> {
    for (const person of crowd) clerk.people.set(person.id as string, person);
    await boss(t).mutation(api.reconcile.start, { repair: true });
    await pass(t, MINUTE);
    for (const person of crowd) {
      clerk.people.set(person.id as string, { ...person, ...changes, updated_at: Date.now() });
    }
    clerk.people.delete("user_ben");
    await scan(t, { repair: false });
  }

  const resolveMany = (args: {
    filter: { drift_kind?: "field_mismatch" | "missing_in_convex"; field?: string };
    winner: "clerk" | "convex";
    dry_run?: boolean;
  }) => boss(t).mutation(api.reconcile.resolveMany, args);

  const job = async () => (await allRows(t, "bulkJobs")).at(-1);

  it("are counted first, and ended batch by batch", async () => {
    await driftMany({ first_name: "Other" });
    const filter = { drift_kind: "field_mismatch" } as const;
    expect(await resolveMany({ filter, winner: "clerk", dry_run: true })).toEqual({
      count: 60,
      more: false,
      job_id: null,
    });
    expect((await findPerson(t, "user_x7")).profile).toMatchObject({ first_name: "First" });

    const { job_id } = await resolveMany({ filter, winner: "clerk" });
    await pass(t);
    expect((await findPerson(t, "user_x7")).profile).toMatchObject({ first_name: "Other" });
    const staff = signedIn(t, "user_sam", "support");
    expect(
      await staff.query(api.reconcile.resolveJob, job_id === null ? {} : { job_id }),
    ).toMatchObject({ state: "done", count: 60, done: 60, failed: 0 });
    expect(await openFindings(t)).toMatchObject([{ kind: "missing_in_clerk" }]);
  });

  it("are those of one field, when one is named", async () => {
    await driftMany({ first_name: "Other" });
    expect(
      await resolveMany({ filter: { field: "last_name" }, winner: "clerk", dry_run: true }),
    ).toMatchObject({ count: 0 });
    expect(
      await resolveMany({ filter: { field: "first_name" }, winner: "clerk", dry_run: true }),
    ).toMatchObject({ count: 60 });
  });

  it("stop between two batches when an admin says so", async () => {
    // Refused each, which is quicker than to have Clerk take 60 of them.
    await driftMany({ email_addresses: [] });
    const { job_id } = await resolveMany({ filter: { field: "email" }, winner: "convex" });
    if (job_id === null) throw new Error("no job");
    await pass(t, 1_000);
    expect(await boss(t).mutation(api.reconcile.cancelResolve, { job_id })).toBe(true);
    await pass(t, MINUTE);
    expect(await job()).toMatchObject({ state: "cancelled", failed: 50 });
  });

  it("never delete anybody in Clerk unless that very kind was named", async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan(t, { repair: false });
    await resolveMany({ filter: {}, winner: "convex" });
    await pass(t, MINUTE);
    expect(await job()).toMatchObject({ state: "done", done: 0, failed: 1 });
    expect(clerk.people.has("user_dan")).toBe(true);

    await resolveMany({ filter: { drift_kind: "missing_in_convex" }, winner: "convex" });
    await pass(t, MINUTE);
    expect(clerk.people.has("user_dan")).toBe(false);
  });

  it("say which could not be ended, and why", async () => {
    const email_addresses = [{ id: "idn_1", email_address: "new@example.com" }];
    await drift(BEN, { email_addresses });
    await resolveMany({ filter: {}, winner: "convex" });
    await pass(t, MINUTE);
    expect(await job()).toMatchObject({
      state: "done",
      failed: 1,
      error: { message: "An e-mail can only be changed in Clerk." },
    });
  });
});
