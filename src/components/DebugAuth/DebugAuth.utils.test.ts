import { describe, expect, it } from "vitest";
import { asText, claimsOf, secondsLeft, type DebugAuthModel } from "./DebugAuth.utils";

const NOW = Date.UTC(2026, 0, 15, 12);
const claims = {
  sub: "user_1",
  aud: "convex",
  email: "ada@example.com",
  name: "Ada Lovelace",
  exp: NOW / 1000 + 42,
};
const model: DebugAuthModel = {
  clerk: { status: "signed_in", userId: "user_1", sessionId: "sess_1" },
  token: { status: "present", claims },
  convex: { auth: "authenticated", connected: true },
  saves: [
    {
      at: NOW - 1_000,
      fields: ["username"],
      operationIds: ["op_1"],
      outcome: "failed",
      convex: { status: "done" },
      clerk: {
        status: "refused",
        code: "form_identifier_exists",
        message: "ada@example.com is taken",
        field: "username",
      },
    },
  ],
};

describe("a token", () => {
  it("is read, whatever script the names in it are in", () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ name: "محمد 👩‍🚀" }));
    const payload = btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
    expect(claimsOf(`head.${payload}.signature`)).toEqual({ name: "محمد 👩‍🚀" });
  });

  it("that cannot be read claims nothing", () => {
    for (const jwt of ["", "a.b.c", "no token", `a.${btoa("1")}.c`]) {
      expect(claimsOf(jwt)).toBeNull();
    }
  });

  it("counts down, and past its end", () => {
    expect(secondsLeft(claims, NOW)).toBe(42);
    expect(secondsLeft(claims, NOW + 50_000)).toBe(-8);
    expect(secondsLeft({}, NOW)).toBeNull();
  });
});

describe("the text to copy", () => {
  it("says what helps: who, which session, how the saves ended", () => {
    const text = asText(model, NOW);
    expect(text).toContain("user user_1, session sess_1");
    expect(text).toContain("token: 42 s left");
    expect(text).toContain("failed [username] convex done, clerk refused (form_identifier_exists");
  });

  it("says nothing else about the person", () => {
    const text = asText(model, NOW);
    expect(text).not.toMatch(/ada|Lovelace/i);
    expect(text).toContain("email: (left out)");
  });
});
