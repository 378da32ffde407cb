import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEnvelope, triage } from "../../../convex/model/envelope";
import {
  isEmptied,
  maskEmail,
  redactDeleted,
  redactMessage,
  redactUser,
} from "../../../convex/model/redact";

const body = (event: unknown) => JSON.stringify(event);

describe("a signed body", () => {
  it("is read into who, what, when and where from", () => {
    const data = { id: "user_1", updated_at: 5, first_name: "Ada" };
    const event = { type: "user.updated", timestamp: 9, instance_id: "ins_1", data };
    expect(readEnvelope(body(event), 1)).toMatchObject({
      type: "user.updated",
      externalId: "user_1",
      event_at: 9,
      clerk_updated_at: 5,
      instance_id: "ins_1",
      payload: { first_name: "Ada" },
      email: null,
    });
  });

  it("is ordered by the time of its signature when it has no timestamp", () => {
    expect(readEnvelope(body({ type: "user.deleted", data: { id: "u" } }), 77).event_at).toBe(77);
  });

  it("becomes an event that says what is wrong with it, and never an error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const envelope = readEnvelope(text, 1);
        expect(triage(envelope, null)).toHaveProperty("action");
      }),
    );
    expect(readEnvelope("{", 1)).toMatchObject({ type: "malformed" });
  });
});

describe("what is stored of a user", () => {
  it("has only what is listed, and the names of the rest", () => {
    const stored = redactUser({
      id: "user_1",
      first_name: "Ada",
      email_addresses: [{ id: "a", email_address: "ada@example.com", verification: { code: 1 } }],
      private_metadata: { plan: "x" },
      tomorrow: "a new secret",
    });
    expect(stored).toEqual({
      id: "user_1",
      first_name: "Ada",
      email_addresses: [{ id: "a", email_address: "a***@example.com" }],
      dropped_keys: ["private_metadata", "tomorrow"],
    });
  });

  it("keeps of a value of the wrong kind only what kind it was", () => {
    expect(redactUser({ first_name: { ssn: "1" }, username: "x".repeat(9_999) })).toMatchObject({
      first_name: { not_kept: "object" },
      username: { not_kept: "very long text" },
    });
  });

  it("masks every address, and keeps none where a list of them should be", () => {
    const stored = redactUser({ email_addresses: ["ada@example.com", { email_address: "a@b.c" }] });
    expect(stored).toMatchObject({ email_addresses: [null, { email_address: "a***@b.c" }] });
    expect(redactUser({ email_addresses: "ada@example.com" })).toMatchObject({
      email_addresses: { not_kept: "string" },
    });
  });

  it("stays small, whatever came: addresses, names of fields, and texts are cut", () => {
    const long = "x".repeat(100_000);
    const addresses = Array.from({ length: 500 }, () => ({ id: long, email_address: long }));
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}${long}`, 1]));
    const stored = redactUser({ id: "u", email_addresses: addresses, ...fields });
    expect(JSON.stringify(stored).length).toBeLessThan(20_000);
  });

  it("never holds a value under a key that is not listed", () => {
    const secret = "s3cr3t-value";
    const key = fc.string().filter((name) => name !== "__proto__" && !(name in redactedKeys));
    fc.assert(
      fc.property(key, fc.jsonValue(), (name, value) => {
        const stored = JSON.stringify(redactUser({ id: "u", [name]: [secret, value] }));
        expect(stored).not.toContain(secret);
      }),
    );
  });
});

// Keys whose scalar values are kept; a list under them is not.
const redactedKeys: Record<string, true> = { email_addresses: true };

describe("what is stored of a deleted person's event", () => {
  it("is whom it was about and when, and is known to be empty", () => {
    const stored = redactUser({ id: "u", username: "ada", updated_at: 5, private_metadata: {} });
    const emptied = redactDeleted(stored);
    expect(emptied).toEqual({
      id: "u",
      updated_at: 5,
      dropped_keys: ["private_metadata", "username"],
    });
    expect([stored, emptied, null, "text"].map(isEmptied)).toEqual([false, true, false, false]);
  });
});

describe("what is stored of an exception", () => {
  it("is its first line, not too long, with addresses masked", () => {
    expect(redactMessage("No: ada@example.com.\nObject: {email: ...}")).toBe(
      "No: a***@example.com.",
    );
    expect(redactMessage("x".repeat(9_999))).toHaveLength(300);
  });
});

describe("a masked e-mail", () => {
  it("shows its first letter and its domain", () => {
    expect(maskEmail("ada@example.com")).toBe("a***@example.com");
    expect(maskEmail("@example.com")).toBe("***@example.com");
    expect(maskEmail("not an address")).toBe("***");
    expect(maskEmail(null)).toBeNull();
  });
});
