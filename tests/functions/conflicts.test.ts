import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import type { MutationCtx } from "../../convex/_generated/server";
import { noteWord, type ClerkWord } from "../../convex/lib/clerkWords";
import { loadPerson } from "../../convex/lib/people";
import { sendToClerk, takeFromClerk } from "../../convex/lib/resolutions";
import {
  ADA,
  clerkUser,
  created,
  deliver,
  refusal,
  stubBackendApi,
  updated,
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
const me = () => signedIn(t, ADA);
const save = async (changes: Record<string, string>, operation_id = "op_1") =>
  await me().mutation(api.users.updateProfile, { operation_id, changes });
const settleDone = async (updated_at: number, operation_id = "op_1") =>
  await me().mutation(api.users.settleProfileWrite, {
    operation_id,
    clerk: { status: "done", updated_at },
  });

/** The person as a scan sees them in Clerk. */
const word = (changes: Partial<ClerkWord["profile"]>, updated_at: number): ClerkWord => ({
  profile: {
    username: "ada",
    first_name: "Ada",
    last_name: "Lovelace",
    email: "ada@example.com",
    image_url: "https://img.clerk.test/ada",
    has_image: true,
    ...changes,
  },
  created_at: START,
  updated_at,
  event_at: null,
  knowsEmail: true,
});

/** Does something to Ada in one transaction. */
const withAda = async <T>(
  work: (ctx: MutationCtx, person: Awaited<ReturnType<typeof loadPerson>>) => Promise<T>,
): Promise<T> => await t.run(async (ctx) => await work(ctx, await loadPerson(ctx, ADA)));

describe("a save that meets an edit in Clerk", () => {
  it("keeps its own fields and takes the others, field by field", async () => {
    await save({ first_name: "Augusta" });
    await deliver(t, updated({ last_name: "King", updated_at: START + 10 }));
    expect((await findPerson(t)).profile).toMatchObject({
      first_name: "Augusta",
      last_name: "King",
    });
  });

  it("stands over an older value, and the event says what it held back", async () => {
    await save({ first_name: "Augusta" });
    await deliver(t, updated({ first_name: "Countess", updated_at: START + 10 }));
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Augusta" });
    const event = (await allRows(t, "inboxEvents")).at(-1);
    expect(event).toMatchObject({
      changes: [],
      held_back: [{ field: "first_name", value: "Countess", operation_id: "op_1" }],
    });
  });

  it("loses to a newer value of Clerk's, and is seen to have lost", async () => {
    await save({ first_name: "Augusta", last_name: "King" });
    await settleDone(START + 10);
    await deliver(
      t,
      updated({ first_name: "Countess", last_name: "King", updated_at: START + 20 }),
    );
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Countess" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      {
        clerk: "done",
        overruled: [{ field: "first_name", requested: "Augusta", clerk: "Countess" }],
      },
    ]);
  });

  it("loses the same way when a check finds out instead of a webhook", async () => {
    stubBackendApi({
      GET: () => Response.json(clerkUser({ first_name: "Countess", updated_at: START + 20 })),
    });
    await save({ first_name: "Augusta" });
    await pass(t, 31 * SECOND);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      {
        clerk: "superseded",
        overruled: [{ field: "first_name", requested: "Augusta", clerk: "Countess" }],
      },
    ]);
  });

  it("has lost nothing to the person's own newer save", async () => {
    await save({ first_name: "Augusta" });
    await settleDone(START + 10);
    await save({ first_name: "Countess" }, "op_2");
    await settleDone(START + 20, "op_2");
    await deliver(t, updated({ first_name: "Countess", updated_at: START + 20 }));
    expect(await allRows(t, "outboxWrites")).toMatchObject([{ overruled: [] }, { overruled: [] }]);
  });
});

describe("a word that a scan notes", () => {
  it("opens a difference and leaves the profile as it is", async () => {
    await withAda((ctx, person) => noteWord(ctx, person, word({ first_name: "Grace" }, START + 5)));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "drifted", drifted_fields: ["first_name"] });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      { kind: "field_mismatch", clerk: "Grace", convex: "Ada", found_by: "scan" },
    ]);
  });

  it("finds an address that differs though both look the same once masked", async () => {
    await withAda((ctx, person) =>
      noteWord(ctx, person, word({ email: "anna@example.com" }, START + 5)),
    );
    expect((await findPerson(t)).sync).toMatchObject({ drifted_fields: ["email"] });
  });

  it("sees no difference in initials that Clerk has drawn anew", async () => {
    const picture = (initials: string) =>
      `https://img.clerk.com/${btoa(JSON.stringify({ type: "default", initials }))}`;
    const drawn = { image_url: picture("AL"), has_image: false };
    await deliver(t, updated({ ...drawn, updated_at: START + 1 }));
    await withAda((ctx, person) =>
      noteWord(ctx, person, word({ ...drawn, image_url: picture("GH") }, START + 5)),
    );
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  });

  it("is a stale picture when somebody else's upload is shown", async () => {
    await withAda((ctx, person) =>
      noteWord(ctx, person, word({ image_url: "https://img.clerk.test/other" }, START + 5)),
    );
    expect(await allRows(t, "driftFindings")).toMatchObject([{ kind: "stale_avatar" }]);
  });

  it("yields to a newer one, closes what is equal again, and never undoes a deletion", async () => {
    await withAda((ctx, person) => noteWord(ctx, person, word({ first_name: "Grace" }, START + 5)));
    const older = await withAda((ctx, person) => noteWord(ctx, person, word({}, START - 5)));
    expect(older).toEqual({ applied: false });
    await withAda((ctx, person) => noteWord(ctx, person, word({}, START + 6)));
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "driftFindings")).toMatchObject([{ resolution: "convex_won" }]);
  });
});

