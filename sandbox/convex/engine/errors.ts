import type { JSONValue } from "convex/values";
import type { FunctionResult } from "../types";

/** Convex itself refuses: the function was not run, or its arguments or its result did not do. */
export class Refusal extends Error {}

/** What Convex says of a function that is not there, and just the same of one that is internal. */
export function notFound(path: string): Refusal {
  return new Refusal(
    `Could not find public function for '${path}'. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
  );
}

/** A failed call as its callers get it. */
export type Failure = FunctionResult & { readonly ok: false };

/** What callers are told of something that was thrown. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Refusal) return { ok: false, errorMessage: thrown.message };
  const errorMessage = `Uncaught ${describe(thrown)}`;
  const errorData = convexErrorData(thrown);
  return errorData === undefined
    ? { ok: false, errorMessage }
    : { ok: false, errorMessage, errorData };
}

/**
 * What a function that called another one gets to catch. The library makes a `ConvexError` of it
 * when it has `data`, and an `Error` otherwise.
 */
export class NestedError extends Error {
  readonly data?: JSONValue;

  constructor({ errorMessage, errorData }: Failure) {
    super(errorMessage);
    if (errorData !== undefined) this.data = errorData;
  }
}

/** An error with its stack, for the log. */
export function withStack(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? describe(thrown)) : describe(thrown);
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

/** The data of a `ConvexError`: the library has put its JSON text in the place of the value. */
function convexErrorData(thrown: unknown): JSONValue | undefined {
  const isConvexError =
    typeof thrown === "object" && thrown !== null && Symbol.for("ConvexError") in thrown;
  if (!isConvexError) return undefined;
  const { data } = thrown as { data?: unknown };
  return typeof data === "string" ? (JSON.parse(data) as JSONValue) : null;
}
