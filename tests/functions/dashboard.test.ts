import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import {
  ADA,
  created,
  deleted,
  deliver,
  send,
  stubBackendApi,
  updated,
  userEvent,
} from "./support/clerk";
import { allRows } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
let support: ReturnType<typeof signedIn>;
beforeEach(() => {
  t = startBackend();
  support = signedIn(t, "user_staff", "support");
});
afterEach(stopBackend);

const MINUTE = 60_000;
const BOB = "user_bob";
const bob = { id: BOB, username: "bob", first_name: "Bob", last_name: null };
const paginationOpts = { numItems: 10, cursor: null };
const overview = () => support.query(api.dashboard.overview, { now: Date.now() });
const users = async (filter: { status?: "pending" | "deleted" | "in_sync"; search?: string }) =>
  (await support.query(api.dashboard.listUsers, { paginationOpts, ...filter })).page;

describe("who may look", () => {
  const calls = {
    viewer: (as: ReturnType<typeof signedIn>) => as.query(api.dashboard.viewer, {}),
    overview: (as: ReturnType<typeof signedIn>) => as.query(api.dashboard.overview, { now: START }),
    listUsers: (as: ReturnType<typeof signedIn>) =>
      as.query(api.dashboard.listUsers, { paginationOpts }),
    getUser: (as: ReturnType<typeof signedIn>) =>
      as.query(api.dashboard.getUser, { externalId: ADA }),
    listEvents: (as: ReturnType<typeof signedIn>) =>
      as.query(api.dashboard.listEvents, { paginationOpts }),
    getEvent: (as: ReturnType<typeof signedIn>) =>
      as.query(api.dashboard.getEvent, { svix_id: "msg_a" }),
  };

  it.each(Object.entries(calls))("%s is for support and admins alone", async (_, call) => {
    await call(signedIn(t, "user_staff", "support"));
    await call(signedIn(t, "user_boss", "admin"));
    await expect(call(t)).rejects.toMatchObject({ data: { code: "not_signed_in" } });
    const claim = { subject: ADA, issuer: "https://clerk.test", role: "superuser" };
    for (const stranger of [signedIn(t, ADA), t.withIdentity(claim)]) {
      await expect(call(stranger)).rejects.toMatchObject({
        data: { code: "not_permitted", needs: "support" },
      });
    }
  });
});

describe("the viewer", () => {
  it("is told their own role, and nobody else's", async () => {
    expect(await support.query(api.dashboard.viewer, {})).toEqual({ role: "support" });
    const admin = signedIn(t, "user_boss", "admin");
    expect(await admin.query(api.dashboard.viewer, {})).toEqual({ role: "admin" });
  });
});

describe("the overview", () => {
  it("counts people by status, at once and after the counts were folded", async () => {
    await deliver(t, created(), created(bob), created({ id: "user_eve", username: "eve" }));
    await deliver(t, deleted(START + 1, "user_eve"));
    await signedIn(t, ADA).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Augusta" },
    });
    const counts = { in_sync: 1, pending: 1, drifted: 0, failed: 0, deleted: 1 };
    expect((await overview()).counts).toEqual(counts);

    vi.setSystemTime(START + 10_000);
    await t.mutation(internal.counts.fold, {});
    expect(await allRows(t, "statusDeltas")).toEqual([]);
    expect((await overview()).counts).toEqual(counts);
  });

  it("leaves the newest changes for a later fold, so that nobody waits for it", async () => {
    await deliver(t, created());
    await t.mutation(internal.counts.fold, {});
    expect(await allRows(t, "statusDeltas")).toHaveLength(1);
  });

  it("shows the last 24 hours of events by hour, type and outcome", async () => {
    await deliver(t, created());
    vi.setSystemTime(START + 23 * 60 * MINUTE);
    await deliver(t, updated({ updated_at: START + 1 }), updated({ updated_at: START - 1 }));
    const hour = START + 23 * 60 * MINUTE;
    expect((await overview()).events.hours).toEqual([
      { hour: START, type: "user.created", outcome: "applied", count: 1 },
      { hour, type: "user.updated", outcome: "applied", count: 1 },
      { hour, type: "user.updated", outcome: "stale", count: 1 },
    ]);
    vi.setSystemTime(START + 24 * 60 * MINUTE);
    expect((await overview()).events.hours).toHaveLength(2);
  });

  it("tells when the last event came, and since when one waits", async () => {
    await send(t, created());
    expect(await overview()).toMatchObject({ last_event_at: START, oldest_unprocessed_at: START });
    await pass(t);
    expect(await overview()).toMatchObject({ last_event_at: START, oldest_unprocessed_at: null });
  });

  it("says when so many changed at once that the newest are not counted yet", async () => {
    await t.run(async (ctx) => {
      for (let n = 0; n < 60; n++)
        await ctx.db.insert("statusDeltas", { from: null, to: "in_sync" });
    });
    expect(await overview()).toMatchObject({ counts_lag: true });
    vi.setSystemTime(START + 10_000);
    await t.mutation(internal.counts.fold, {});
    expect(await overview()).toMatchObject({ counts_lag: false, counts: { in_sync: 60 } });
  });

  it("has counted a burst of events within seconds after it", async () => {
    for (let n = 0; n < 60; n++) await send(t, created({ id: `user_${n}`, username: `u${n}` }));
    await pass(t, 5_000);
    expect(await allRows(t, "statusDeltas")).toEqual([]);
    expect(await overview()).toMatchObject({ counts_lag: false, counts: { in_sync: 60 } });
  });
});

