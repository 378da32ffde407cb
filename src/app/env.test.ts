import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

const complete = {
  VITE_CLERK_PUBLISHABLE_KEY: "pk_test_abc",
  VITE_CONVEX_URL: "https://happy-otter-1.convex.cloud",
};

describe("readEnv", () => {
  it("reads what is there and leaves the rest", () => {
    expect(readEnv({ ...complete, MODE: "test", DEV: true })).toEqual({ ok: true, env: complete });
  });

  it("names every missing variable at once", () => {
    expect(readEnv({})).toEqual({
      ok: false,
      missing: ["VITE_CLERK_PUBLISHABLE_KEY", "VITE_CONVEX_URL"],
    });
  });

  it("takes an empty value for a missing one", () => {
    expect(readEnv({ ...complete, VITE_CONVEX_URL: "  " })).toEqual({
      ok: false,
      missing: ["VITE_CONVEX_URL"],
    });
  });
});