describe("ending a difference", () => {
  beforeEach(async () => {
    await withAda((ctx, person) =>
      noteWord(ctx, person, word({ first_name: "Grace", last_name: "Hopper" }, START + 5)),
    );
  });

  it("towards Clerk changes Convex, only in the fields that were chosen", async () => {
    const { taken } = await withAda((ctx, person) => takeFromClerk(ctx, person, ["first_name"]));
    expect(taken).toEqual(["first_name"]);
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Grace", last_name: "Lovelace" });
    expect(sync).toMatchObject({ drifted_fields: ["last_name"] });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      { field: "first_name", resolution: "clerk_won" },
      { field: "last_name", resolved_at: null },
    ]);
  });

  it("towards Clerk says when it has to be asked for a hidden address", async () => {
    await withAda((ctx, person) =>
      noteWord(ctx, person, word({ email: "anna@example.com" }, START + 6)),
    );
    expect(await withAda((ctx, person) => takeFromClerk(ctx, person, ["email"]))).toEqual({
      taken: [],
      unknown: ["email"],
    });
  });

  it("towards Convex changes Clerk at once, and is over when Clerk has it", async () => {
    const calls = stubBackendApi({
      GET: () =>
        Response.json(
          clerkUser({ first_name: "Grace", last_name: "Hopper", updated_at: START + 5 }),
        ),
      PATCH: (body) =>
        Response.json(clerkUser({ last_name: "Hopper", ...body, updated_at: START + 50 })),
    });
    const { sent } = await withAda((ctx, person) =>
      sendToClerk(ctx, person, ["first_name"], "repair_1"),
    );
    expect(sent).toEqual(["first_name"]);
    await pass(t);
    expect(calls.at(-1)).toEqual({ method: "PATCH", body: { first_name: "Ada" } });
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada" });
    expect(await allRows(t, "driftFindings")).toMatchObject([
      { field: "first_name", resolution: "convex_won" },
      { field: "last_name", resolved_at: null },
    ]);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { origin: "repair", clerk: "done", confirmed_by: "check", open: false },
    ]);
  });

  it("towards Convex that Clerk refuses leaves the difference, with the reason", async () => {
    stubBackendApi({
      GET: () => Response.json(clerkUser({ first_name: "Grace", updated_at: START + 5 })),
      PATCH: () => refusal(422, "form_param_invalid", "first_name"),
    });
    await withAda((ctx, person) => sendToClerk(ctx, person, ["first_name"], "repair_1"));
    await pass(t);
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { clerk: "refused", error: { code: "form_param_invalid" } },
    ]);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada" });
    expect((await findPerson(t)).sync?.drifted_fields).toContain("first_name");
  });

  it("towards Convex is refused for what Clerk alone can change, or Convex does not have", async () => {
    const { sent, refused } = await withAda((ctx, person) =>
      sendToClerk(ctx, person, ["email", "image_url"], "repair_1"),
    );
    expect(sent).toEqual([]);
    expect(refused.map(({ field }) => field)).toEqual(["email", "image_url"]);
    expect(await allRows(t, "outboxWrites")).toEqual([]);
  });
});

describe("a difference that a given-up save has left", () => {
  it("ends towards Clerk with the save overruled, so that nothing stands over Clerk", async () => {
    stubBackendApi({ GET: () => new Response("{}", { status: 500 }) });
    await save({ first_name: "Augusta" });
    for (let turn = 0; turn < 40; turn++) {
      await pass(t, 60 * SECOND);
      await t.mutation(internal.outbox.sweep, {});
    }
    expect((await findPerson(t)).sync).toMatchObject({ drifted_fields: ["first_name"] });
    await withAda((ctx, person) => takeFromClerk(ctx, person, ["first_name"]));
    const { profile, sync } = await findPerson(t);
    expect(profile).toMatchObject({ first_name: "Ada" });
    expect(sync).toMatchObject({ status: "in_sync" });
    expect(await allRows(t, "outboxWrites")).toMatchObject([
      { open: false, overruled: [{ field: "first_name", requested: "Augusta", clerk: "Ada" }] },
    ]);
  });
});