describe("the list of people", () => {
  it("has the newest activity first, with e-mails masked", async () => {
    await deliver(t, created());
    vi.setSystemTime(START + 1_000);
    await deliver(t, created(bob));
    expect(await users({})).toMatchObject([
      { externalId: BOB, name: "Bob", reason: "Clerk and Convex agree." },
      { externalId: ADA, name: "Ada Lovelace", email_masked: "a***@example.com" },
    ]);
    expect(JSON.stringify(await users({}))).not.toContain("ada@example.com");
  });

  it("can be narrowed by status, by search, and by both", async () => {
    await deliver(t, created(), created(bob), deleted(START + 1, BOB));
    expect(await users({ status: "deleted" })).toMatchObject([{ externalId: BOB, name: BOB }]);
    expect(await users({ search: "lovel" })).toMatchObject([{ externalId: ADA }]);
    expect(await users({ search: " " })).toHaveLength(2);
    expect(await users({ search: "ada", status: "deleted" })).toEqual([]);
    expect(await users({ search: "ada", status: "in_sync" })).toHaveLength(1);
  });

  it("comes in pages", async () => {
    await deliver(t, created(), created(bob));
    const first = await support.query(api.dashboard.listUsers, {
      paginationOpts: { numItems: 1, cursor: null },
    });
    const second = await support.query(api.dashboard.listUsers, {
      paginationOpts: { numItems: 1, cursor: first.continueCursor },
    });
    const ids = [...first.page, ...second.page].map(({ externalId }) => externalId);
    expect(ids.sort()).toEqual([ADA, BOB]);
  });

  it("shows a person of whom only a failed event is known", async () => {
    await deliver(t, created({ first_name: [] }));
    expect(await users({})).toMatchObject([
      { name: ADA, status: "failed", reason: expect.stringContaining("first_name") },
    ]);
  });
});

describe("one person", () => {
  const detail = () => support.query(api.dashboard.getUser, { externalId: ADA });

  it("is null when nobody has heard of them", async () => {
    expect(await detail()).toBeNull();
  });

  it("is shown with both sides of every field, what is pending and what differs", async () => {
    await deliver(t, created());
    await signedIn(t, ADA).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Augusta", interests: ["chess", "maths"] },
    });
    const person = await detail();
    expect(person).toMatchObject({
      status: "pending",
      reason: "Waiting for Clerk to confirm the new first name.",
      writes: [{ operation_id: "op_1", clerk: "pending", requested: { first_name: "Augusta" } }],
      events: [{ type: "user.created", status: "applied" }],
    });
    const fields = new Map(person?.fields.map((row) => [row.field, row]));
    expect(fields.get("first_name")).toMatchObject({
      field: "first_name",
      label: "First name",
      owner: "clerk",
      convex: "Augusta",
      clerk: "Ada",
      differs: true,
      pending: true,
    });
    expect(fields.get("email")).toMatchObject({ convex: "a***@example.com", differs: false });
    expect(fields.get("interests")).toMatchObject({ convex: "chess, maths", differs: false });
    expect(JSON.stringify(person)).not.toContain("ada@example.com");
  });

  it("is shown with the differences that a given-up save left", async () => {
    stubBackendApi({ GET: () => new Response("", { status: 503 }) });
    await deliver(t, created());
    await signedIn(t, ADA).mutation(api.users.updateProfile, {
      operation_id: "op_1",
      changes: { first_name: "Augusta" },
    });
    await pass(t, 60 * MINUTE);
    expect(await detail()).toMatchObject({
      status: "drifted",
      reason: "Clerk has another first name than Convex.",
      findings: [{ field: "first_name", clerk: "Ada", convex: "Augusta", resolved_at: null }],
      writes: [{ clerk: "gave_up", error: { code: "http_503" } }],
    });
  });
});

describe("the list of events", () => {
  it("answers every combination of its filters, newest first, without payloads", async () => {
    await deliver(t, created());
    vi.setSystemTime(START + 1_000);
    await deliver(t, created(bob));
    vi.setSystemTime(START + 2_000);
    await deliver(t, updated({ updated_at: START - 1 }));
    const all = await support.query(api.dashboard.listEvents, { paginationOpts });
    expect(all.page.map(({ type, externalId, status }) => [type, externalId, status])).toEqual([
      ["user.updated", ADA, "stale"],
      ["user.created", BOB, "applied"],
      ["user.created", ADA, "applied"],
    ]);
    expect(all.page[0]).not.toHaveProperty("payload");

    for (const type of [undefined, "user.created"]) {
      for (const status of [undefined, "applied" as const]) {
        for (const externalId of [undefined, ADA]) {
          const { page } = await support.query(api.dashboard.listEvents, {
            paginationOpts,
            type,
            status,
            externalId,
          });
          const expected = all.page.filter(
            (event) =>
              event.type === (type ?? event.type) &&
              event.status === (status ?? event.status) &&
              event.externalId === (externalId ?? event.externalId),
          );
          expect(page).toEqual(expected);
        }
      }
    }
  });

  it("shows an event of another kind by the user that it names", async () => {
    await deliver(t, userEvent("session.created", { id: "sess_1", user_id: ADA }));
    const { page } = await support.query(api.dashboard.listEvents, {
      paginationOpts,
      externalId: ADA,
    });
    expect(page).toMatchObject([{ type: "session.created", status: "ignored" }]);
  });
});

describe("one event", () => {
  it("is found by its svix-id, and is null when none came", async () => {
    await send(t, created(), { id: "msg_a" });
    const find = (svix_id: string) => support.query(api.dashboard.getEvent, { svix_id });
    expect(await find("msg_a")).toMatchObject({ svix_id: "msg_a", status: "received" });
    expect(await find("msg_b")).toBeNull();
  });
});
