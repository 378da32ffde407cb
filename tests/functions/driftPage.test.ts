import type { FunctionArgs } from "convex/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { deliver, updated, type Json } from "./support/clerk";
import { member, type ClerkUsers } from "./support/clerkUsers";
import { allRows, findPerson } from "./support/read";
import { MINUTE, boss, changeInClerk, startEqual, startScan } from "./support/scans";
import { pass, signedIn, stopBackend, type Backend } from "./support/setup";

/** What the pages of differences and of scans read, and the choosing of a few differences. */

const ANN = member("user_ann", { first_name: "Ann", last_name: "Lee" }, 0);
const BEN = member("user_ben", { first_name: "Ben", last_name: "King" }, 1);

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN));
});
afterEach(stopBackend);

const staff = () => signedIn(t, "user_sam", "support");

async function scan(args: FunctionArgs<typeof api.reconcile.start> = {}) {
  const run_id = await startScan(t, { repair: false, ...args });
  await pass(t, MINUTE);
  return run_id;
}

async function drift(...changed: [Json, Json][]) {
  for (const [person, changes] of changed) changeInClerk(clerk, person, changes);
  return await scan();
}

type Filter = Omit<FunctionArgs<typeof api.dashboard.listDrift>, "paginationOpts">;
async function listDrift(filter: Filter = {}) {
  const paginationOpts = { numItems: 10, cursor: null };
  return (await staff().query(api.dashboard.listDrift, { ...filter, paginationOpts })).page;
}

async function cause() {
  const [row] = await listDrift();
  if (row === undefined) throw new Error("no difference");
  return (await staff().query(api.dashboard.getFinding, { finding_id: row._id }))?.cause;
}

describe("the groups of differences", () => {
  it("are counted by field and kind, with the age of the oldest", async () => {
    await drift([ANN, { first_name: "Anna" }], [BEN, { first_name: "Benno", last_name: "Kong" }]);
    const [first] = await allRows(t, "driftFindings");
    expect(await staff().query(api.dashboard.driftGroups, {})).toEqual([
      { field: "first_name", kind: "field_mismatch", count: 2, oldest_at: first?.found_at },
      { field: "last_name", kind: "field_mismatch", count: 1, oldest_at: expect.any(Number) },
    ]);
  });
});

describe("the list of differences", () => {
  it("is of one person, or of one scan", async () => {
    const first = await drift([ANN, { first_name: "Anna" }]);
    const second = await drift([BEN, { first_name: "Benno" }]);
    expect(await listDrift({ person: "user_ben" })).toMatchObject([{ externalId: "user_ben" }]);
    expect(await listDrift({ run: first })).toMatchObject([{ externalId: "user_ann" }]);
    expect(await listDrift({ run: second })).toMatchObject([{ externalId: "user_ben" }]);
    expect(await listDrift({ run: "no such run" })).toEqual([]);
    expect(await listDrift({ person: "user_ben", field: "last_name" })).toEqual([]);
  });
});

describe("how a difference came about", () => {
  it("is that Clerk's event never came", async () => {
    await drift([ANN, { first_name: "Anna" }]);
    expect(await cause()).toMatchObject({ kind: "event_missing", svix_id: null });
  });

  it("is that the event came, and Convex was changed afterwards", async () => {
    const changed = { ...ANN, first_name: "Anna", updated_at: Date.now() };
    clerk.people.set("user_ann", changed);
    await deliver(t, updated(changed));
    const { profile } = await findPerson(t, "user_ann");
    await t.run(async (ctx) => {
      if (profile) await ctx.db.patch("users", profile._id, { first_name: "By hand" });
    });
    await scan();
    const event = (await allRows(t, "inboxEvents")).at(-1);
    expect(await cause()).toMatchObject({ kind: "changed_in_convex", svix_id: event?.svix_id });
  });

  it("is unknown of a difference that is not there", async () => {
    const missing = staff().query(api.dashboard.getFinding, { finding_id: "nonsense" });
    expect(await missing).toBeNull();
  });
});

