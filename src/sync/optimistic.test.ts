import { describe, expect, it } from "vitest";
import { withOperation, type OwnProfile } from "./optimistic";

const ada: OwnProfile = {
  externalId: "user_ada",
  username: "ada",
  first_name: "Ada",
  last_name: null,
  image_url: "https://img.clerk.test/ada",
  avatar_sha256: "00ff",
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
    expect(withOperation(ada, save, 5)).toMatchObject({
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
    expect(withOperation(ada, save, 5)).toEqual({ ...ada, interests: ["poetry"] });
  });

  it("is without a picture at once when that is removed", () => {
    const save = { operation_id: "op1", changes: { avatar_storage_id: null } };
    expect(withOperation(ada, save, 5)).toMatchObject({
      image_url: null,
      avatar_sha256: null,
      sync: { status: "pending", pending: [{ fields: ["image_url"] }] },
    });
  });

  it("is a step further, or through, and Clerk has no part in that", () => {
    const at = { kind: "at", step: "picture" } as const;
    const stepped = withOperation(ada, { operation_id: "op1", changes: {}, onboarding: at }, 5);
    expect(stepped).toEqual({ ...ada, onboarding: { step: "picture", completed_at: null } });
    const completed = { kind: "completed" } as const;
    const through = { operation_id: "op2", changes: {}, onboarding: completed };
    expect(withOperation(stepped, through, 5).onboarding).toEqual({
      step: "picture",
      completed_at: 5,
    });
  });

  it("shows nothing of a save that Convex will refuse", () => {
    expect(withOperation(ada, { operation_id: "op1", changes: { username: "a b" } }, 5)).toBe(ada);
  });
});
