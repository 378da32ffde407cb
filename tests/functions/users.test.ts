import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import { ADA, created, deleted, deliver, updated } from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
let ada: ReturnType<typeof signedIn>;
beforeEach(() => {
  t = startBackend();
  ada = signedIn(t, ADA);
});
afterEach(stopBackend);

const save = (operation_id: string, changes: Record<string, string | string[]>) =>
  ada.mutation(api.users.updateProfile, { operation_id, changes });
const settle = (operation_id: string, clerk: Parameters<typeof report>[1]) =>
  report(operation_id, clerk);
function report(
  operation_id: string,
  clerk:
    | { status: "done"; updated_at?: number }
    | { status: "refused"; code: string; message: string; field: string | null }
    | { status: "unreachable"; message: string },
) {
  return ada.mutation(api.users.settleProfileWrite, { operation_id, clerk });
}
const taken = {
  status: "refused",
  code: "form_identifier_exists",
  message: "That username is taken.",
  field: "username",
} as const;

describe("who may", () => {
  it("reads nothing when signed out, and nothing before there is a row", async () => {
    await deliver(t, created());
    expect(await t.query(api.users.current, {})).toBeNull();
    const bob = signedIn(t, "user_bob");
    expect(await bob.query(api.users.current, {})).toBeNull();
  });

  it("saves only when signed in, and only to a profile of one's own", async () => {
    const args = { operation_id: "op", changes: { first_name: "Eve" } };
    await expect(t.mutation(api.users.updateProfile, args)).rejects.toMatchObject({
      data: { code: "not_signed_in" },
    });
    await expect(ada.mutation(api.users.updateProfile, args)).rejects.toMatchObject({
      data: { code: "no_profile" },
    });
  });

  it("settles no save of somebody else's", async () => {
    await deliver(t, created(), created({ id: "user_bob", username: "bob" }));
    await save("op_1", { first_name: "Augusta" });
    const bob = signedIn(t, "user_bob");
    await expect(
      bob.mutation(api.users.settleProfileWrite, { operation_id: "op_1", clerk: taken }),
    ).rejects.toMatchObject({ data: { code: "unknown_operation" } });
    await expect(
      bob.mutation(api.users.updateProfile, { operation_id: "op_1", changes: {} }),
    ).rejects.toMatchObject({ data: { code: "unknown_operation" } });
  });
});

describe("a username", () => {
  const isFree = (username: string, who = ada) => who.query(api.users.isUsernameFree, { username });
  beforeEach(async () => {
    await deliver(t, created({ username: "ada" }), created({ id: "user_bob", username: "bob" }));
  });

  it("is free when nobody has it, and when it is one's own", async () => {
    expect(await isFree("grace")).toBe(true);
    expect(await isFree("ada")).toBe(true);
    expect(await isFree("ada", signedIn(t, "user_bob"))).toBe(false);
  });

  it("is taken however somebody writes it, as to Clerk", async () => {
    expect(await isFree("bob")).toBe(false);
    expect(await isFree(" Bob ")).toBe(false);
  });

  it("is nobody's when there is none", async () => {
    expect(await isFree("  ")).toBe(true);
  });

  it("is told to nobody who is signed out", async () => {
    await expect(t.query(api.users.isUsernameFree, { username: "bob" })).rejects.toMatchObject({
      data: { code: "not_signed_in" },
    });
  });
});

