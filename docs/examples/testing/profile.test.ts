import { aUser, clerkRefuses, fakeProfileSync } from "clerk-convex-sync/testing";
import { expect, test } from "vitest";

test("a username that is taken stays as it was, and the reason stands at the field", async () => {
  const fake = fakeProfileSync({
    profile: aUser().named("Ada", "Lovelace").withUsername("ada_l"),
    answers: { updateClerkUser: clerkRefuses("username", "That username is taken.") },
  });

  const result = await fake.profileSync().save({ username: "grace" });

  expect(result.fieldErrors.username?.message).toBe("That username is taken.");
  await expect.poll(() => fake.profileSync().profile.username).toBe("ada_l");
  fake.dispose();
});
