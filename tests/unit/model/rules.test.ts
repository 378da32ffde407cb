import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../../convex/model/backoff";
import { planCheck, waitsForNewer, type CheckedWrite } from "../../../convex/model/check";
import type { StorageId } from "../../../convex/model/merge";
import { differences, reasonOf, statusOf, type Condition } from "../../../convex/model/drift";
import { roleAllows, roleFromClaim } from "../../../convex/model/roles";

describe("roles", () => {
  it("are what the token says, and nothing else", () => {
    expect(["support", "admin", "root", "", undefined, ["admin"]].map(roleFromClaim)).toEqual([
      "support",
      "admin",
      null,
      null,
      null,
      null,
    ]);
  });

  it("let admins do what support may, and not the other way round", () => {
    expect(roleAllows("admin", "support")).toBe(true);
    expect(roleAllows("support", "support")).toBe(true);
    expect(roleAllows("support", "admin")).toBe(false);
    expect(roleAllows(null, "support")).toBe(false);
  });
});

describe("backoff", () => {
  const policy = { baseMs: 1_000, maxMs: 8_000 };

  it("doubles, and stops growing at its cap", () => {
    const longest = [1, 2, 3, 4, 5, 50].map((attempt) => backoffMs(attempt, policy, 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it("keeps its jitter in the upper half", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const full = backoffMs(attempt, policy, 1);
          const wait = backoffMs(attempt, policy, random);
          expect(wait).toBeGreaterThanOrEqual(full / 2);
          expect(wait).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});

describe("planning what to do about a save", () => {
  const before = {
    username: "ada",
    first_name: "Ada",
    last_name: "Lovelace",
    image_url: "https://img.clerk.test/old",
    has_image: true,
  };
  const write: CheckedWrite = {
    clerk: "pending",
    requested: { first_name: "Augusta", last_name: "King" },
    previous: { first_name: "Ada", last_name: "Lovelace" },
    clerk_previous: { first_name: "Ada", last_name: "Lovelace" },
    overruled: [],
    clerk_updated_at: null,
    clerk_image_url: null,
    started_at: 0,
    earlier: [],
  };
  const none = new Set<string>();

  it("finishes what Clerk has not got", () => {
    expect(planCheck(write, before, none)).toEqual({
      action: "finish",
      changes: { first_name: "Augusta", last_name: "King" },
      picture: "leave",
    });
  });

  it("finishes only what is missing", () => {
    const half = { ...before, first_name: "Augusta" };
    expect(planCheck(write, half, none)).toMatchObject({ changes: { last_name: "King" } });
  });

  it("closes what has arrived, or what Clerk said it had", () => {
    const close = { action: "close", clerk: "done" };
    expect(planCheck(write, { ...before, ...write.requested }, none)).toEqual(close);
    expect(planCheck({ ...write, clerk: "done" }, before, none)).toEqual(close);
  });

  it("leaves alone what was changed in Clerk, and what a newer save speaks of", () => {
    const changed = { ...before, first_name: "Countess" };
    expect(planCheck(write, changed, none)).toMatchObject({ changes: { last_name: "King" } });
    expect(planCheck(write, changed, new Set(["last_name"]))).toEqual({
      action: "close",
      clerk: "superseded",
    });
  });

  it("leaves alone what an admin has decided for Clerk's value", () => {
    const overruled = { ...write, overruled: [{ field: "first_name" }] };
    expect(planCheck(overruled, before, none)).toMatchObject({ changes: { last_name: "King" } });
  });

  const file = "file" as StorageId;
  const picture: CheckedWrite = {
    ...write,
    requested: { avatar_storage_id: file },
    previous: { avatar_storage_id: null },
    clerk_previous: { image_url: before.image_url },
  };

  it("uploads a picture as long as Clerk shows the one from before", () => {
    const finish = { action: "finish", changes: {}, picture: "upload" };
    expect(planCheck(picture, before, none)).toEqual(finish);
  });

  it("takes any new picture for the one that was sent, when nobody said what Clerk called it", () => {
    const close = { action: "close", clerk: "done" };
    const changed = { ...before, image_url: "https://img.clerk.test/new" };
    expect(planCheck(picture, changed, none)).toEqual(close);
    const known = { ...picture, clerk_image_url: "https://img.clerk.test/mine" };
    expect(planCheck(known, changed, none)).toEqual({ ...close, clerk: "superseded" });
  });

  it("removes a picture only while it is the one that the person wanted gone", () => {
    const removal = { ...picture, requested: { avatar_storage_id: null } };
    expect(planCheck(removal, before, none)).toMatchObject({ picture: "remove" });
    const other = { ...before, image_url: "https://img.clerk.test/other" };
    expect(planCheck(removal, other, none)).toMatchObject({ clerk: "superseded" });
    expect(planCheck(removal, { ...other, has_image: false }, none)).toMatchObject({
      clerk: "done",
    });
  });

  it("finishes a save though an earlier one has reached Clerk that nobody had heard of", () => {
    const earlier = [{ requested: { first_name: "Countess" }, clerk_image_url: null }];
    const now = { ...before, first_name: "Countess" };
    expect(planCheck({ ...write, earlier }, now, none)).toMatchObject({
      changes: { first_name: "Augusta", last_name: "King" },
    });
  });

  it("waits while nobody knows how Clerk takes a newer save of one of its fields", () => {
    const newer = { ...write, requested: { first_name: "Countess", username: "countess" } };
    expect(waitsForNewer(write, [newer])).toBe(true);
    expect(waitsForNewer(write, [{ ...newer, clerk: "unreachable" }])).toBe(true);
    for (const clerk of ["done", "superseded", "gave_up"] as const) {
      expect(waitsForNewer(write, [{ ...newer, clerk }])).toBe(false);
    }
    expect(waitsForNewer(write, [{ ...newer, requested: { username: "countess" } }])).toBe(false);
    expect(waitsForNewer({ ...write, clerk: "done" }, [newer])).toBe(false);
    expect(waitsForNewer(write, [])).toBe(false);
  });

  it("does not take an earlier save's picture for its own, nor for somebody else's", () => {
    const url = "https://img.clerk.test/first";
    const earlier = [
      { requested: { avatar_storage_id: "first" as StorageId }, clerk_image_url: url },
    ];
    const now = { ...before, image_url: url };
    expect(planCheck({ ...picture, earlier }, now, none)).toMatchObject({ picture: "upload" });
    const removal = { ...picture, earlier, requested: { avatar_storage_id: null } };
    expect(planCheck(removal, now, none)).toMatchObject({ picture: "remove" });
  });

  it("finishes a save that was made over another one that never arrived", () => {
    const second = { ...write, previous: { first_name: "Grace", last_name: "Hopper" } };
    expect(planCheck(second, before, none)).toMatchObject({ action: "finish" });
  });
});

describe("drift", () => {
  const convex = {
    username: "ada",
    first_name: "Ada",
    last_name: null,
    email: "ada@example.com",
    profile_image_url: "x",
  };
  const clerk = {
    username: "ada",
    first_name: "Ada",
    last_name: null,
    email_masked: "a***@example.com",
    image_url: "x",
    has_image: true,
  };
  const well: Condition = {
    deleted_at: null,
    one_sided: null,
    failure: null,
    drifted_fields: [],
    pending: new Set<string>(),
  };

  it("is nothing where both sides agree", () => {
    expect(differences(convex, clerk)).toEqual([]);
  });

  it("names each field with both values, the e-mail masked", () => {
    const other = { ...clerk, first_name: "Augusta", email_masked: "b***@example.com" };
    expect(differences(convex, other)).toEqual([
      { field: "first_name", clerk: "Augusta", convex: "Ada" },
      { field: "email", clerk: "b***@example.com", convex: "a***@example.com" },
    ]);
  });

  it("shows the gravest of what holds", () => {
    const pending = { ...well, pending: new Set(["first_name"]) };
    const drifted = { ...pending, drifted_fields: ["username"] };
    const failed = { ...drifted, failure: { message: "first_name is an object" } };
    const deleted = { ...failed, deleted_at: 1 };
    const all = [well, pending, drifted, failed, deleted];
    expect(all.map(statusOf)).toEqual(["in_sync", "pending", "drifted", "failed", "deleted"]);
  });

  it("is told in words", () => {
    expect(reasonOf({ ...well, drifted_fields: ["username", "first_name", "email"] })).toBe(
      "Clerk has another username, first name and e-mail than Convex.",
    );
    expect(reasonOf({ ...well, pending: new Set(["last_name"]) })).toBe(
      "Waiting for Clerk to confirm the new last name.",
    );
  });
});