describe("a save", () => {
  beforeEach(async () => {
    await deliver(t, created());
  });

  it("shows at once, and is pending until Clerk's webhook echoes it", async () => {
    expect(await save("op_1", { first_name: "Augusta", last_name: "Lovelace" })).toEqual({
      operation_id: "op_1",
      changed: ["first_name"],
    });
    expect(await ada.query(api.users.current, {})).toMatchObject({
      first_name: "Augusta",
      sync: {
        status: "pending",
        pending: [{ operation_id: "op_1", fields: ["first_name"], clerk: "pending" }],
      },
    });
    expect(await settle("op_1", { status: "done", updated_at: START + 50 })).toEqual({
      clerk: "done",
      undone: [],
    });
    expect(await ada.query(api.users.current, {})).toMatchObject({ sync: { status: "pending" } });

    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 50 }));
    expect(await ada.query(api.users.current, {})).toMatchObject({
      first_name: "Augusta",
      sync: { status: "in_sync", pending: [], last_refusal: null },
    });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "done", confirmed_by: "webhook", open: false },
    ]);
  });

  it("is confirmed by an echo that comes before the browser's report", async () => {
    await save("op_1", { first_name: "Augusta" });
    await deliver(t, updated({ first_name: "Augusta", updated_at: START + 50 }));
    expect(await settle("op_1", { status: "done", updated_at: START + 50 })).toEqual({
      clerk: "done",
      undone: [],
    });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("yields to a newer value of Clerk's that came before the browser's report", async () => {
    await save("op_1", { first_name: "Augusta" });
    await deliver(t, updated({ first_name: "Countess", updated_at: START + 90 }));
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
    await settle("op_1", { status: "done", updated_at: START + 50 });
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Countess" });
    expect(sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ confirmed_by: "client" }]);
  });

  it("is not flickered away by an older webhook", async () => {
    await save("op_1", { first_name: "Augusta" });
    await settle("op_1", { status: "done", updated_at: START + 50 });
    await deliver(t, updated({ last_name: "King", updated_at: START + 20 }));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Augusta", last_name: "King" });
    expect(sync).toMatchObject({ status: "pending", drifted_fields: [] });
  });

  it("is done once when it is sent twice", async () => {
    const first = await save("op_1", { first_name: "Augusta" });
    await save("op_2", { first_name: "Countess" });
    expect(await save("op_1", { first_name: "Augusta" })).toEqual(first);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Countess" });
    expect(await allRows(t, "outboxWrites")).toHaveLength(2);
  });

  it("that changes nothing costs nothing", async () => {
    expect(await save("op_1", { first_name: " Ada " })).toMatchObject({ changed: [] });
    expect(await allRows(t, "outboxWrites")).toEqual([]);
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("of Convex's own fields is not pending, and no webhook touches it", async () => {
    await save("op_1", { interests: [" chess ", "chess", ""] });
    expect(await ada.query(api.users.current, {})).toMatchObject({
      interests: ["chess"],
      sync: { status: "in_sync" },
    });
    await deliver(t, updated({ updated_at: START + 50 }));
    expect((await findPerson(t)).profile).toMatchObject({ interests: ["chess"] });
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ clerk: "done", open: false }]);
  });

  it("empties a name with an empty text", async () => {
    await save("op_1", { last_name: "  " });
    expect((await findPerson(t)).profile).toMatchObject({ last_name: null });
  });

  it("says which field it cannot take", async () => {
    await expect(save("op_1", { username: "a b" })).rejects.toMatchObject({
      data: { code: "invalid_field", field: "username" },
    });
    await expect(save("", { username: "ab" })).rejects.toMatchObject({
      data: { code: "invalid_field", field: "operation_id" },
    });
  });

  it("is held up after many in a short time, with the wait, and for that person only", async () => {
    await deliver(t, created({ id: "user_bob", username: "bob" }));
    for (let index = 0; index < 10; index++) await save(`op_${index}`, { first_name: `A${index}` });
    await expect(save("op_10", { first_name: "B" })).rejects.toMatchObject({
      data: { code: "rate_limited", retry_after_ms: expect.any(Number) },
    });
    await signedIn(t, "user_bob").mutation(api.users.updateProfile, {
      operation_id: "op_bob",
      changes: { first_name: "Bob" },
    });
    await pass(t, 3_000);
    await save("op_10", { first_name: "B" });
  });

  it("is not for a person who is deleted", async () => {
    await deliver(t, deleted(START + 1));
    expect(await ada.query(api.users.current, {})).toBeNull();
    await expect(save("op_1", { first_name: "A" })).rejects.toMatchObject({
      data: { code: "no_profile" },
    });
  });

  it("can be made by server code that knows whose it is", async () => {
    const changes = { first_name: "Augusta" };
    await t.mutation(internal.users.updateProfileInternal, {
      externalId: ADA,
      operation_id: "op_1",
      changes,
    });
    expect((await findPerson(t)).profile).toMatchObject(changes);
  });
});

