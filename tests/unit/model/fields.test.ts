import { describe, expect, it } from "vitest";
import {
  CLERK_FIELDS,
  FIELD_NAMES,
  MAX_INTERESTS,
  normaliseChanges,
  USER_UPDATE_FIELDS,
} from "../../../convex/model/fields";
import schema from "../../../convex/schema";

describe("the table of fields", () => {
  it("has a column in `users` for each", () => {
    const columns = Object.keys(schema.tables.users.validator.fields);
    for (const field of FIELD_NAMES) expect(columns).toContain(field);
  });

  it("tells which fields Clerk owns, and which of them a save carries", () => {
    expect(CLERK_FIELDS).toEqual(["username", "first_name", "last_name", "image_url", "email"]);
    expect(USER_UPDATE_FIELDS).toEqual(["username", "first_name", "last_name"]);
  });
});

describe("what a person enters", () => {
  it("is trimmed, and nothing becomes none", () => {
    expect(normaliseChanges({ first_name: " Ada ", last_name: "  " })).toEqual({
      ok: true,
      values: { first_name: "Ada", last_name: null },
    });
  });

  it("leaves out what was not spoken of", () => {
    expect(normaliseChanges({})).toEqual({ ok: true, values: {} });
  });

  it("keeps each interest once, in order", () => {
    expect(normaliseChanges({ interests: [" chess", "go", "chess", ""] })).toEqual({
      ok: true,
      values: { interests: ["chess", "go"] },
    });
  });

  it.each([
    ["username", { username: "ada lovelace" }],
    ["username", { username: "a".repeat(65) }],
    ["first_name", { first_name: "a\u0000b" }],
    ["last_name", { last_name: "a".repeat(257) }],
    ["interests", { interests: ["a".repeat(41)] }],
    [
      "interests",
      { interests: Array.from({ length: MAX_INTERESTS + 1 }, (_, index) => `i${index}`) },
    ],
  ])("is refused at the field: %s %j", (field, changes) => {
    expect(normaliseChanges(changes)).toMatchObject({ ok: false, field });
  });

  it("may be in any script", () => {
    expect(normaliseChanges({ first_name: "Ада", last_name: "洛夫莱斯" })).toMatchObject({
      ok: true,
    });
  });
});
