import { ConvexError } from "convex/values";
import { asSaveField } from "./changes";
import type { Side } from "./save.machine";

/**
 * Reads what a Convex mutation threw. Convex's client keeps a mutation and sends it again until
 * there is an answer, so whatever is thrown is one: the mutation ran and left nothing behind.
 */
export function asConvexRefusal(error: unknown): Extract<Side, { status: "refused" }> {
  const data: unknown = error instanceof ConvexError ? error.data : null;
  const { code, message, field } = isRecord(data) ? data : {};
  return {
    status: "refused",
    code: typeof code === "string" ? code : "server_error",
    message: typeof message === "string" ? message : "The app's server could not save this.",
    field: typeof field === "string" ? asSaveField(field) : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