describe("a refusal", () => {
  beforeEach(async () => {
    await deliver(t, created());
  });

  it("gives Convex the previous values back, and is told with its field", async () => {
    await save("op_1", { username: "grace", first_name: "Grace", interests: ["chess"] });
    expect(await settle("op_1", taken)).toEqual({
      clerk: "refused",
      undone: ["username", "first_name"],
    });
    expect(await ada.query(api.users.current, {})).toMatchObject({
      username: "ada",
      first_name: "Ada",
      interests: ["chess"],
      sync: {
        status: "in_sync",
        pending: [],
        last_refusal: { operation_id: "op_1", field: "username", code: "form_identifier_exists" },
      },
    });
  });

  it("leaves alone what a newer save has changed since", async () => {
    await save("op_1", { username: "grace", first_name: "Grace" });
    await save("op_2", { first_name: "Augusta" });
    expect(await settle("op_1", taken)).toEqual({ clerk: "refused", undone: ["username"] });
    expect((await findPerson(t)).profile).toMatchObject({ username: "ada", first_name: "Augusta" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "pending" });
  });

  it("of two saves of one field goes back to before both", async () => {
    await save("op_1", { username: "grace" });
    await save("op_2", { username: "hedy" });
    await settle("op_1", taken);
    await settle("op_2", taken);
    expect((await findPerson(t)).profile).toMatchObject({ username: "ada" });
  });

  it("goes back to what Clerk has by then, when that is newer than the save", async () => {
    await save("op_1", { username: "grace" });
    await deliver(t, updated({ username: "countess", updated_at: START + 20 }));
    expect((await findPerson(t)).profile).toMatchObject({ username: "grace" });
    await settle("op_1", taken);
    expect((await findPerson(t)).profile).toMatchObject({ username: "countess" });
  });

  it("is told no longer once a newer save was made, and only counts once", async () => {
    await save("op_1", { username: "grace" });
    await settle("op_1", taken);
    expect(await settle("op_1", { status: "done" })).toEqual({ clerk: "refused", undone: [] });
    await save("op_2", { username: "hedy" });
    expect(await ada.query(api.users.current, {})).toMatchObject({
      username: "hedy",
      sync: { last_refusal: null },
    });
  });
});

describe("a person without a webhook", () => {
  const identity = {
    subject: ADA,
    issuer: "https://clerk.test",
    nickname: "ada",
    givenName: "Ada",
    familyName: "Lovelace",
    email: "ada@example.com",
    pictureUrl: "https://img.clerk.test/ada",
  };

  it("gets a row from the token, once, which the webhook corrects", async () => {
    const me = t.withIdentity(identity);
    expect(await me.mutation(api.users.ensureUser, {})).toEqual({ created: true, deleted: false });
    expect(await me.mutation(api.users.ensureUser, {})).toEqual({ created: false, deleted: false });
    expect(await me.query(api.users.current, {})).toMatchObject({
      first_name: "Ada",
      email: "ada@example.com",
      sync: { status: "in_sync" },
    });
    await deliver(t, created({ first_name: "Augusta", updated_at: START - 1_000 }));
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
  });

  it("is not brought back by a token that outlives the person", async () => {
    await deliver(t, deleted(START));
    expect(await t.withIdentity(identity).mutation(api.users.ensureUser, {})).toEqual({
      created: false,
      deleted: true,
    });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: null, email: null });
  });
});
