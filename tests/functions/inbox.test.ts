import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { NO_RHYTHM } from "../../convex/model/rhythm";
import {
  ADA,
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

const HOUR = 60 * 60_000;

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

describe("what is stored", () => {
  it("has no secret, phone number, address or token anywhere but the e-mail in users", async () => {
    await deliver(t, created({ session_token: "sess-token", unsafe_metadata: { pin: "1234" } }));
    await deliver(
      t,
      userEvent("email.created", { id: "e", body: "otp-9876", to: "ada@example.com" }),
    );
    const { users, ...rest } = await t.run(async (ctx) => ({
      users: await ctx.db.query("users").collect(),
      events: await ctx.db.query("inboxEvents").collect(),
      emails: await ctx.db.query("inboxEmails").collect(),
      sync: await ctx.db.query("userSync").collect(),
    }));
    expect(users).toMatchObject([{ email: "ada@example.com" }]);
    const text = JSON.stringify(rest);
    for (const secret of [
      "secret-plan",
      "+441234567890",
      "203.0.113.9",
      "sess-token",
      "1234",
      "otp-9876",
      "ada@example.com",
      "other@example.com",
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("a***@example.com");
  });

  it("tells what an event changed, with the e-mail masked", async () => {
    await deliver(t, created());
    await send(t, updated({ first_name: "Augusta", email_addresses: [], updated_at: START + 1 }), {
      id: "msg_b",
    });
    await pass(t);
    expect((await eventOf(t, "msg_b")).changes).toEqual([
      { field: "first_name", from: "Ada", to: "Augusta" },
      { field: "email", from: "a***@example.com", to: null },
    ]);
  });

  it("counts events by hour and by day, type and outcome", async () => {
    await send(t, created());
    await send(t, created({ id: "user_bob", username: "bob" }));
    await send(t, updated({ first_name: 7, updated_at: START + 5 }));
    await pass(t);
    const kinds = [
      { type: "user.created", outcome: "applied", count: 2 },
      { type: "user.updated", outcome: "failed", count: 1 },
    ];
    const midnight = START - 12 * 60 * 60_000;
    expect(await allRows(t, "eventStats")).toMatchObject([
      { span: "hour", start: START, kinds },
      { span: "day", start: midnight, kinds },
    ]);
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

describe("failing", () => {
  const BOB = "user_bob";
  const bad = () => updated({ first_name: { not: "text" }, updated_at: START + 10 });

  it("writes a failure down on event and person, and applies the rest of the batch", async () => {
    await deliver(t, created());
    await send(t, bad(), { id: "msg_bad" });
    await send(t, created({ id: BOB, username: "bob" }), { id: "msg_good" });
    await pass(t);
    expect(await eventOf(t, "msg_bad")).toMatchObject({
      status: "failed",
      attempts: 1,
      error: { kind: "invalid_payload", message: expect.stringContaining("first_name") },
      next_attempt_at: expect.any(Number),
    });
    expect(await eventOf(t, "msg_good")).toMatchObject({ status: "applied" });
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "failed", failure: { kind: "invalid_payload" } });
  });

  it("tries again, later and later, until the event is dead", async () => {
    await send(t, bad(), { id: "msg_bad" });
    await pass(t, 6 * HOUR);
    expect(await eventOf(t, "msg_bad")).toMatchObject({
      status: "dead",
      attempts: 7,
      next_attempt_at: null,
    });
    expect((await findPerson(t)).sync).toMatchObject({ status: "failed" });
    expect(await allRows(t, "inboxEmails")).toEqual([]);
  });

  it("calms down when a newer event can be applied", async () => {
    await deliver(t, bad(), updated({ first_name: "Augusta", updated_at: START + 20 }));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Augusta", email: "ada@example.com" });
    expect(sync).toMatchObject({ status: "in_sync", failure: null });
    await pass(t, HOUR);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("does not alarm about an event that is older than what is known", async () => {
    await deliver(t, updated({ updated_at: START + 20 }), bad());
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
    expect((await allRows(t, "inboxEvents")).at(-1)).toMatchObject({ status: "stale" });
  });

  it("is taken up again by the cron when the drain itself was lost", async () => {
    await t.run(async (ctx) => {
      const lost = await ctx.scheduler.runAfter(0, internal.counts.fold, {});
      await ctx.db.insert("inboxState", {
        ...NO_RHYTHM,
        drain_job: lost,
      });
    });
    await pass(t);
    await send(t, created(), { id: "msg_a" });
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "received" });
    await t.mutation(internal.inbox.wake, {});
    await pass(t);
    expect(await eventOf(t, "msg_a")).toMatchObject({ status: "applied" });
  });
});

describe("draining", () => {
  it("takes more events than fit in a batch, with one job at a time", async () => {
    for (let index = 0; index < 105; index++) {
      const id = `user_${index}`;
      await send(t, created({ id, username: `u${index}` }));
    }
    const scheduled = async () =>
      await t.run(async (ctx) => {
        const jobs = await ctx.db.system.query("_scheduled_functions").collect();
        return jobs.filter(({ state }) => state.kind === "pending").length;
      });
    expect(await scheduled()).toBe(1);
    await pass(t);
    expect((await allRows(t, "userSync")).map(({ status }) => status)).toEqual(
      new Array(105).fill("in_sync"),
    );
    const kinds = [{ type: "user.created", count: 105 }];
    expect(await allRows(t, "eventStats")).toMatchObject([{ kinds }, { kinds }]);
    expect(await allRows(t, "inboxState")).toMatchObject([{ drain_job: null }]);
  });

  it("keeps what it needs to know of Clerk by the person's id", async () => {
    await deliver(t, created());
    expect((await findPerson(t)).sync).toMatchObject({
      externalId: ADA,
      clerk_updated_at: START,
      last_event_at: START,
      clerk: { username: "ada", email_masked: "a***@example.com", has_image: true },
    });
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
