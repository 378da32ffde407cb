import type { FunctionArgs } from "convex/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Json } from "./support/clerk";
import { member, type ClerkUsers } from "./support/clerkUsers";
import { MINUTE, boss, changeInClerk, scan, startEqual } from "./support/scans";
import { pass, signedIn, stopBackend, type Backend } from "./support/setup";

/** Differences and scans, as the dashboard lists them. */

const ANN = member("user_ann", { first_name: "Ann", last_name: "Lee" }, 0);
const BEN = member("user_ben", { first_name: "Ben", last_name: null }, 1);

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN));
});
afterEach(stopBackend);

const support = () => signedIn(t, "user_sam", "support");

async function drift(person: Json, changes: Json): Promise<void> {
  changeInClerk(clerk, person, changes);
  await scan(t);
  await pass(t, MINUTE);
}

type Filter = Omit<FunctionArgs<typeof api.dashboard.listDrift>, "paginationOpts">;
async function listDrift(filter: Filter = {}) {
  const paginationOpts = { numItems: 10, cursor: null };
  return (await support().query(api.dashboard.listDrift, { ...filter, paginationOpts })).page;
}

describe("the list of differences", () => {
  it("shows who differs in what, newest first, with both values", async () => {
    await drift(ANN, { first_name: "Annabel" });
    await drift(BEN, { last_name: "King" });
    expect(await listDrift()).toMatchObject([
      { externalId: "user_ben", name: "Ben", field: "last_name", clerk: "King", convex: null },
      {
        externalId: "user_ann",
        name: "Ann Lee",
        field: "first_name",
        kind: "field_mismatch",
        clerk: "Annabel",
        convex: "Ann",
        found_by: "scan",
        resolved_at: null,
        resolution: null,
      },
    ]);
  });

  it("masks addresses", async () => {
    const email_addresses = [{ id: "idn_1", email_address: "anna@example.com" }];
    await drift(ANN, { email_addresses });
    expect(await listDrift()).toMatchObject([
      { field: "email", clerk: "a***@example.com", convex: "u***@example.com" },
    ]);
  });

  it("calls somebody whom only Clerk has what Clerk calls them", async () => {
    clerk.people.set("user_dan", member("user_dan", { first_name: "Dan", last_name: "Bo" }, 3));
    await scan(t);
    await pass(t, MINUTE);
    expect(await listDrift()).toMatchObject([
      { name: "Dan Bo", field: "user", kind: "missing_in_convex", clerk: "present", convex: null },
    ]);
  });

  it("is of one kind, of one field, or of both, when asked for", async () => {
    await drift(ANN, { first_name: "Annabel" });
    clerk.people.delete("user_ben");
    await scan(t);
    await pass(t, MINUTE);
    const fields = async (filter: Filter) => (await listDrift(filter)).map(({ field }) => field);
    expect(await fields({})).toEqual(["user", "first_name"]);
    expect(await fields({ kind: "missing_in_clerk" })).toEqual(["user"]);
    expect(await fields({ field: "first_name" })).toEqual(["first_name"]);
    expect(await fields({ kind: "field_mismatch", field: "first_name" })).toEqual(["first_name"]);
    expect(await fields({ kind: "field_mismatch", field: "user" })).toEqual([]);
  });

  it("is of those that have ended, with how, when asked for", async () => {
    await drift(ANN, { first_name: "Annabel" });
    await drift(BEN, { last_name: "King" });
    await boss(t).mutation(api.reconcile.resolve, {
      externalId: "user_ann",
      fields: ["first_name"],
      winner: "clerk",
    });
    expect(await listDrift()).toMatchObject([{ externalId: "user_ben" }]);
    const ended = { externalId: "user_ann", resolution: "clerk_won" };
    expect(await listDrift({ open: false })).toMatchObject([ended]);
    expect(await listDrift({ open: false, kind: "field_mismatch" })).toMatchObject([ended]);
    expect(await listDrift({ open: false, field: "first_name" })).toMatchObject([ended]);
    const both = { kind: "field_mismatch", field: "first_name" } as const;
    expect(await listDrift({ open: false, ...both })).toMatchObject([ended]);
  });

  it("comes in pages", async () => {
    await drift(ANN, { first_name: "Annabel" });
    await drift(BEN, { last_name: "King" });
    const page = await support().query(api.dashboard.listDrift, {
      paginationOpts: { numItems: 1, cursor: null },
    });
    const next = await support().query(api.dashboard.listDrift, {
      paginationOpts: { numItems: 1, cursor: page.continueCursor },
    });
    expect([...page.page, ...next.page].map(({ externalId }) => externalId)).toEqual([
      "user_ben",
      "user_ann",
    ]);
  });
});

describe("the list of scans", () => {
  it("shows how far each is, what it found, and who started it", async () => {
    clerk.people.set("user_boss", member("user_boss", { first_name: "Bo", last_name: "Ss" }, 3));
    await boss(t).mutation(api.reconcile.start, { repair: true });
    await pass(t, MINUTE);
    await boss(t).mutation(api.reconcile.start, { dry_run: true });
    const paginationOpts = { numItems: 10, cursor: null };
    expect((await support().query(api.dashboard.listRuns, { paginationOpts })).page).toMatchObject([
      { kind: "full", state: "running", dry_run: true, done: 0, total: null },
      {
        kind: "full",
        trigger: "admin",
        actor: "user_boss",
        actor_name: "Bo Ss",
        state: "done",
        repair: true,
        done: 3,
        total: 3,
        counts: { equal: 2, findings: 1, repairs: 1, list_calls: 1 },
        error: null,
      },
    ]);
  });
});

describe("who may see them", () => {
  it("is support, not everybody", async () => {
    const paginationOpts = { numItems: 10, cursor: null };
    const anybody = signedIn(t, "user_ann");
    for (const list of [api.dashboard.listDrift, api.dashboard.listRuns]) {
      await expect(anybody.query(list, { paginationOpts })).rejects.toThrow("not_permitted");
      await expect(t.query(list, { paginationOpts })).rejects.toThrow("not_signed_in");
    }
  });
});
