import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import {
  ADA,
  clerkUser,
  created,
  deliver,
  refusal,
  stubBackendApi,
  updated,
  type Json,
} from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(async () => {
  t = startBackend();
  await deliver(t, created());
});
afterEach(stopBackend);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A save whose browser never says how Clerk took it. */
async function saveAndClose(changes: Record<string, string>, operation_id = "op_1") {
  await signedIn(t, ADA).mutation(api.users.updateProfile, { operation_id, changes });
}

/** Time passes, with the crons running. */
async function passWithCrons(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    await pass(t, MINUTE);
    await t.mutation(internal.outbox.sweep, {});
    await t.mutation(internal.inbox.wake, {});
  }
  await pass(t);
}

const answer = (overrides: Json) => Response.json(clerkUser(overrides));

describe("a save whose tab was closed", () => {
  it("before Clerk was reached is finished in Clerk", async () => {
    const calls = stubBackendApi({
      GET: () => answer({}),
      PATCH: (body) => answer({ ...body, updated_at: START + 31 * SECOND }),
    });
    await saveAndClose({ first_name: "Augusta" });
    await pass(t, 29 * SECOND);
    expect(calls).toEqual([]);
    await pass(t, 2 * SECOND);
    expect(calls).toEqual([
      { method: "GET", body: null },
      { method: "PATCH", body: { first_name: "Augusta" } },
    ]);
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Augusta" });
    expect(sync).toMatchObject({ status: "in_sync", clerk: { first_name: "Augusta" } });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "done", confirmed_by: "check", attempts: 1, open: false },
    ]);
  });

  it("after Clerk was reached is confirmed without writing to Clerk", async () => {
    const calls = stubBackendApi({
      GET: () => answer({ first_name: "Augusta", updated_at: START + SECOND }),
    });
    await saveAndClose({ first_name: "Augusta" });
    await pass(t, MINUTE);
    expect(calls).toHaveLength(1);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("asks nothing of Clerk when the webhook has confirmed it", async () => {
    const calls = stubBackendApi({});
    await saveAndClose({ first_name: "Augusta" });
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + SECOND }));
    await passWithCrons(5);
    expect(calls).toEqual([]);
  });

  it("is undone when Clerk refuses to have it finished", async () => {
    stubBackendApi({
      GET: () => answer({}),
      PATCH: () => refusal(422, "form_identifier_exists", "username"),
    });
    await saveAndClose({ username: "grace" });
    await pass(t, MINUTE);
    expect((await findPerson(t)).profile).toMatchObject({ username: "ada" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "refused", error: { code: "form_identifier_exists", field: "username" } },
    ]);
  });

  it("yields, field by field, to what was changed in Clerk since", async () => {
    const calls = stubBackendApi({
      GET: () => answer({ first_name: "Countess", updated_at: START + SECOND }),
      PATCH: (body) => answer({ first_name: "Countess", ...body, updated_at: START + 31 * SECOND }),
    });
    await saveAndClose({ first_name: "Augusta", last_name: "King" });
    await pass(t, MINUTE);
    expect(calls.at(-1)).toEqual({ method: "PATCH", body: { last_name: "King" } });
    expect((await findPerson(t)).profile).toMatchObject({
      first_name: "Countess",
      last_name: "King",
    });
  });

  it("is superseded when nothing of it is left to finish", async () => {
    stubBackendApi({ GET: () => answer({ first_name: "Countess", updated_at: START + SECOND }) });
    await saveAndClose({ first_name: "Augusta" });
    await pass(t, MINUTE);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Countess" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ clerk: "superseded", open: false }]);
  });

  it("does not put its value over that of a newer save", async () => {
    const patches: Json[] = [];
    let user: Json = {};
    stubBackendApi({
      GET: () => answer(user),
      PATCH: (body) => {
        patches.push(body);
        user = { ...user, ...body, updated_at: Date.now() };
        return answer(user);
      },
    });
    await saveAndClose({ first_name: "Augusta" }, "op_1");
    await pass(t, SECOND);
    await saveAndClose({ first_name: "Countess" }, "op_2");
    await pass(t, MINUTE);
    expect(patches).not.toContainEqual({ first_name: "Augusta" });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Countess" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });
});

