import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { pageOfUsers, type UserFilter } from "../../convex/lib/userList";
import { NEVER_SEEN, NOBODY } from "../../convex/lib/people";
import { ADA, created, deleted, deliver, updated } from "./support/clerk";
import { findPerson } from "./support/read";
import { bareFinding } from "./support/rows";
import { signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** The dashboard's list of people: what it is found, narrowed and sorted by. */

let t: Backend;
let support: ReturnType<typeof signedIn>;
beforeEach(() => {
  t = startBackend();
  support = signedIn(t, "user_staff", "support");
});
afterEach(stopBackend);

const BOB = "user_bob";
const bob = { id: BOB, username: "bob", first_name: "Bob", last_name: "Ross" };

const page = (filter: UserFilter = {}, numItems = 10, cursor: string | null = null) =>
  support.query(api.dashboard.listUsers, {
    paginationOpts: { numItems, cursor },
    ...filter,
  });
const idsOf = async (filter: UserFilter = {}) =>
  (await page(filter)).page.map(({ externalId }) => externalId);

/** Everybody that a filter finds, page by page, with how large each page was. */
async function walk(filter: UserFilter, numItems: number) {
  const ids: string[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  for (;;) {
    const found: Awaited<ReturnType<typeof page>> = await page(filter, numItems, cursor);
    ids.push(...found.page.map(({ externalId }) => externalId));
    sizes.push(found.page.length);
    if (found.isDone) return { ids, sizes };
    cursor = found.continueCursor;
  }
}

/** People without events, as many as a test wants. */
async function insertPeople(count: number, status: "in_sync" | "drifted" = "in_sync") {
  await t.run(async (ctx) => {
    for (let n = 0; n < count; n++) {
      const externalId = `user_${status}${n}`;
      const name = `Person ${String(n).padStart(4, "0")}`;
      await ctx.db.insert("users", { ...NOBODY, externalId, first_name: name });
      await ctx.db.insert("userSync", {
        ...NEVER_SEEN,
        externalId,
        status,
        search_text: name.toLowerCase(),
        sort_name: name.toLowerCase(),
        updated_at: START + n,
        clerk_created_at: START - n,
      });
    }
  });
}

describe("searching people", () => {
  it("finds by part of a name or username, whatever the status", async () => {
    await deliver(t, created(), created(bob));
    expect(await idsOf({ search: "lovel" })).toEqual([ADA]);
    expect(await idsOf({ search: "ROSS" })).toEqual([BOB]);
    expect(await idsOf({ search: "nobody" })).toEqual([]);
  });

  it("finds by the names of both sides while they differ", async () => {
    await deliver(t, created());
    await signedIn(t, ADA).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Augusta" },
    });
    expect(await idsOf({ search: "augusta" })).toEqual([ADA]);
    await deliver(t, updated({ first_name: "Byron", updated_at: START + 1 }));
    expect(await idsOf({ search: "byron" })).toEqual([ADA]);
  });

  it("finds a person directly by the beginning of the id, in any status", async () => {
    await deliver(t, created(), created(bob), deleted(START + 1, BOB));
    expect(await idsOf({ search: BOB })).toEqual([BOB]);
    expect(await idsOf({ search: "user_b", status: "deleted" })).toEqual([BOB]);
    expect(await idsOf({ search: "user_b", status: "in_sync" })).toEqual([]);
    expect(await idsOf({ search: "user_" })).toEqual([ADA, BOB]);
  });

  it("finds by a whole address in any case, and shows it masked", async () => {
    await deliver(t, created(), created({ ...bob, email_addresses: [] }));
    const { page: found, isDone } = await page({ search: " Ada@Example.com " });
    expect(found).toMatchObject([{ externalId: ADA, email_masked: "a***@example.com" }]);
    expect(isDone).toBe(true);
    expect(JSON.stringify(found)).not.toContain("ada@example.com");
    expect(await idsOf({ search: "ada@example" })).toEqual([]);
    expect(await idsOf({ search: "@" })).toEqual([]);
  });

  it("never finds by an address's words, for those stand in no search index", async () => {
    await deliver(t, created());
    expect((await findPerson(t)).sync?.search_text).not.toContain("example");
    expect(await idsOf({ search: "example" })).toEqual([]);
  });

  it("forgets the names of somebody who is deleted", async () => {
    await deliver(t, created(), deleted(START + 1));
    expect(await idsOf({ search: "lovelace" })).toEqual([]);
    expect(await idsOf({ search: ADA })).toEqual([ADA]);
  });

  it("has no short pages with a status, whoever else matches better", async () => {
    await insertPeople(30, "in_sync");
    await insertPeople(30, "drifted");
    const { ids, sizes } = await walk({ search: "person", status: "drifted" }, 10);
    expect(ids).toHaveLength(30);
    expect(ids.every((id) => id.startsWith("user_drifted"))).toBe(true);
    expect(sizes.slice(0, 3)).toEqual([10, 10, 10]);
  });
});

