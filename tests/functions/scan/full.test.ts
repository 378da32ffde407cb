import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../../convex/_generated/api";
import { deliver, userEvent } from "../support/clerk";
import { member, type ClerkUsers } from "../support/clerkUsers";
import { allRows, findPerson } from "../support/read";
import {
  ANN,
  BEN,
  CAT,
  MINUTE,
  boss,
  changeInClerk,
  changeInConvex,
  openFindings,
  scan,
  startEqual,
} from "../support/scans";
import { pass, signedIn, stopBackend, type Backend } from "../support/setup";

/** What a scan of everybody compares, tells and repairs. */

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN, CAT));
});
afterEach(stopBackend);

describe("a full scan", () => {
  it("of people who are equal writes nothing but its own row", async () => {
    const tables = ["users", "userSync", "driftFindings", "statusDeltas"] as const;
    const look = async () => await Promise.all(tables.map((table) => allRows(t, table)));
    const before = await look();
    expect(await scan(t, { repair: true })).toMatchObject({
      state: "done",
      done: 3,
      total: 3,
      counts: { equal: 3, findings: 0, repairs: 0, list_calls: 1 },
    });
    expect(await look()).toEqual(before);
  });

  it("is when the dashboard says that they were last compared, though nothing is written", async () => {
    const compared = async (externalId: string) =>
      (await boss(t).query(api.dashboard.getUser, { externalId }))?.last_checked_at;
    expect(await compared("user_ann")).toBeNull();
    const { started_at } = await scan(t);
    expect(await compared("user_ann")).toBe(started_at);
    const late = member("user_late", {}, 3);
    await pass(t, MINUTE);
    await deliver(t, userEvent("user.created", late));
    expect(await compared("user_late")).toBeNull();
  });

  it("asks Clerk for people in the order in which they signed up", async () => {
    await scan(t);
    expect(clerk.lists()).toEqual(["GET /v1/users?limit=500&offset=0&order_by=%2Bcreated_at"]);
  });

  it("finds what a lost webhook would have told, and lets it stand", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    expect(await scan(t, { repair: false })).toMatchObject({
      counts: { equal: 2, findings: 1, repairs: 0 },
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "drifted", drifted_fields: ["first_name"] },
    });
    expect(await openFindings(t)).toMatchObject([
      { kind: "field_mismatch", clerk: "Benedict", convex: "First", found_by: "scan" },
    ]);
  });

  it("finds again what is known already, and writes nothing about it", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    await scan(t);
    const before = await findPerson(t, "user_ben");
    await pass(t, MINUTE);
    expect(await scan(t)).toMatchObject({ counts: { equal: 2, findings: 1 } });
    expect(await findPerson(t, "user_ben")).toEqual(before);
  });

  it("repairs what a lost webhook would have told", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    expect(await scan(t, { repair: true })).toMatchObject({
      counts: { equal: 2, findings: 1, repairs: 1 },
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "Benedict" },
      sync: { status: "in_sync", clerk: { first_name: "Benedict" } },
    });
  });

  it("finds what was changed in Convex by hand, and gives it back to Clerk when it repairs", async () => {
    await changeInConvex(t, "user_ben", { last_name: "Somebody" });
    await scan(t, { repair: false });
    expect(await openFindings(t)).toMatchObject([
      { externalId: "user_ben", field: "last_name", clerk: "user_ben", convex: "Somebody" },
    ]);
    await scan(t, { repair: true });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { last_name: "user_ben" },
      sync: { status: "in_sync" },
    });
    expect(await openFindings(t)).toEqual([]);
  });

  it("tells apart two addresses that look the same once masked", async () => {
    await changeInConvex(t, "user_ben", { email: "u-else@example.com" });
    expect(await scan(t, { repair: false })).toMatchObject({ counts: { findings: 1 } });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ drifted_fields: ["email"] });
    await scan(t, { repair: true });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({
      email: "user_ben@example.com",
    });
  });

  it("tells an upload that Convex does not know of, and not another address of the same one", async () => {
    changeInClerk(clerk, ANN, { image_url: "https://img.clerk.test/user_ann?width=80" });
    expect(await scan(t)).toMatchObject({ counts: { equal: 3 } });
    changeInClerk(clerk, ANN, { image_url: "https://img.clerk.test/another" });
    await scan(t);
    expect(await openFindings(t)).toMatchObject([{ kind: "stale_avatar", field: "image_url" }]);
  });

  it("takes the initials that Clerk draws for a new name, before anybody decides on the name", async () => {
    const initials = (letters: string) =>
      `https://img.clerk.test/${btoa(JSON.stringify({ type: "default", initials: letters }))}`;
    await deliver(
      t,
      userEvent("user.updated", changeInClerk(clerk, BEN, { image_url: initials("F") })),
    );
    await pass(t, MINUTE);
    const image_url = initials("B");
    changeInClerk(clerk, BEN, { first_name: "Benedict", image_url });
    await scan(t, { repair: false });
    expect(await openFindings(t)).toMatchObject([{ field: "first_name" }]);
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({
      first_name: "First",
      image_url,
      profile_image_url: image_url,
    });
  });

  it("closes what is gone by itself", async () => {
    changeInClerk(clerk, BEN, { first_name: "Benedict" });
    await scan(t);
    await pass(t, MINUTE);
    changeInClerk(clerk, BEN, { first_name: "First" });
    expect(await scan(t)).toMatchObject({ counts: { equal: 3, findings: 0 } });
    expect(await openFindings(t)).toEqual([]);
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "in_sync" });
  });

  it("leaves alone a field whose save is on its way", async () => {
    await signedIn(t, "user_ben").mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Benedict" },
    });
    expect(await scan(t, { repair: true })).toMatchObject({ counts: { equal: 3, findings: 0 } });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "Benedict" },
      sync: { status: "pending" },
    });
  });

  it("gives back to Clerk a field whose save was given up", async () => {
    await giveUpSave("user_ben", { first_name: "Benedict" });
    await scan(t, { repair: false });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "Benedict" });
    expect(await scan(t, { repair: true })).toMatchObject({ counts: { findings: 1, repairs: 1 } });
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
    expect(await scan(t, { repair: true })).toMatchObject({ counts: { equal: 3 } });
    expect((await findPerson(t, "user_ben")).profile).toMatchObject({ first_name: "B" });
  });

  it("goes on past somebody of whom Clerk tells nonsense", async () => {
    clerk.people.set("user_ann", { ...ANN, first_name: { not: "a name" } });
    changeInClerk(clerk, CAT, { first_name: "Catherine" });
    expect(await scan(t, { repair: true })).toMatchObject({
      state: "done",
      counts: { equal: 1, repairs: 1, unreadable: 1 },
    });
    expect(await openFindings(t)).toEqual([]);
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
