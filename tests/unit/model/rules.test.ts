import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../../convex/model/backoff";
import { planCheck } from "../../../convex/model/check";
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
  const before = { username: "ada", first_name: "Ada", last_name: "Lovelace" };
  const write = {
    clerk: "pending" as const,
    requested: { first_name: "Augusta", last_name: "King" },
    previous: { first_name: "Ada", last_name: "Lovelace" },
    clerk_previous: { first_name: "Ada", last_name: "Lovelace" },
  };
  const none = new Set<string>();

  it("finishes what Clerk has not got", () => {
    expect(planCheck(write, before, none)).toEqual({
      action: "finish",
      changes: { first_name: "Augusta", last_name: "King" },
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
