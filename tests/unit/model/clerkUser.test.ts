import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskProfile, normaliseClerkUser } from "../../../convex/model/clerkUser";

const user = (overrides: Record<string, unknown> = {}) => ({
  id: "user_1",
  updated_at: 5,
  username: "ada",
  first_name: "Ada",
  last_name: "Lovelace",
  image_url: "https://img.test/ada",
  has_image: true,
  primary_email_address_id: "b",
  email_addresses: [
    { id: "a", email_address: "first@example.com" },
    { id: "b", email_address: "ada@example.com" },
  ],
  ...overrides,
});

describe("Clerk's user JSON", () => {
  it("is read into our own words, with the primary address", () => {
    expect(normaliseClerkUser(user())).toEqual({
      ok: true,
      user: {
        externalId: "user_1",
        created_at: null,
        updated_at: 5,
        profile: {
          username: "ada",
          first_name: "Ada",
          last_name: "Lovelace",
          image_url: "https://img.test/ada",
          has_image: true,
          email: "ada@example.com",
        },
      },
    });
  });

  it("may leave out everything but who and when", () => {
    expect(normaliseClerkUser({ id: "user_1", updated_at: 5 })).toMatchObject({
      ok: true,
      user: { profile: { username: null, first_name: null, email: null, has_image: false } },
    });
  });

  it("may have nulls and empty texts, which are no values", () => {
    const nulls = { username: null, first_name: "", last_name: " ", email_addresses: null };
    expect(normaliseClerkUser(user(nulls))).toMatchObject({
      ok: true,
      user: { profile: { username: null, first_name: null, last_name: null, email: null } },
    });
  });

  it("has no e-mail without a primary one, whatever others there are", () => {
    for (const id of [null, "gone"]) {
      const result = normaliseClerkUser(user({ primary_email_address_id: id }));
      expect(result).toMatchObject({ ok: true, user: { profile: { email: null } } });
    }
  });

  it.each([
    ["first_name", { first_name: { given: "Ada" } }],
    ["username", { username: 7 }],
    ["image_url", { image_url: [] }],
    ["email_addresses", { email_addresses: "ada@example.com" }],
    ["updated_at", { updated_at: "2026" }],
    ["id", { id: null }],
  ])("is refused, by name, when %s is of the wrong kind", (name, overrides) => {
    const result = normaliseClerkUser(user(overrides));
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(name) as string });
  });

  it("never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(normaliseClerkUser(json)).toHaveProperty("ok");
        expect(normaliseClerkUser(user({ email_addresses: json }))).toHaveProperty("ok");
      }),
    );
  });

  it("is kept beside the status with its address masked", () => {
    const result = normaliseClerkUser(user());
    if (!result.ok) throw new Error(result.message);
    const masked = maskProfile(result.user.profile);
    expect(masked).toMatchObject({ username: "ada", email_masked: "a***@example.com" });
    expect(masked).not.toHaveProperty("email");
  });
});
