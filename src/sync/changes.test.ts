import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameWish, planSave, type CurrentValues, type Wanted } from "./changes";

const ada: CurrentValues = {
  username: "ada",
  first_name: "Ada",
  last_name: null,
  interests: ["engines"],
  image_url: "https://img.clerk.test/ada",
  onboarding: { step: "names", completed_at: null },
};

const plan = (changes: Wanted["changes"], others: Partial<Wanted> = {}, current = ada) =>
  planSave(current, { changes, ...others });

const png = new File(["picture"], "ada.png", { type: "image/png" });

describe("the plan of a save", () => {
  it("holds only what really changes", () => {
    expect(plan({ username: "ada", first_name: "Augusta", last_name: "" })).toEqual({
      ok: true,
      profile: {
        fields: ["first_name"],
        changes: { first_name: "Augusta" },
        onboarding: null,
        clerk: { firstName: "Augusta" },
      },
      picture: null,
    });
  });

  it("is empty when only spaces around a value differ", () => {
    expect(plan({ first_name: "  Ada " })).toEqual({ ok: true, profile: null, picture: null });
  });

  it("leaves Clerk out of what Convex alone owns", () => {
    expect(plan({ interests: ["engines", "poetry"] })).toMatchObject({
      profile: { fields: ["interests"], clerk: null },
    });
  });

  it("clears a field with an empty string on both sides", () => {
    expect(plan({ first_name: " " })).toMatchObject({
      profile: { changes: { first_name: "" }, clerk: { firstName: "" } },
    });
  });

  it("refuses what breaks a rule before either side is asked", () => {
    expect(plan({ username: "ada lovelace" })).toMatchObject({
      ok: false,
      code: "invalid_field",
      field: "username",
    });
    expect(plan({}, { onboarding: { kind: "at", step: " " } })).toMatchObject({
      ok: false,
      field: "onboarding",
    });
  });

  it("has nothing to do once its own changes are the current values", () => {
    const text = fc.stringMatching(/^[a-z]{0,8}$/);
    fc.assert(
      fc.property(text, text, text, (username, first_name, last_name) => {
        const first = plan({ username, first_name, last_name });
        if (!first.ok) throw new Error(first.message);
        const { changes = {} } = first.profile ?? {};
        const texts = Object.entries(changes).map(([field, value]) => [field, value || null]);
        const after: CurrentValues = { ...ada, ...Object.fromEntries(texts) };
        expect(plan(changes, {}, after)).toMatchObject({ profile: null });
      }),
    );
  });

  it.each([
    ["picture_type", "application/pdf", 10],
    ["picture_type", "", 10],
    ["picture_size", "image/png", 10 * 1024 * 1024 + 1],
    ["picture_empty", "image/webp", 0],
  ])("refuses a file with %s: %j of %d bytes", (code, type, size) => {
    const file = new File([new Uint8Array(size)], "file", { type });
    expect(plan({ first_name: "Augusta" }, { file })).toMatchObject({
      ok: false,
      code,
      field: "image_url",
    });
  });

  it("takes a picture as large as Clerk does", () => {
    const file = new File([new Uint8Array(10 * 1024 * 1024)], "file", { type: "image/gif" });
    expect(plan({}, { file })).toEqual({ ok: true, profile: null, picture: { file } });
  });

  it("removes a picture, unless there is none but Clerk's initials", () => {
    expect(plan({}, { file: null })).toMatchObject({ picture: { file: null } });
    const initials = `https://img.clerk.com/${btoa(JSON.stringify({ type: "default" }))}`;
    for (const image_url of [null, initials]) {
      expect(plan({}, { file: null }, { ...ada, image_url })).toMatchObject({ picture: null });
    }
  });

  it("goes to another step, or to the end, once", () => {
    const steps = (kind: Wanted["onboarding"], onboarding = ada.onboarding) =>
      plan({}, { onboarding: kind }, { ...ada, onboarding });
    expect(steps({ kind: "at", step: "picture" })).toMatchObject({
      profile: { fields: ["onboarding"], clerk: null },
    });
    expect(steps({ kind: "at", step: "names" })).toMatchObject({ profile: null });
    expect(steps({ kind: "completed" })).toMatchObject({ profile: { fields: ["onboarding"] } });
    expect(steps({ kind: "completed" }, { step: null, completed_at: 1 })).toMatchObject({
      profile: null,
    });
  });
});

describe("two requests", () => {
  const wish: Wanted = { changes: { username: "ada", first_name: "Ada" }, file: png };

  it("are the same in another order and with other spaces", () => {
    expect(isSameWish(wish, { ...wish, changes: { first_name: " Ada", username: "ada" } })).toBe(
      true,
    );
  });

  it.each<[string, Partial<Wanted>]>([
    ["another value", { changes: { username: "ada", first_name: "Augusta" } }],
    ["another field", { changes: { username: "ada", last_name: "Ada" } }],
    ["a field more", { changes: { ...wish.changes, last_name: "" } }],
    ["another file", { file: new File(["picture"], "ada.png", { type: "image/png" }) }],
    ["no picture", { file: null }],
    ["a step", { onboarding: { kind: "at", step: "names" } }],
  ])("are not the same with %s", (_, change) => {
    expect(isSameWish(wish, { ...wish, ...change })).toBe(false);
  });
});
