import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import { EXACT } from "../../convex/model/roughCount";
import { created, deliver, send, sign } from "./support/clerk";
import { allRows } from "./support/read";
import { signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** Deliveries that are refused: counted and never kept, and told of when nothing else comes. */

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const OTHER_SECRET = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";

let t: Backend;
let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  t = startBackend();
  log = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  stopBackend();
});

const refused = async (times: number) => {
  for (let n = 0; n < times; n++) {
    expect((await send(t, created(), { secret: OTHER_SECRET })).status).toBe(401);
  }
};
const overview = async () =>
  await signedIn(t, "user_staff", "support").query(api.dashboard.overview, { now: Date.now() });
const warnings = async () => (await overview()).warnings;
const byReason = async () => {
  const hours = (await allRows(t, "rejections")).filter(({ span }) => span === "hour");
  return Object.fromEntries(
    hours.flatMap(({ counts }) => counts).map(({ kind, count }) => [kind, count]),
  );
};

describe("a refused delivery", () => {
  it("is counted by its reason, and named once an hour in the log", async () => {
    const post = (body: string, headers = {}) =>
      t.fetch("/clerk/webhook", { method: "POST", body, headers });
    const body = JSON.stringify(created());
    await post(body);
    await post(body);
    await post(body, { ...sign(body), "svix-signature": "v1,Zm9yZ2Vk" });
    await send(t, created(), { at: new Date(START - 6 * 60_000) });
    expect((await post("x".repeat(1024 * 1024 + 1))).status).toBe(413);
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
    await send(t, created());

    const counts = { not_signed: 2, not_verified: 2, too_large: 1, no_secret: 1 };
    expect(await byReason()).toEqual(counts);
    expect(log).toHaveBeenCalledTimes(Object.keys(counts).length);
    vi.setSystemTime(START + HOUR);
    await post(body);
    expect(log).toHaveBeenCalledTimes(Object.keys(counts).length + 1);
  });

  it("leaves no byte of itself behind", async () => {
    await t.fetch("/clerk/webhook", {
      method: "POST",
      body: "a-word-of-the-forgers",
      headers: {
        "svix-id": "msg_of_the_forgers",
        "svix-timestamp": String(START / 1000),
        "svix-signature": "v1,signature-of-the-forgers",
      },
    });
    expect(await allRows(t, "inboxEvents")).toEqual([]);
    expect(JSON.stringify([await allRows(t, "rejections"), log.mock.calls])).not.toContain(
      "forgers",
    );
  });

  it("makes no row and fewer and fewer writes, however many come", async () => {
    await refused(1);
    // As if a flood had gone on for a while.
    const [hour] = await allRows(t, "rejections");
    const flooded = [{ kind: "not_verified", count: EXACT * 1024 }];
    await t.run(async (ctx) => {
      if (hour) await ctx.db.patch("rejections", hour._id, { counts: flooded });
    });
    // The lot falls against it unless it is the one of two thousand.
    vi.spyOn(Math, "random").mockReturnValue(1 / 2048);
    await refused(50);
    expect(await byReason()).toEqual({ not_verified: EXACT * 1024 });
    vi.spyOn(Math, "random").mockReturnValue(0);
    await refused(1);
    expect(await byReason()).toEqual({ not_verified: EXACT * 1024 + 2048 });
    expect(await allRows(t, "rejections")).toHaveLength(2);
    expect(log).toHaveBeenCalledTimes(1);
  });

  it("drawn when few had come counts by what the count has become since", async () => {
    await t.mutation(internal.rejections.add, { reason: "not_signed", drawn: 1 });
    const [hour] = await allRows(t, "rejections");
    const flooded = [{ kind: "not_signed", count: EXACT }];
    await t.run(async (ctx) => {
      if (hour) await ctx.db.patch("rejections", hour._id, { counts: flooded });
    });
    vi.spyOn(Math, "random").mockReturnValue(0.75);
    await t.mutation(internal.rejections.add, { reason: "not_signed", drawn: 1 });
    expect(await byReason()).toEqual({ not_signed: EXACT });
    vi.spyOn(Math, "random").mockReturnValue(0.25);
    await t.mutation(internal.rejections.add, { reason: "not_signed", drawn: 1 });
    expect(await byReason()).toEqual({ not_signed: EXACT + 2 });
  });

  it("touches nothing that a real delivery reads or writes", async () => {
    await deliver(t, created());
    const before = [await allRows(t, "inboxState"), await allRows(t, "inboxEvents")];
    await refused(3);
    expect([await allRows(t, "inboxState"), await allRows(t, "inboxEvents")]).toEqual(before);
  });
});

describe("the overview", () => {
  it("warns with what to do when several were refused and none has come through", async () => {
    await refused(4);
    expect(await warnings()).toEqual([]);
    vi.setSystemTime(START + 5_000);
    await refused(1);
    expect(await warnings()).toEqual([
      {
        kind: "rejections",
        message: expect.stringMatching(/signature is not right.*CLERK_WEBHOOK_SIGNING_SECRET/),
        since: START,
      },
    ]);
  });

  it("keeps saying since when, while they go on", async () => {
    for (const hour of [0, 1, 2, 3]) {
      vi.setSystemTime(START + hour * HOUR);
      await refused(20);
    }
    expect(await warnings()).toMatchObject([{ kind: "rejections", since: START }]);
  });

  it("is content again with the first one that comes through, and a day later", async () => {
    await refused(9);
    vi.setSystemTime(START + 1);
    await deliver(t, created());
    expect(await warnings()).toEqual([]);
    vi.setSystemTime(START + 2);
    await refused(9);
    expect(await warnings()).toMatchObject([{ kind: "rejections", since: START + 2 }]);
    vi.setSystemTime(START + DAY + HOUR);
    expect(await warnings()).toEqual([]);
  });

  it("does not warn of calls that nobody tried to sign", async () => {
    for (let n = 0; n < 20; n++) await t.fetch("/clerk/webhook", { method: "POST", body: "{}" });
    expect(await warnings()).toEqual([]);
  });

  it("tells how many were refused beside the other failures", async () => {
    await refused(3);
    expect((await overview()).failures).toEqual([
      { of: "delivery", kind: "not_verified", count: 3 },
    ]);
  });
});
