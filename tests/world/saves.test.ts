import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { detailOf, expectAgreed, somebody } from "./support/people";
import { openTabWorld, until, type TabWorld } from "./support/tabs";

/**
 * Saves by real clients: clerk-js and Convex's, with the kit's own save between them, against the
 * real functions and the Clerk stand-in. However a save went, both sides end equal.
 */

const START = Date.UTC(2026, 2, 1, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let world: TabWorld;
beforeAll(async () => {
  world = await openTabWorld(START);
});
afterEach(() => world.tidy());
afterAll(() => world.stop());

/** What our server has asked Clerk about one person. */
const serverCalls = (id: string) =>
  world.requests.filter(({ by, call }) => by === "server" && call.includes(id));

const browserSaves = () =>
  world.requests.filter(({ by, call }) => by === "browser" && call === "PATCH /v1/me");

const dropEcho = (userId: string) =>
  world.clerk.faults.set({ on: "webhook", effect: "drop", match: { userId } });

describe("a save that goes well", () => {
  it("shows at once, stands on both sides, and is confirmed by Clerk's event", async () => {
    const { id, tab } = await somebody(world);
    const saved = tab.save({ first_name: "Augusta" });
    await tab.shows((profile) => expect(profile?.first_name).toBe("Augusta"));
    await expect(saved).resolves.toMatchObject({ outcome: "saved" });
    await tab.idle();
    expect(await detailOf(world, id)).toMatchObject({ status: "pending" });

    await world.pass();
    const { writes } = await expectAgreed(world, id, { first_name: "Augusta" });
    expect(writes).toMatchObject([{ clerk: "done", confirmed_by: "webhook" }]);
    await tab.shows((profile) => expect(profile?.sync.status).toBe("in_sync"));
    expect(serverCalls(id)).toEqual([]);
  });

  it("never flickers back when an older event comes while it is pending", async () => {
    const { id, tab } = await somebody(world);
    const match = { userId: id };
    world.clerk.faults.set({ on: "webhook", effect: "delay", ms: 30 * SECOND, match, times: 1 });
    world.clerk.faults.set({ on: "webhook", effect: "drop", match, times: 1 });
    await world.clerk.users.update(id, { last_name: "King" });
    await world.pass(SECOND);
    await tab.save({ first_name: "Augusta" });
    await tab.idle();
    await world.pass(40 * SECOND);
    await tab.shows((profile) => expect(profile?.last_name).toBe("King"));
    expect(await detailOf(world, id)).toMatchObject({ status: "pending" });
    await world.pass(2 * MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta", last_name: "King" });

    const names = tab.history.map((profile) => profile?.first_name);
    const fromTheSaveOn = names.slice(names.indexOf("Augusta"));
    expect(new Set(fromTheSaveOn)).toEqual(new Set(["Augusta"]));
  });

  it("needs no Clerk for what Convex alone owns", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "lost";
    await expect(tab.save({ interests: ["engines"] })).resolves.toMatchObject({
      outcome: "saved",
      clerk: { status: "skipped" },
    });
    await expectAgreed(world, id);
    expect(tab.profile?.interests).toEqual(["engines"]);
  });

  it("is one save when the button is pressed twice", async () => {
    const { id, tab } = await somebody(world);
    const before = browserSaves().length;
    const clicks = [tab.save({ first_name: "Augusta" }), tab.save({ first_name: "Augusta" })];
    expect(clicks[1]).toBe(clicks[0]);
    await Promise.all(clicks);
    await tab.idle();
    expect(browserSaves()).toHaveLength(before + 1);
    await world.pass();
    expect((await expectAgreed(world, id)).writes).toHaveLength(1);
  });
});

describe("a save that Clerk refuses", () => {
  it("is undone in Convex, and the reason stands at the field", async () => {
    const other = await somebody(world);
    const { id, username, tab } = await somebody(world);
    const changes = { username: other.username, first_name: "Augusta", interests: ["engines"] };
    await expect(tab.save(changes)).resolves.toMatchObject({
      outcome: "partly_saved",
      lost: ["username", "first_name"],
      fieldErrors: { username: { side: "clerk", code: "form_identifier_exists" } },
    });
    await tab.shows((profile) =>
      expect(profile).toMatchObject({
        username,
        first_name: "Ada",
        interests: ["engines"],
        sync: { status: "in_sync", last_refusal: { field: "username" } },
      }),
    );
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { username, first_name: "Ada" });
    expect(serverCalls(id)).toEqual([]);
  });
});

