import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  clerkUser,
  created,
  deleted,
  deliver,
  send,
  sign,
  updated,
  userEvent,
  type Json,
} from "./support/clerk";
import { allRows, eventOf, findPerson } from "./support/read";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

describe("receiving", () => {
  it("stores an event before it answers 200, and applies it afterwards", async () => {
    const response = await send(t, created(), { id: "msg_a" });
    expect(response.status).toBe(200);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "received", processed_at: null });

    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied", attempts: 1 });
    expect((await findPerson(t)).profile).toMatchObject({ username: "ada", first_name: "Ada" });
  });

  it.each<[string, (headers: Record<string, string>) => Record<string, string>, string?]>([
    ["without a signature", () => ({})],
    ["with a forged one", (headers) => ({ ...headers, "svix-signature": "v1,Zm9yZ2Vk" })],
    ["whose body was changed", (headers) => headers, " "],
    ["whose id was changed", (headers) => ({ ...headers, "svix-id": "msg_other" })],
  ])("refuses a delivery %s with 401 and stores nothing", async (_, change, suffix = "") => {
    const body = JSON.stringify(created());
    const log = vi.spyOn(console, "warn").mockImplementation(() => {});
    const response = await t.fetch("/clerk/webhook", {
      method: "POST",
      body: body + suffix,
      headers: change(sign(body)),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe("Not accepted.");
    expect(await allRows(t, "inboxEvents")).toEqual([]);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  it("refuses a delivery that was signed six minutes ago, or with another secret", async () => {
    const log = vi.spyOn(console, "warn").mockImplementation(() => {});
    const old = await send(t, created(), { at: new Date(START - 6 * 60_000) });
    const secret = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";
    const foreign = await send(t, created(), { secret });
    expect([old.status, foreign.status]).toEqual([401, 401]);
    expect(await allRows(t, "inboxEvents")).toEqual([]);
    log.mockRestore();
  });

  it("tells a probe that its signature is right, and stores nothing of it", async () => {
    const probe = { type: "clerkSync.probe", data: {} };
    expect((await send(t, probe)).status).toBe(422);
    expect(await allRows(t, "inboxEvents")).toEqual([]);
  });

  it("accepts either of two secrets while they are rotated", async () => {
    const next = "whsec_bmV4dC1zZWNyZXQtbmV4dC1zZWNyZXQtMTIz";
    vi.stubEnv(
      "CLERK_WEBHOOK_SIGNING_SECRET",
      `${process.env.CLERK_WEBHOOK_SIGNING_SECRET}, ${next}`,
    );
    expect((await send(t, created())).status).toBe(200);
    expect((await send(t, created(), { secret: next })).status).toBe(200);
  });

  it("accepts the name of the secret that Convex's documentation uses", async () => {
    vi.stubEnv("CLERK_WEBHOOK_SECRET", process.env.CLERK_WEBHOOK_SIGNING_SECRET);
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
    expect((await send(t, created())).status).toBe(200);
  });

  it("answers 500, and says nothing, while no secret is set", async () => {
    const log = vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
    const response = await send(t, created());
    expect(response.status).toBe(500);
    expect(await response.text()).toBe("Not available.");
    expect(log.mock.lastCall?.[0]).toContain("CLERK_WEBHOOK_SIGNING_SECRET");
    log.mockRestore();
  });

  it("applies an event once, however often it is delivered, and counts the deliveries", async () => {
    const event = created();
    await send(t, event, { id: "msg_a" });
    await send(t, event, { id: "msg_a" });
    await pass(t);
    await send(t, event, { id: "msg_a" });
    await pass(t);
    expect(await allRows(t, "inboxEvents")).toMatchObject([
      { svix_id: "msg_a", deliveries: 3, attempts: 1, status: "applied" },
    ]);
  });

  it.each<[string, Json | string, string]>([
    ["is not JSON", "{half", "malformed"],
    ["is not an object", "[1]", "malformed"],
    ["has no data", { type: "user.updated" }, "malformed"],
    ["is of a type that we do not know", userEvent("session.created", { id: "s" }), "unknown_type"],
    ["names no user", userEvent("user.deleted", { deleted: true }), "no_user_id"],
  ])("keeps a signed event that %s as ignored, with the reason", async (_, event, kind) => {
    expect((await send(t, event, { id: "msg_a" })).status).toBe(200);
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "ignored", error: { kind } });
  });

  it("ignores another Clerk instance's events and raises a warning", async () => {
    vi.stubEnv("CLERK_INSTANCE_ID", "ins_2");
    await deliver(t, created(), updated());
    expect((await findPerson(t)).profile).toBeNull();
    expect(await allRows(t, "inboxEvents")).toMatchObject([
      { status: "ignored", error: { kind: "wrong_instance" } },
      { status: "ignored", error: { kind: "wrong_instance" } },
    ]);
    expect(await allRows(t, "warnings")).toMatchObject([{ kind: "wrong_instance", count: 2 }]);
  });
});

describe("order", () => {
  it("makes the person when the update comes before the creation", async () => {
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 10 }), created());
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
    expect((await allRows(t, "inboxEvents")).map(({ status }) => status)).toEqual([
      "applied",
      "stale",
    ]);
  });

  it("applies a second change of the same millisecond", async () => {
    await deliver(t, created(), updated({ last_name: "King" }));
    expect((await findPerson(t)).profile).toMatchObject({ last_name: "King" });
  });

  it("breaks a tie by the envelope's time, whichever comes first", async () => {
    const first = updated({ last_name: "Byron" });
    const second = userEvent("user.updated", clerkUser({ last_name: "King" }), {
      timestamp: START + 1,
    });
    await deliver(t, second, first);
    expect((await findPerson(t)).profile).toMatchObject({ last_name: "King" });
  });

  it("never brings a deleted person back", async () => {
    await deliver(t, created(), deleted(START + 10));
    await deliver(t, updated({ updated_at: START + 20 }), created());
    const { profile, sync } = await findPerson(t);
    expect(sync).toMatchObject({ status: "deleted", deleted_at: START + 10, clerk: null });
    expect(profile).toMatchObject({ username: null, first_name: null, email: null });
  });

  it("knows a person as deleted whose deletion is all that ever came", async () => {
    await deliver(t, deleted(START), created());
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ username: null, email: null });
    expect(sync).toMatchObject({ status: "deleted", last_event_at: START });
  });

  it("ends the same for every order of a history, in one batch or one by one", async () => {
    const history = [
      created(),
      updated({ first_name: "Augusta", updated_at: START + 1 }),
      updated({ last_name: "King", updated_at: START + 2 }),
    ];
    for (const oneByOne of [true, false]) {
      for (const order of permutations(history)) {
        t = startBackend();
        for (const event of order) {
          await send(t, event);
          if (oneByOne) await pass(t);
        }
        await pass(t);
        expect((await findPerson(t)).profile).toMatchObject({
          first_name: "Ada",
          last_name: "King",
        });
      }
    }
  });

  it("leaves what only Convex knows alone", async () => {
    await deliver(t, created());
    const { profile } = await findPerson(t);
    if (profile === null) throw new Error("not created");
    const onboarding = { step: "interests", completed_at: null };
    await t.run(
      async (ctx) => await ctx.db.patch("users", profile._id, { interests: ["chess"], onboarding }),
    );
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 1 }));
    expect((await findPerson(t)).profile).toMatchObject({ interests: ["chess"], onboarding });
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