describe("a few chosen differences", () => {
  const ids = async () => (await listDrift()).map(({ _id }) => _id);

  it("are previewed: what changes where, and what cannot be", async () => {
    await drift([ANN, { first_name: "Anna", email_addresses: [] }], [BEN, { last_name: "Kong" }]);
    const finding_ids = await ids();
    const preview = (winner: "clerk" | "convex") =>
      staff().query(api.reconcile.previewMany, { finding_ids, winner });
    expect(await preview("clerk")).toMatchObject({ count: 3, judged: 3, refused: [], deletes: 0 });
    const { changes, refused } = await preview("convex");
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual(
      expect.objectContaining({ name: "Ben King", side: "clerk", from: "Kong", to: "King" }),
    );
    expect(refused).toEqual([{ message: "An e-mail can only be changed in Clerk.", count: 1 }]);
  });

  it("are ended together; what is refused does not stop the others", async () => {
    await drift([ANN, { first_name: "Anna", email_addresses: [] }], [BEN, { last_name: "Kong" }]);
    const finding_ids = await ids();
    const order = { finding_ids, winner: "convex" as const };
    const answer = await boss(t).mutation(api.reconcile.resolveSelected, order);
    await pass(t);
    expect(answer.accepted).toHaveLength(2);
    expect(answer.refused).toMatchObject([{ message: "An e-mail can only be changed in Clerk." }]);
    expect(clerk.people.get("user_ann")).toMatchObject({ first_name: "Ann" });
    expect(clerk.people.get("user_ben")).toMatchObject({ last_name: "King" });
    const deeds = (await allRows(t, "auditLog")).filter(({ action }) => action === "resolve");
    expect(deeds.map(({ subject }) => subject).sort()).toEqual(["user_ann", "user_ben"]);
  });

  it("delete nobody in Clerk unless that was said", async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan();
    const finding_ids = await ids();
    const winner = "convex" as const;
    const preview = await staff().query(api.reconcile.previewMany, { finding_ids, winner });
    expect(preview).toMatchObject({ deletes: 1 });
    const { resolveSelected } = api.reconcile;
    expect(await boss(t).mutation(resolveSelected, { finding_ids, winner })).toMatchObject({
      accepted: [],
    });
    await boss(t).mutation(resolveSelected, { finding_ids, winner, may_delete: true });
    await pass(t);
    expect(clerk.people.has("user_dan")).toBe(false);
  });

  it("are previewed for all that match, from the counts that are kept", async () => {
    await drift([ANN, { first_name: "Anna" }], [BEN, { first_name: "Benno", last_name: "Kong" }]);
    const about = { filter: { field: "first_name" }, winner: "clerk" as const };
    const preview = await staff().query(api.reconcile.previewMany, about);
    expect(preview).toMatchObject({ count: 2, judged: 2 });
    expect(preview.changes.map(({ to }) => to)).toEqual(["Anna", "Benno"]);
  });
});

describe("scans", () => {
  it("are told of while they go on, with what comes next", async () => {
    const quiet = await staff().query(api.dashboard.scanState, {});
    expect(quiet).toMatchObject({ running: null, people: 2, missing: null });
    expect(quiet.schedule.map(({ kind }) => kind)).toEqual(["quick", "full"]);
    const { run_id } = await boss(t).mutation(api.reconcile.start, {});
    expect(await staff().query(api.dashboard.scanState, {})).toMatchObject({
      running: { _id: run_id, state: "running", actor_name: "user_boss" },
    });
    await pass(t, MINUTE);
    expect(await staff().query(api.dashboard.getRun, { run_id })).toMatchObject({ state: "done" });
    expect(await staff().query(api.dashboard.getRun, { run_id: "nonsense" })).toBeNull();
  });
});

describe("one person", () => {
  const detail = (newest?: number) =>
    staff().query(api.dashboard.getUser, { externalId: "user_ann", newest });

  it("is told since when a field differs, and which event touched it last", async () => {
    await drift([ANN, { first_name: "Anna" }]);
    const [finding] = await allRows(t, "driftFindings");
    const [event] = await allRows(t, "inboxEvents");
    const person = await detail();
    expect(person?.fields.find(({ field }) => field === "first_name")).toMatchObject({
      differs_since: finding?.found_at,
      touched_by: { svix_id: event?.svix_id },
    });
  });

  it("comes with what staff did, how the last check went, and whether there is more", async () => {
    await boss(t).mutation(api.dashboard.revealEmail, { externalId: "user_ann" });
    await scan({ kind: "user", externalId: "user_ann" });
    expect(await detail()).toMatchObject({
      audit: [{ action: "scan_start" }, { action: "reveal_email", actor_name: "user_boss" }],
      check: { state: "done", kind: "user" },
      has_older: false,
    });
    expect(await detail(1)).toMatchObject({ audit: [{ action: "scan_start" }], has_older: true });
  });
});
