import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { clerkUser, deleted, deliver, updated, type Json } from "./support/clerk";
import { stubClerkUsers, type ClerkUsers } from "./support/clerkUsers";
import { ADA } from "./support/clerk";
import { allRows, findPerson } from "./support/read";
import { pass, signedIn, startBackend, stopBackend, type Backend } from "./support/setup";

// An app that has added the field of docs/guide/a-synced-field-of-your-own.md to the table of fields.
vi.mock("../../convex/model/fields", async (original) => {
  const kit = await original<typeof import("../../convex/model/fields")>();
  const { OWN_FIELDS } = await import("../../docs/examples/field/locale");
  return {
    ...kit,
    FIELDS: { ...kit.FIELDS, ...OWN_FIELDS },
    FIELD_NAMES: [...kit.FIELD_NAMES, "locale"],
    CLERK_FIELDS: [...kit.CLERK_FIELDS, "locale"],
    MIRRORED_FIELDS: ["locale"],
    isMirrored: (field: string) => field === "locale",
  };
});

const MINUTE = 60_000;

let t: Backend;
let clerk: ClerkUsers;
beforeEach(async () => {
  t = startBackend();
  clerk = stubClerkUsers([clerkUser()]);
  await deliver(t, updated({ locale: "de-CH" }));
  await pass(t, 10 * MINUTE);
});
afterEach(stopBackend);

const boss = () => signedIn(t, "user_boss", "admin");

/** Somebody changes it in Clerk, no webhook tells, and a scan finds it. */
async function changeAndScan(changes: Json, repair: boolean): Promise<void> {
  clerk.people.set(ADA, { ...clerkUser(), ...changes, updated_at: Date.now() });
  await boss().mutation(api.reconcile.start, { repair });
  await pass(t);
}

describe("a field that an app has added", () => {
  it("comes with Clerk's events, and is told among their changes", async () => {
    expect((await findPerson(t)).profile).toMatchObject({ locale: "de-CH", first_name: "Ada" });
    const [event] = await allRows(t, "inboxEvents");
    expect(event?.changes).toContainEqual({ field: "locale", from: null, to: "de-CH" });
    await deliver(t, updated({ locale: null, updated_at: Date.now() }));
    expect((await findPerson(t)).profile).toMatchObject({ locale: null });
  });

  it("stays as it is when something is said that does not speak of it", async () => {
    await deliver(t, updated({ first_name: "Augusta", updated_at: Date.now() }));
    expect(await findPerson(t)).toMatchObject({
      profile: { locale: "de-CH", first_name: "Augusta" },
      sync: { status: "in_sync" },
    });
  });

  it("is found by a scan where the sides differ, and Clerk's value alone can be taken", async () => {
    await changeAndScan({ locale: "fr-CH" }, false);
    expect((await findPerson(t)).sync).toMatchObject({
      status: "drifted",
      drifted_fields: ["locale"],
    });
    const decide = async (winner: "clerk" | "convex") =>
      await boss().mutation(api.reconcile.resolve, { externalId: ADA, fields: ["locale"], winner });
    expect((await decide("convex")).refused).toEqual([
      { field: "locale", message: "This can only be changed in Clerk." },
    ]);
    expect((await decide("clerk")).resolved).toEqual(["locale"]);
    expect((await findPerson(t)).profile).toMatchObject({ locale: "fr-CH" });
  });

  it("is filled in by a scan that repairs, for everybody who was there before it", async () => {
    const { profile, sync } = await findPerson(t);
    if (profile === null || sync?.clerk == null) throw new Error("There is nobody.");
    const { clerk: view } = sync;
    await t.run(async (ctx) => {
      await ctx.db.patch("users", profile._id, { locale: undefined } as object);
      await ctx.db.patch("userSync", sync._id, { clerk: { ...view, locale: undefined } as never });
    });
    await changeAndScan({ locale: "de-CH" }, true);
    expect(await findPerson(t)).toMatchObject({
      profile: { locale: "de-CH" },
      sync: { status: "in_sync" },
    });
  });

  it("goes with the person", async () => {
    await deliver(t, deleted(Date.now()));
    expect((await findPerson(t)).profile).toMatchObject({ locale: null, first_name: null });
  });
});
