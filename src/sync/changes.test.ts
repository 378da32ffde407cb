import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planSave, type CurrentValues } from "./changes";

const ada: CurrentValues = {
  username: "ada",
  first_name: "Ada",
  last_name: null,
  interests: ["engines"],
};

describe("the plan of a save", () => {
  it("holds only what really changes", () => {
    expect(planSave(ada, { username: "ada", first_name: "Augusta", last_name: "" })).toEqual({
      ok: true,
      fields: ["first_name"],
      changes: { first_name: "Augusta" },
      clerk: { firstName: "Augusta" },
    });
  });

  it("is empty when only spaces around a value differ", () => {
    expect(planSave(ada, { first_name: "  Ada " })).toMatchObject({ fields: [], clerk: null });
  });

  it("leaves Clerk out of what Convex alone owns", () => {
    expect(planSave(ada, { interests: ["engines", "poetry"] })).toEqual({
      ok: true,
      fields: ["interests"],
      changes: { interests: ["engines", "poetry"] },
      clerk: null,
    });
  });

  it("clears a field with an empty string on both sides", () => {
    expect(planSave(ada, { first_name: " " })).toMatchObject({
      changes: { first_name: "" },
      clerk: { firstName: "" },
    });
  });

  it("refuses what breaks a rule before either side is asked", () => {
    expect(planSave(ada, { username: "ada lovelace" })).toMatchObject({
      ok: false,
      field: "username",
    });
  });

  it("has nothing to do once its own changes are the current values", () => {
    const text = fc.stringMatching(/^[a-z]{0,8}$/);
    fc.assert(
      fc.property(text, text, text, (username, first_name, last_name) => {
        const plan = planSave(ada, { username, first_name, last_name });
        if (!plan.ok) throw new Error(plan.message);
        const after = { ...ada };
        for (const field of plan.fields) {
          if (field !== "interests") after[field] = plan.changes[field] || null;
        }
        expect(planSave(after, plan.changes)).toMatchObject({ fields: [] });
      }),
    );
  });
});
