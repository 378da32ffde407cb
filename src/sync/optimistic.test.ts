import { describe, expect, it } from "vitest";
import { withSave, type OwnProfile } from "./optimistic";

const ada: OwnProfile = {
  externalId: "user_ada",
  username: "ada",
  first_name: "Ada",
  last_name: null,
  image_url: null,
  email: null,
  interests: [],
  onboarding: { step: null, completed_at: null },
  sync: {
    status: "in_sync",
    drifted_fields: [],
    pending: [],
    last_refusal: {
      operation_id: "op0",
      at: 0,
      code: "form_identifier_exists",
      message: "Taken.",
      field: "username",
    },
  },
};

describe("the profile until Convex answers", () => {
  it("shows the new values, trimmed, and that Clerk has still to confirm them", () => {
    const save = { operation_id: "op1", changes: { last_name: " Lovelace ", first_name: "" } };
    expect(withSave(ada, save, 5)).toMatchObject({
      username: "ada",
      first_name: null,
      last_name: "Lovelace",
      sync: {
        status: "pending",
        pending: [{ operation_id: "op1", started_at: 5, clerk: "pending" }],
        last_refusal: null,
      },
    });
  });

  it("stays in sync when only Convex owns what changes", () => {
    const save = { operation_id: "op1", changes: { interests: ["poetry"] } };
    expect(withSave(ada, save, 5)).toEqual({ ...ada, interests: ["poetry"] });
  });

  it("shows nothing of a save that Convex will refuse", () => {
    expect(withSave(ada, { operation_id: "op1", changes: { username: "a b" } }, 5)).toBe(ada);
  });
});
