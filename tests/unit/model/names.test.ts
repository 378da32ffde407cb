import { describe, expect, it } from "vitest";
import { displayName } from "../../../convex/model/names";

describe("what a person is called", () => {
  const nobody = { first_name: null, last_name: null, username: null };

  it("is the full name", () => {
    expect(displayName({ first_name: "Ada", last_name: "Byron", username: "ada" })).toBe(
      "Ada Byron",
    );
  });

  it("is the one name there is, with no word for the other", () => {
    expect(displayName({ ...nobody, last_name: "Teuku", username: "teuku" })).toBe("Teuku");
  });

  it("is the username of someone without a name, and null without either", () => {
    expect(displayName({ ...nobody, username: "quiet_otter" })).toBe("quiet_otter");
    expect(displayName(nobody)).toBeNull();
  });
});
