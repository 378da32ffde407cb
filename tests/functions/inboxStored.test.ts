import { afterEach, beforeEach, describe, expect, it } from "vitest";
import schema from "../../convex/schema";
import { clerkUser, created, deliver, send, updated, userEvent, type Json } from "./support/clerk";
import { allRows, eventOf } from "./support/read";
import { pass, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** What of an event is kept, and what of it never is. */

let t: Backend;
beforeEach(() => {
  t = startBackend();
});
afterEach(stopBackend);

const statuses = async () => (await allRows(t, "inboxEvents")).map(({ status }) => status);

describe("what is stored", () => {
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

describe("no secret", () => {
  const SECRETS = [
    "s-private-metadata",
    "s-public-metadata",
    "s-unsafe-metadata",
    "+441234567890",
    "203.0.113.9",
    "s-user-agent",
    "s-session-token",
    "s-otp",
    "s-external-account-token",
    "s-new-field",
    "second@example.com",
  ];

  it("is in any row of any table, whatever became of the event", async () => {
    const secrets = {
      private_metadata: { plan: "s-private-metadata" },
      public_metadata: { plan: "s-public-metadata" },
      unsafe_metadata: { plan: "s-unsafe-metadata" },
      phone_numbers: [{ id: "idn_3", phone_number: "+441234567890" }],
      external_accounts: [{ access_token: "s-external-account-token" }],
      session_token: "s-session-token",
      a_new_field: "s-new-field",
      email_addresses: [
        { id: "idn_1", email_address: "second@example.com" },
        { id: "idn_2", email_address: "ada@example.com", verification: { code: "s-otp" } },
      ],
    };
    const envelope = {
      event_attributes: { http_request: { client_ip: "203.0.113.9", user_agent: "s-user-agent" } },
    };
    const event = (type: string, overrides: Json = {}) =>
      userEvent(type, clerkUser({ ...secrets, ...overrides }), envelope);
    await deliver(
      t,
      event("user.created"),
      event("user.updated", { first_name: ["s-new-field"], updated_at: START + 1 }),
      event("user.updated", { email_addresses: "second@example.com", updated_at: START + 2 }),
      event("user.updated", { updated_at: START - 1 }),
      event("user.invented"),
      event("session.created"),
      event("email.created", { body: "s-otp", to_email_address: "second@example.com" }),
      event("user.updated", { id: ["s-new-field"] }),
    );
    await send(t, `{"type": "user.updated", "data": "s-new-field"}`);
    await pass(t, 10 * 60_000);
    expect(new Set(await statuses())).toEqual(new Set(["applied", "dead", "stale", "ignored"]));

    const text = JSON.stringify(await everything());
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  it("but a person's own address is in users, and there alone once events are over", async () => {
    await deliver(t, created(), updated({ first_name: "Augusta", updated_at: START + 1 }));
    const { users, ...rest } = await everything();
    expect(JSON.stringify(users)).toContain("ada@example.com");
    expect(JSON.stringify(rest)).not.toContain("ada@example.com");
  });

  async function everything(): Promise<Record<string, unknown[]>> {
    const tables = Object.keys(schema.tables) as (keyof typeof schema.tables)[];
    const rows: Record<string, unknown[]> = {};
    for (const table of tables) rows[table] = await allRows(t, table);
    expect(rows.inboxEvents).not.toEqual([]);
    return rows;
  }
});
