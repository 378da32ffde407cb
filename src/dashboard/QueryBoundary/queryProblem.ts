import { ConvexError } from "convex/values";

/** Why a query has no answer, as far as the person who looks can do something about it. */
export type QueryProblem =
  | { kind: "not_permitted"; needs: string }
  | { kind: "not_signed_in" }
  | { kind: "failed"; message: string };

/** Reads what a Convex query threw; `data` of our own errors is `{ code, message, needs? }`. */
export function queryProblem(error: unknown): QueryProblem {
  const data: unknown = error instanceof ConvexError ? error.data : undefined;
  const code = text(data, "code");
  if (code === "not_signed_in") return { kind: "not_signed_in" };
  if (code === "not_permitted") {
    return { kind: "not_permitted", needs: text(data, "needs") ?? "support" };
  }
  const message = text(data, "message") ?? (error instanceof Error ? error.message : String(error));
  return { kind: "failed", message };
}

function text(data: unknown, key: string): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const value: unknown = Reflect.get(data, key);
  return typeof value === "string" ? value : undefined;
}