describe("a save while Clerk cannot be reached", () => {
  it("is finished by the server", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "lost";
    await expect(tab.save({ first_name: "Augusta" })).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable" },
      lost: [],
    });
    await tab.idle();
    await world.pass(10 * SECOND);
    const { writes } = await expectAgreed(world, id, { first_name: "Augusta" });
    expect(writes).toMatchObject([{ clerk: "done" }]);
    expect(serverCalls(id).map(({ call }) => call)).toContain(`PATCH /v1/users/${id}`);
  });

  it("is closed as done when Clerk did the work and only its answer was lost", async () => {
    const { id, tab } = await somebody(world);
    dropEcho(id);
    world.clerk.faults.set({
      on: "frontend",
      effect: "network_error_after",
      match: { method: "PATCH", path: "/v1/me", userId: id },
      times: 1,
    });
    await expect(tab.save({ first_name: "Augusta" })).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable" },
    });
    await tab.idle();
    await world.pass(10 * SECOND);
    const { writes } = await expectAgreed(world, id, { first_name: "Augusta" });
    expect(writes).toMatchObject([{ clerk: "done", confirmed_by: "check" }]);
    expect(serverCalls(id).map(({ call }) => call)).toEqual([`GET /v1/users/${id}`]);
  });

  it("waits as long as Clerk asks for before the server calls it", async () => {
    const { id, tab } = await somebody(world);
    world.clerk.faults.set({
      on: "frontend",
      effect: "rate_limit",
      match: { method: "PATCH", path: "/v1/me", userId: id },
      retry_after: 90,
      times: 1,
    });
    const saidAt = Date.now();
    await expect(tab.save({ first_name: "Augusta" })).resolves.toMatchObject({
      outcome: "partly_saved",
      clerk: { status: "unreachable", retryAfterMs: 90 * SECOND },
    });
    await tab.idle();
    await world.pass(3 * MINUTE);
    const [first] = serverCalls(id);
    expect(first?.at).toBeGreaterThanOrEqual(saidAt + 90 * SECOND);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });
});

describe("a tab that is closed during a save", () => {
  it("after Convex's half: the server finishes it in Clerk", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "silent";
    void tab.save({ first_name: "Augusta" });
    await until(async () => expect((await detailOf(world, id)).writes).toHaveLength(1));
    await tab.close();
    await world.pass(MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });

  it("after Clerk's half: Clerk's event brings it to Convex", async () => {
    const { id, tab } = await somebody(world);
    await tab.convexOffline(true);
    void tab.save({ first_name: "Augusta" });
    await until(() => expect(world.clerk.users.get(id)?.first_name).toBe("Augusta"));
    await tab.close();
    await world.pass(MINUTE);
    const { writes } = await expectAgreed(world, id, { first_name: "Augusta" });
    expect(writes).toEqual([]);
  });

  it.each([
    ["Clerk's event confirms it", false, "webhook"],
    ["and the event is lost: the server asks Clerk", true, "check"],
  ])("after both halves, before the report: %s", async (_, isEchoLost, confirmed_by) => {
    const { id, tab } = await somebody(world);
    if (isEchoLost) dropEcho(id);
    tab.clerk = "unanswered";
    void tab.save({ first_name: "Augusta" });
    await until(async () => expect((await detailOf(world, id)).writes).toHaveLength(1));
    await until(() => expect(world.clerk.users.get(id)?.first_name).toBe("Augusta"));
    await tab.close();
    await world.pass(2 * MINUTE);
    const { writes } = await expectAgreed(world, id, { first_name: "Augusta" });
    expect(writes).toMatchObject([{ clerk: "done", confirmed_by }]);
  });
});

describe("a save without a connection", () => {
  it("says that it waits, and goes on by itself when the connection is back", async () => {
    const { id, tab } = await somebody(world);
    await tab.convexOffline(true);
    tab.clerk = "lost";
    const result = tab.save({ first_name: "Augusta" });
    await until(() => expect(tab.saving.status).toBe("waiting"));
    expect(tab.profile?.first_name).toBe("Augusta");
    tab.clerk = "up";
    await tab.convexOffline(false);
    await expect(result).resolves.toMatchObject({
      outcome: "partly_saved",
      convex: { status: "done" },
      clerk: { status: "unreachable" },
    });
    await tab.idle();
    await world.pass(10 * SECOND);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });

  it("to Convex alone waits for it with Clerk's half done, and is then saved", async () => {
    const { id, tab } = await somebody(world);
    await tab.convexOffline(true);
    const result = tab.save({ first_name: "Augusta" });
    await until(() => expect(tab.saving).toMatchObject({ status: "waiting", connected: false }));
    expect(world.clerk.users.get(id)?.first_name).toBe("Augusta");
    await tab.convexOffline(false);
    await expect(result).resolves.toMatchObject({ outcome: "saved" });
    await tab.idle();
    await world.pass(2 * MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });

  it("is not laid over what was changed in Clerk's own dashboard meanwhile", async () => {
    const { id, tab } = await somebody(world);
    await tab.convexOffline(true);
    const result = tab.save({ first_name: "Augusta" });
    await until(() => expect(tab.saving.status).toBe("waiting"));
    await world.pass(20 * SECOND);
    await world.clerk.users.update(id, { first_name: "Countess" });
    await world.pass(SECOND);
    await tab.convexOffline(false);
    await result;
    await tab.idle();
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: "Countess" });
  });
});

