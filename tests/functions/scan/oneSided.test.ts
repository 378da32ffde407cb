import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../../convex/_generated/api";
import { deleted, deliver, userEvent } from "../support/clerk";
import { member, type ClerkUsers } from "../support/clerkUsers";
import { allRows, findPerson } from "../support/read";
import { ANN, BEN, CAT, MINUTE, openFindings, scan, startEqual } from "../support/scans";
import { pass, signedIn, START, stopBackend, type Backend } from "../support/setup";

/** What a scan makes of people whom only one side has. */

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  ({ t, clerk } = await startEqual(ANN, BEN, CAT));
});
afterEach(stopBackend);

describe("a person whom only one side has", () => {
  it("is found when Convex has never heard of them", async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan(t, { repair: false });
    expect(await findPerson(t, "user_dan")).toMatchObject({
      profile: null,
      sync: { status: "drifted", one_sided: "missing_in_convex" },
    });
    expect(await scan(t, { repair: false })).toMatchObject({ counts: { equal: 3, findings: 1 } });
  });

  it("is created in Convex by a scan that repairs", async () => {
    clerk.people.set("user_dan", member("user_dan", {}, 3));
    await scan(t, { repair: false });
    expect(await scan(t, { repair: true })).toMatchObject({ counts: { repairs: 1 } });
    expect(await findPerson(t, "user_dan")).toMatchObject({
      profile: { username: "dan", email: "user_dan@example.com" },
      sync: { status: "in_sync", one_sided: null },
    });
    expect(await openFindings(t)).toEqual([]);
  });

  it("is deleted when Clerk no longer has them before Convex ever did, and stays so", async () => {
    const dan = member("user_dan", {}, 3);
    clerk.people.set("user_dan", dan);
    await scan(t, { repair: false });
    clerk.people.delete("user_dan");
    expect(await scan(t, { dry_run: true })).toMatchObject({ counts: { findings: 0 } });
    expect((await findPerson(t, "user_dan")).sync).toMatchObject({ status: "drifted" });

    await scan(t, { repair: false });
    const buried = { status: "deleted", one_sided: null, clerk: null, deleted_at: Date.now() };
    expect((await findPerson(t, "user_dan")).sync).toMatchObject(buried);
    expect(await openFindings(t)).toEqual([]);
    // The event of the sign-up, late.
    await deliver(t, userEvent("user.created", dan));
    expect(await findPerson(t, "user_dan")).toMatchObject({
      profile: { username: null, email: null },
      sync: buried,
    });
  });

  it("is deleted, and not failed, when no event of theirs could be applied", async () => {
    const dan = member("user_dan", { first_name: { not: "a name" } }, 3);
    await deliver(t, userEvent("user.created", dan));
    await pass(t, 30 * MINUTE);
    expect((await findPerson(t, "user_dan")).sync).toMatchObject({ status: "failed" });
    await scan(t);
    expect((await findPerson(t, "user_dan")).sync).toMatchObject({ status: "deleted" });
  });

  it("is found when Clerk no longer has them, and never repaired", async () => {
    clerk.people.delete("user_ben");
    expect(await scan(t, { repair: true })).toMatchObject({
      counts: { equal: 2, findings: 1, repairs: 0 },
    });
    expect(await findPerson(t, "user_ben")).toMatchObject({
      profile: { first_name: "First" },
      sync: { status: "drifted", one_sided: "missing_in_clerk", deleted_at: null },
    });
    expect(await openFindings(t)).toMatchObject([{ kind: "missing_in_clerk", field: "user" }]);
  });

  it.each([
    ["first", "user_ann"],
    ["last", "user_cat"],
  ])("is found when they were the %s to sign up", async (_, id) => {
    clerk.people.delete(id);
    await scan(t);
    expect(await openFindings(t)).toMatchObject([{ externalId: id, kind: "missing_in_clerk" }]);
  });

  it("is found when Convex knows them from their token alone", async () => {
    const eve = signedIn(t, "user_eve");
    await eve.mutation(api.users.ensureUser, {});
    await scan(t);
    expect(await openFindings(t)).toMatchObject([
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
    expect(await scan(t, { dry_run: true })).toMatchObject({
      counts: { equal: 3, findings: 0, list_calls: 2 },
    });
    expect(clerk.calls.at(-1)).toContain("user_id=user_cat");
    // A scan that may write learns it, and need not ask again.
    expect(await scan(t)).toMatchObject({ counts: { equal: 3, list_calls: 1 } });
    expect((await findPerson(t, "user_cat")).sync).toMatchObject({
      clerk_created_at: CAT.created_at,
    });
  });

  it("is in sync again when Clerk has them after all", async () => {
    clerk.people.delete("user_ben");
    await scan(t);
    clerk.people.set("user_ben", BEN);
    await scan(t, { repair: false });
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "in_sync" });
    expect(await openFindings(t)).toEqual([]);
  });

  it("is found when Convex was told of a deletion that Clerk knows nothing of", async () => {
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    const calls = clerk.calls.length;
    expect(await scan(t, { repair: true })).toMatchObject({ counts: { findings: 1, repairs: 0 } });
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
    expect(await scan(t)).toMatchObject({ counts: { equal: 2, findings: 0, list_calls: 2 } });
    expect(await allRows(t, "driftFindings")).toEqual([]);
  });

  it("is no finding when both sides know of the deletion", async () => {
    clerk.people.delete("user_ben");
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    expect(await scan(t)).toMatchObject({ counts: { equal: 2, findings: 0, list_calls: 1 } });
  });

  it("is no finding any more when Clerk has deleted them, too", async () => {
    await deliver(t, deleted(START + 5 * MINUTE, "user_ben"));
    await scan(t);
    clerk.people.delete("user_ben");
    await scan(t);
    expect((await findPerson(t, "user_ben")).sync).toMatchObject({ status: "deleted" });
    expect(await openFindings(t)).toEqual([]);
  });

  it("is not looked for in vain in Clerk when the key is another instance's", async () => {
    const crowd = Array.from({ length: 60 }, (_, n) => member(`user_x${n}`, {}, 3));
    await deliver(t, ...crowd.map((person) => userEvent("user.created", person)));
    clerk.people.clear();
    clerk.people.set("user_stranger", member("user_stranger", {}, 0));
    expect(await scan(t, { repair: true })).toMatchObject({
      state: "failed",
      error: { kind: "another_instance", message: expect.stringContaining("CLERK_SECRET_KEY") },
    });
    expect(await allRows(t, "driftFindings")).toEqual([]);
    expect((await findPerson(t, "user_stranger")).sync).toBeNull();
  });
});
