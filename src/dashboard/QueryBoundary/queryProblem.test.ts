import { ConvexError } from "convex/values";
import { describe, expect, it } from "vitest";
import { queryProblem } from "./queryProblem";

describe("queryProblem", () => {
  it("names the missing role", () => {
    const error = new ConvexError({ code: "not_permitted", message: "No.", needs: "admin" });
    expect(queryProblem(error)).toEqual({ kind: "not_permitted", needs: "admin" });
  });

  it("knows that nobody is signed in", () => {
    const error = new ConvexError({ code: "not_signed_in", message: "Sign in." });
    expect(queryProblem(error)).toEqual({ kind: "not_signed_in" });
  });

  it("keeps the words of errors that it does not know", () => {
    const strange = new ConvexError({ code: "on_fire", message: "The disk burns." });
    expect(queryProblem(strange)).toEqual({ kind: "failed", message: "The disk burns." });
    expect(queryProblem(new Error("Server Error"))).toMatchObject({ message: "Server Error" });
    expect(queryProblem("odd")).toEqual({ kind: "failed", message: "odd" });
  });

  it("takes no role from an error that is not ours", () => {
    const other = Object.assign(new Error("no"), { data: { code: "not_permitted" } });
    expect(queryProblem(other).kind).toBe("failed");
  });
});