describe("several saves at the same time", () => {
  it("in two tabs, of different fields, both stand", async () => {
    const { id } = await somebody(world);
    const tabs = [await world.openTab(id, "laptop"), await world.openTab(id, "laptop")] as const;
    const results = await Promise.all([
      tabs[0].save({ first_name: "Augusta" }),
      tabs[1].save({ last_name: "King" }),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["saved", "saved"]);
    await Promise.all(tabs.map((tab) => tab.idle()));
    await world.pass();
    await expectAgreed(world, id, { first_name: "Augusta", last_name: "King" });
    for (const tab of tabs) {
      await tab.shows((profile) => expect(profile?.last_name).toBe("King"));
    }
  });

  it.each([
    ["in order", null],
    ["in the other order", "reorder"],
    ["twice", "duplicate"],
    ["late", "delay"],
    ["never", "drop"],
  ] as const)(
    "on two devices, of one field: the later one stands, and events come %s",
    async (_, effect) => {
      const { id } = await somebody(world);
      const [phone, laptop] = [await world.openTab(id), await world.openTab(id)];
      if (effect !== null) {
        world.clerk.faults.set({ on: "webhook", effect, match: { userId: id }, times: 2 });
      }
      await phone.save({ first_name: "Augusta" });
      await laptop.save({ first_name: "Countess" });
      await Promise.all([phone.idle(), laptop.idle()]);
      await world.pass(5 * MINUTE);
      await expectAgreed(world, id, { first_name: "Countess" });
      await phone.shows((profile) => expect(profile?.first_name).toBe("Countess"));
    },
  );

  it("on two devices that reach the two sides in opposite orders end equal", async () => {
    const { id } = await somebody(world);
    const [phone, laptop] = [await world.openTab(id), await world.openTab(id)];
    let goOn: (value?: unknown) => void = () => {};
    phone.clerk = new Promise((resolve) => (goOn = resolve));
    const slow = phone.save({ first_name: "Augusta" });
    await phone.idle();
    await laptop.save({ first_name: "Countess" });
    await laptop.idle();
    goOn();
    await expect(slow).resolves.toMatchObject({ outcome: "saved" });
    await phone.idle();
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: "Augusta" });
  });

  it("of one person stop at a limit that says so, and nothing is lost", async () => {
    const { id, tab } = await somebody(world);
    let result = await tab.save({ first_name: "Name 0" });
    let count = 0;
    while (result.convex.status === "done") {
      result = await tab.save({ first_name: `Name ${++count}` });
    }
    expect(result).toMatchObject({
      outcome: "partly_saved",
      convex: { code: "rate_limited", message: expect.stringMatching(/Try again in \d+ s/) },
      clerk: { status: "done" },
      lost: [],
    });
    await tab.idle();
    await world.pass(5 * MINUTE);
    await expectAgreed(world, id, { first_name: `Name ${count}` });
    await expect(tab.save({ first_name: "Ada" })).resolves.toMatchObject({ outcome: "saved" });
  });
});

describe("an edit in Clerk's own dashboard during a save", () => {
  it("wins for its field, the rest of the save stands, and the history tells of it", async () => {
    const { id, tab } = await somebody(world);
    tab.clerk = "silent";
    void tab.save({ first_name: "Augusta", last_name: "King" });
    await until(async () => expect((await detailOf(world, id)).writes).toHaveLength(1));
    await world.pass(SECOND);
    await world.clerk.users.update(id, { first_name: "Countess" });
    await tab.close();
    await world.pass(5 * MINUTE);
    const { writes } = await expectAgreed(world, id, { first_name: "Countess", last_name: "King" });
    expect(writes).toMatchObject([
      { overruled: [{ field: "first_name", requested: "Augusta", clerk: "Countess" }] },
    ]);
  });
});