describe("narrowing by a field that differs", () => {
  beforeEach(async () => {
    await deliver(t, created(), created(bob));
    await t.run(async (ctx) => {
      for (const [externalId, field, found_at, resolved_at] of [
        [ADA, "first_name", START, null],
        [BOB, "first_name", START + 1, null],
        [BOB, "last_name", START + 2, START + 3],
      ] as const) {
        await ctx.db.insert("driftFindings", {
          ...bareFinding,
          externalId,
          field,
          found_at,
          resolved_at,
        });
      }
      for (const row of await ctx.db.query("userSync").collect()) {
        await ctx.db.patch("userSync", row._id, {
          drifted_fields: ["first_name"],
          status: "drifted",
        });
      }
    });
  });

  it("leaves those with an open difference in it, newest first", async () => {
    expect(await idsOf({ field: "first_name" })).toEqual([BOB, ADA]);
    expect(await idsOf({ field: "last_name" })).toEqual([]);
  });

  it("goes together with a search and with a status", async () => {
    expect(await idsOf({ field: "first_name", search: "lovelace" })).toEqual([ADA]);
    expect(await idsOf({ field: "last_name", search: "lovelace" })).toEqual([]);
    expect(await idsOf({ field: "first_name", status: "failed" })).toEqual([]);
  });
});

describe("the order of people", () => {
  beforeEach(async () => {
    await deliver(t, created({ created_at: START - 1 }));
    vi.setSystemTime(START + 1_000);
    await deliver(t, created({ ...bob, created_at: START - 2 }));
    vi.setSystemTime(START + 2_000);
    await deliver(
      t,
      created({
        id: "user_eve",
        username: "eve",
        first_name: "aaron",
        last_name: null,
        created_at: START - 3,
      }),
    );
  });

  it.each([
    [undefined, ["user_eve", BOB, ADA]],
    ["-activity", ["user_eve", BOB, ADA]],
    ["activity", [ADA, BOB, "user_eve"]],
    ["name", ["user_eve", ADA, BOB]],
    ["-name", [BOB, ADA, "user_eve"]],
    ["-signed_up", [ADA, BOB, "user_eve"]],
    ["signed_up", ["user_eve", BOB, ADA]],
  ] as const)("%s is kept, of everybody and of one status", async (sort, expected) => {
    expect(await idsOf({ sort })).toEqual(expected);
    expect(await idsOf({ sort, status: "in_sync" })).toEqual(expected);
    expect(await idsOf({ sort, status: "failed" })).toEqual([]);
  });

  it("changes with a new name", async () => {
    await deliver(t, updated({ first_name: "Zora", updated_at: START + 1 }));
    expect(await idsOf({ sort: "name" })).toEqual(["user_eve", BOB, ADA]);
  });
});

describe("how many people there are", () => {
  it("is known by status, without counting them", async () => {
    await deliver(t, created(), created(bob), deleted(START + 1, BOB));
    expect(await support.query(api.dashboard.countUsers, {})).toEqual({
      counts: { in_sync: 1, pending: 0, drifted: 0, failed: 0, deleted: 1 },
      lag: false,
    });
  });
});

describe("what a page of people reads", () => {
  const filters: UserFilter[] = [
    {},
    { status: "drifted" },
    { sort: "name" },
    { sort: "-signed_up", status: "drifted" },
    { search: "user_drifted" },
    { search: "nobody@example.com" },
    { field: "first_name" },
  ];

  it.each(filters)("is at most 300 documents, however many there are: %j", async (filter) => {
    await insertPeople(400, "drifted");
    const read = await t.run(async (ctx) => {
      await pageOfUsers(ctx, { ...filter, paginationOpts: { numItems: 50, cursor: null } });
      return (await ctx.meta.getTransactionMetrics()).documentsRead.used;
    });
    expect(read).toBeLessThanOrEqual(300);
  });
});