describe("a save that Clerk cannot take now", () => {
  const busy = () => refusal(429, "too_many_requests", undefined, { "retry-after": "90" });

  it("waits as long as Clerk asks for", async () => {
    const calls = stubBackendApi({ GET: busy });
    await saveAndClose({ first_name: "Augusta" });
    await pass(t, 31 * SECOND);
    expect(calls).toHaveLength(1);
    await pass(t, 85 * SECOND);
    expect(calls).toHaveLength(1);
    await pass(t, 10 * SECOND);
    expect(calls).toHaveLength(2);
  });

  it("is checked soon after the browser says that Clerk was out of reach", async () => {
    const calls = stubBackendApi({
      GET: () => answer({}),
      PATCH: (body) => answer({ ...body, updated_at: START + 3 * SECOND }),
    });
    await saveAndClose({ first_name: "Augusta" });
    const settled = await signedIn(t, ADA).mutation(api.users.settleProfileWrite, {
      operation_id: "op_1",
      clerk: { status: "unreachable", message: "Failed to fetch" },
    });
    expect(settled).toEqual({ clerk: "unreachable", undone: [] });
    await pass(t, 3 * SECOND);
    expect(calls.at(-1)).toMatchObject({ method: "PATCH" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("is finished though Clerk took an earlier save of the field that nobody had heard of", async () => {
    let inClerk: Json = { first_name: "Augusta", updated_at: START + SECOND };
    stubBackendApi({
      GET: () => answer(inClerk),
      PATCH: (body) => answer((inClerk = { ...body, updated_at: START + MINUTE })),
    });
    await saveAndClose({ first_name: "Augusta" }, "op_1");
    await signedIn(t, ADA).mutation(api.users.settleProfileWrite, {
      operation_id: "op_1",
      clerk: { status: "done", updated_at: START + SECOND },
    });
    await saveAndClose({ first_name: "Countess" }, "op_2");
    await saveAndClose({ first_name: "Enchantress" }, "op_3");
    await passWithCrons(5);

    expect(inClerk).toMatchObject({ first_name: "Enchantress" });
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Enchantress" });
    expect(sync).toMatchObject({ status: "in_sync" });
  });

  it("is given up in the end, and shown as drift with its reason", async () => {
    stubBackendApi({ GET: () => new Response("oops", { status: 500 }) });
    await saveAndClose({ first_name: "Augusta" });
    await passWithCrons(60);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "gave_up", attempts: 8, error: { code: "http_500" }, next_attempt_at: null },
    ]);
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Augusta" });
    expect(sync).toMatchObject({ status: "drifted", drifted_fields: ["first_name"] });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      {
        field: "first_name",
        clerk: "Ada",
        convex: "Augusta",
        found_by: "write",
        resolved_at: null,
      },
    ]);
  });

  it("once given up is ended by Clerk's next word, and the difference stays on record", async () => {
    stubBackendApi({ GET: () => new Response("oops", { status: 500 }) });
    await saveAndClose({ first_name: "Augusta" });
    await passWithCrons(60);
    await deliver(t, updated({}));
    expect((await findPerson(t)).sync).toMatchObject({ status: "drifted" });

    await deliver(t, updated({ last_name: "King", updated_at: START + 1 }));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada", last_name: "King" });
    expect(sync).toMatchObject({ status: "in_sync", drifted_fields: [] });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      { convex: "Augusta", resolution: "clerk_won", resolved_at: expect.any(Number) },
    ]);
  });

  it("says what is not configured, and never shows the key", async () => {
    vi.stubEnv("CLERK_SECRET_KEY", "");
    await saveAndClose({ first_name: "Augusta" });
    await pass(t, 31 * SECOND);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { error: { code: "not_configured", message: expect.stringContaining("CLERK_SECRET_KEY") } },
    ]);
  });
});

describe("the safety net", () => {
  it("asks Clerk about a save that is done but whose echo never came", async () => {
    const calls = stubBackendApi({
      GET: () => answer({ first_name: "Augusta", updated_at: START + SECOND }),
    });
    await saveAndClose({ first_name: "Augusta" });
    await signedIn(t, ADA).mutation(api.users.settleProfileWrite, {
      operation_id: "op_1",
      clerk: { status: "done", updated_at: START + SECOND },
    });
    await pass(t, 50 * SECOND);
    expect(calls).toEqual([]);
    await passWithCrons(2);
    expect(calls).toHaveLength(1);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "done", confirmed_by: "check", open: false },
    ]);
  });

  it("asks again when Clerk refuses the question, for that refuses no save", async () => {
    const answers = [refusal(403, "forbidden")];
    stubBackendApi({
      GET: () => answers.pop() ?? answer({ first_name: "Augusta", updated_at: START + SECOND }),
    });
    await saveAndClose({ first_name: "Augusta" });
    await passWithCrons(5);
    expect(answers).toEqual([]);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "done", confirmed_by: "check", open: false },
    ]);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
  });

  it("begins again when an action was lost", async () => {
    stubBackendApi({ GET: () => answer({ first_name: "Augusta", updated_at: START + SECOND }) });
    await saveAndClose({ first_name: "Augusta" });
    await t.run(async (ctx) => {
      const write = await ctx.db.query("outboxWrites").first();
      if (write === null) throw new Error("no save");
      // As `begin` leaves it while the action runs.
      const lease = { attempts: 1, next_attempt_at: START + 2 * MINUTE };
      await ctx.db.patch("outboxWrites", write._id, lease);
    });
    await pass(t, MINUTE);
    expect((await findPerson(t)).sync).toMatchObject({ status: "pending" });
    await passWithCrons(2);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });
});
