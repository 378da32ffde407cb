import { describe, expect, it } from "vitest";
import { aUser } from "./user";

describe("aUser", () => {
  it("knows nothing of anybody, and that is a profile, too", () => {
    expect(aUser().inConvex()).toMatchObject({
      username: null,
      first_name: null,
      image_url: null,
      interests: [],
      onboarding: { step: null, completed_at: null },
      sync: { status: "in_sync" },
    });
  });

  it("leaves a builder as it is, so that a half-built person can be shared", () => {
    const ada = aUser().named("Ada", "Lovelace");
    const renamed = ada.named("Augusta");
    expect(ada.person).toMatchObject({ first_name: "Ada", last_name: "Lovelace" });
    expect(renamed.person).toMatchObject({ first_name: "Augusta", last_name: null });
  });

  it("says of a person what was said", () => {
    const person = aUser()
      .named("Grace", "Hopper")
      .withUsername("grace")
      .withImage()
      .withRole("support")
      .withInterests(["Compilers"])
      .onboardedTo("interests");
    expect(person.person.role).toBe("support");
    expect(person.inConvex()).toMatchObject({
      externalId: "user_grace",
      email: "grace@example.com",
      image_url: expect.stringMatching(/^data:image/),
      interests: ["Compilers"],
      onboarding: { step: "interests", completed_at: null },
    });
    expect(person.onboarded().inConvex().onboarding).toEqual({
      step: "interests",
      completed_at: expect.any(Number),
    });
  });

  it("shows how the two sides stand", () => {
    expect(aUser().driftedIn("first_name", "image_url").inConvex().sync).toMatchObject({
      status: "drifted",
      drifted_fields: ["first_name", "image_url"],
    });
    const pending = aUser().named("Ada").pendingIn({ last_name: "King" }).inConvex();
    expect(pending.last_name).toBe("King");
    expect(pending.sync).toMatchObject({ status: "pending", pending: [{ fields: ["last_name"] }] });
  });

  it("has no profile of whom Convex has none", () => {
    expect(() => aUser().missingInConvex().inConvex()).toThrow("missing_in_convex");
    expect(() => aUser().deleted().inConvex()).toThrow("deleted");
  });
});
