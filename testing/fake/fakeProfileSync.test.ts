import { describe, expect, it } from "vitest";
import { aUser } from "../people/user";
import { clerkIsDown, clerkRefuses, convexRefuses } from "./answers";
import { fakeProfileSync, type FakeProfileSyncOptions } from "./fakeProfileSync";

const ada = aUser().named("Ada", "Lovelace").withUsername("ada_l");

/** After all that is under way: a save does not wait for its report to Convex. */
const reported = () => new Promise((resolve) => setTimeout(resolve));

/** Saves, and answers with the result and with what is there once all has been heard of it. */
async function saving(changes: object, options: Partial<FakeProfileSyncOptions> = {}) {
  const fake = fakeProfileSync({ profile: ada, ...options });
  const result = await fake.profileSync().save(changes);
  await reported();
  return { fake, result, profile: fake.profileSync().profile };
}

describe("a fake profile", () => {
  it("shows a save at once, and is in sync when Clerk's webhook has come", async () => {
    const fake = fakeProfileSync({ profile: ada });
    const saved = fake.profileSync().save({ first_name: "Augusta" });
    expect(fake.profileSync().profile).toMatchObject({
      first_name: "Augusta",
      sync: { status: "pending" },
    });
    await expect(saved).resolves.toMatchObject({ outcome: "saved" });
    await reported();
    expect(fake.profileSync().profile).toMatchObject({
      first_name: "Augusta",
      sync: { status: "in_sync", pending: [] },
    });
  });

  it("stays pending where the webhook stays away", async () => {
    const { profile } = await saving({ first_name: "Augusta" }, { webhooks: false });
    expect(profile).toMatchObject({ first_name: "Augusta", sync: { status: "pending" } });
  });

  it("takes back what Clerk refuses, says why, and keeps what Convex alone owns", async () => {
    const answers = { updateClerkUser: clerkRefuses("username", "Taken.") };
    const wanted = { username: "countess", interests: ["Engines"] };
    const { result, profile } = await saving(wanted, { answers });
    expect(result.fieldErrors.username).toMatchObject({ side: "clerk", message: "Taken." });
    expect(profile).toMatchObject({
      username: "ada_l",
      interests: ["Engines"],
      sync: { status: "in_sync", pending: [], last_refusal: { message: "Taken." } },
    });
  });

  it("keeps a save pending while Clerk does not answer", async () => {
    const answers = { updateClerkUser: clerkIsDown };
    const { result, profile } = await saving({ last_name: "King" }, { answers });
    expect(result.clerk.status).toBe("unreachable");
    expect(profile).toMatchObject({ last_name: "King", sync: { status: "pending" } });
  });

  it("shows the old value again when neither side takes the new one", async () => {
    const answers = { updateProfile: convexRefuses(), updateClerkUser: clerkIsDown };
    const { result, profile } = await saving({ last_name: "King" }, { answers });
    expect(result.outcome).toBe("failed");
    expect(profile).toEqual(ada.inConvex());
  });

  it("gets from Clerk's webhook what Convex refused", async () => {
    const { result, profile } = await saving(
      { last_name: "King" },
      { answers: { updateProfile: convexRefuses() } },
    );
    expect(result.outcome).toBe("partly_saved");
    expect(profile.last_name).toBe("King");
  });

  it("lets an onboarding step stand that Clerk refuses the name of, and no ending", async () => {
    const answers = { updateClerkUser: clerkRefuses() };
    const { onboarding } = fakeProfileSync({ profile: ada, answers });
    await onboarding().saveStep("interests", { username: "countess" });
    await reported();
    expect(onboarding()).toMatchObject({ step: "interests", profile: { username: "ada_l" } });
    await onboarding().complete({ username: "countess" });
    await reported();
    expect(onboarding().completedAt).toBeNull();
  });

  it("tells its listeners, gives the same object until then, and other components the same profile", () => {
    const fake = fakeProfileSync({ profile: ada });
    const other = fake.component();
    const before = other.own();
    expect(other.own()).toBe(before);
    let told = 0;
    const leave = other.subscribe(() => told++);
    fake.receive({ last_name: "King" });
    leave();
    fake.receive({ last_name: "Byron" });
    expect(told).toBe(1);
    expect(other.own().profile.last_name).toBe("Byron");
  });
});
