import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import type { EventRow, UserDetail, UserRow } from "../../convex/lib/dashboardShapes";
import { SYNC_STATUSES } from "../../convex/model/statuses";
import { seed, type Seeded } from "../../sandbox/world/seed/seed";
import type { World } from "../../sandbox/world/world";
import { asAdmin, listAll, openMemoryWorld, tally } from "./support/memoryWorld";

const PEOPLE = 60;
const DAY = 24 * 60 * 60_000;
const RealDate = Date;

describe("a seeded world", () => {
  let world: World;
  let staff: Seeded;
  let users: UserRow[];
  let events: EventRow[];
  const progress: { done: number; total: number }[] = [];
  const time = { before: 0, after: 0 };

  beforeAll(async () => {
    world = await openMemoryWorld();
    time.before = Date.now();
    staff = await seed(world, { people: PEOPLE, onProgress: (step) => progress.push(step) });
    time.after = Date.now();
    users = await listAll(world, api.dashboard.listUsers);
    events = await listAll(world, api.dashboard.listEvents);
  });

  afterAll(async () => {
    await world.engine.close();
    vi.unstubAllGlobals();
  });

  it("ends at the present, with the real Date", () => {
    expect(Date).toBe(RealDate);
    expect(time.after).toBeGreaterThanOrEqual(time.before);
    expect(world.clerk.webhooks.nextAt() ?? Infinity).toBeGreaterThan(time.before);
  });

  it("tells of its progress, from none to all", () => {
    const done = progress.map((step) => step.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toEqual({ done: PEOPLE, total: PEOPLE });
  });

  it("has as many people as were asked for, some in every status", async () => {
    const { counts } = await asAdmin(world, api.dashboard.overview, { now: Date.now() });
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(PEOPLE);
    for (const status of SYNC_STATUSES) expect(counts[status], status).toBeGreaterThan(0);
    expect(counts).toEqual(tally(users, (user) => user.status));
  });

  it("has been scanned lately, and warns of its dead events alone", async () => {
    const { warnings } = await asAdmin(world, api.dashboard.overview, { now: Date.now() });
    expect(warnings.map(({ kind }) => kind)).toEqual(["dead_events"]);
  });

  it("has in Clerk everybody who is not deleted, and nobody else", () => {
    const alive = users.filter((user) => user.status !== "deleted").map((user) => user.externalId);
    expect(world.clerk.users.count()).toBe(alive.length);
    expect(alive.filter((id) => world.clerk.users.get(id) === null)).toEqual([]);
  });

  it("has staff with their roles", () => {
    const roleOf = (id: string) => world.clerk.users.get(id)?.public_metadata.role;
    expect(roleOf(staff.admin)).toBe("admin");
    expect(roleOf(staff.support)).toBe("support");
  });

  it("has events of several outcomes and types, spread over many days, none in the future", () => {
    const statuses = Object.keys(tally(events, (event) => event.status));
    expect(statuses).toEqual(expect.arrayContaining(["applied", "stale", "dead"]));
    const types = Object.keys(tally(events, (event) => event.type));
    expect(types.toSorted()).toEqual(["user.created", "user.deleted", "user.updated"]);
    const days = events.map((event) => Math.floor((time.before - event.received_at) / DAY));
    expect(new Set(days).size).toBeGreaterThanOrEqual(10);
    expect(Math.max(...events.map((event) => event.received_at))).toBeLessThanOrEqual(time.after);
  });

  it("has a webhook that came twice and was applied once", () => {
    const repeated = events.filter((event) => event.deliveries > 1 && event.status === "applied");
    expect(repeated.length).toBeGreaterThan(0);
    expect(repeated.map((event) => event.attempts)).toEqual(repeated.map(() => 1));
  });

  it("has a username that was taken: Clerk refused it, and the save was undone", async () => {
    const soren = await detailOf(clerkUser("soren").id);
    const attempt = soren.writes.find((write) => write.requested.username === "giorgos");
    expect(attempt).toMatchObject({
      clerk: "refused",
      error: { code: "form_identifier_exists", field: "username" },
    });
    expect(soren).toMatchObject({ username: "soren", status: "in_sync" });
    expect((await detailOf(clerkUser("giorgos").id)).username).toBe("giorgos");
  });

  it("tells each person who differs what differs, and lets only them differ", async () => {
    const details = await Promise.all(users.map((user) => detailOf(user.externalId)));
    const differing = details.filter((detail) => unexplained(detail).length > 0);
    const drifted = details.filter((detail) => detail.status === "drifted");
    expect(drifted.length).toBeGreaterThan(0);
    expect(differing.map(({ name }) => name)).toEqual(expect.arrayContaining(names(drifted)));
    expect(differing.filter(({ status }) => status === "in_sync")).toEqual([]);
  });

  it("calls in sync only who is equal in Clerk itself and in Convex", async () => {
    const inSync = users.filter((user) => user.status === "in_sync");
    for (const { externalId, name } of inSync) {
      const detail = await detailOf(externalId);
      const user = world.clerk.users.get(externalId);
      const shown = (field: string) => detail.fields.find((each) => each.field === field)?.convex;
      expect(
        {
          username: shown("username"),
          first_name: shown("first_name"),
          last_name: shown("last_name"),
          image_url: detail.image_url,
        },
        name,
      ).toEqual({
        username: user?.username,
        first_name: user?.first_name,
        last_name: user?.last_name,
        image_url: user?.image_url,
      });
      expect(detail.fields.filter((field) => field.differs || field.pending)).toEqual([]);
    }
  });

  function clerkUser(username: string) {
    const user = world.clerk.users
      .list({ limit: PEOPLE })
      .find((each) => each.username === username);
    if (!user) throw new Error(`Nobody in Clerk is called ${username}.`);
    return user;
  }

  async function detailOf(externalId: string): Promise<UserDetail> {
    const detail = await asAdmin(world, api.dashboard.getUser, { externalId });
    if (!detail) throw new Error(`Nobody in Convex is ${externalId}.`);
    return detail;
  }
});

describe("seeding", () => {
  it("tells the same story each time", async () => {
    const [one, other] = [await story(), await story()];
    expect(one).toEqual(other);
  });

  it("gives the real Date back when it is stopped half way, and keeps what was lived", async () => {
    const world = await openMemoryWorld();
    const stop = new AbortController();
    const seeding = seed(world, {
      people: 20,
      signal: stop.signal,
      // Right after the staff and before anybody else: time is weeks in the past.
      onProgress: () => stop.abort(new Error("Enough.")),
    });
    await expect(seeding).rejects.toThrow("Enough.");
    expect(Date).toBe(RealDate);
    expect(world.clerk.users.count()).toBe(2);
    expect(await listAll(world, api.dashboard.listUsers)).toHaveLength(2);
    await world.engine.close();
    vi.unstubAllGlobals();
  });

  /** What a world of 30 looks like in the end, without ids and times. */
  async function story() {
    const world = await openMemoryWorld();
    await seed(world, { people: 30 });
    const users = await listAll(world, api.dashboard.listUsers);
    const events = await listAll(world, api.dashboard.listEvents);
    await world.engine.close();
    vi.unstubAllGlobals();
    return {
      people: users
        .map(({ name, username, status, drifted_fields }) =>
          [status === "deleted" ? "" : name, username, status, ...drifted_fields].join(" "),
        )
        .toSorted(),
      events: tally(events, ({ type, status }) => `${type} ${status}`),
    };
  }
});

/** Fields that differ although no save of them is on its way. */
function unexplained({ fields }: UserDetail) {
  return fields.filter((field) => field.differs && !field.pending);
}

function names(details: readonly UserDetail[]): string[] {
  return details.map(({ name }) => name);
}
