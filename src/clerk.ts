/**
 * The one file that imports Clerk: moving to another of its packages is a change here, and of the
 * names in package.json. (What the sandbox runs, `clerk-js` itself, is `#clerk-js` there.)
 */
import type { useClerk } from "@clerk/clerk-react";
import { isClerkAPIResponseError, isClerkRuntimeError } from "@clerk/clerk-react/errors";

export { ClerkProvider, SignIn, UserButton, useAuth, useClerk, useUser } from "@clerk/clerk-react";
export type { ClerkProviderProps } from "@clerk/clerk-react";
export { isClerkAPIResponseError };

/** Clerk's client as far as a save needs it: whoever is signed in, as of now. */
export type ClerkClient = Pick<ReturnType<typeof useClerk>, "user">;

/** Why a call to Clerk did not end well, and whether asking again can help. */
export type ClerkFailure =
  /** Clerk understood and said no; the same call again gets the same answer. */
  | {
      kind: "refused";
      /** Clerk's stable code, such as `form_identifier_exists`. */
      code: string;
      /** Clerk's own words, in the language of its instance. */
      message: string;
      /** The parameter that Clerk complains about, by its name in Clerk's JSON (`first_name`). */
      param: string | null;
    }
  /** No answer, or none that says no: what was asked may have happened or not. */
  | {
      kind: "unreachable";
      message: string;
      /** How long Clerk asks to be left alone, in ms. */
      retryAfterMs: number | null;
    };

/** Statuses below 500 that speak of the moment and not of the request. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/**
 * Reads what a call to Clerk threw. Whatever is not clearly a refusal counts as unreachable, for
 * then the server goes and asks Clerk what became of it.
 */
export function asClerkFailure(error: unknown): ClerkFailure {
  // Clerk's guards throw on null and undefined.
  if (typeof error !== "object" || error === null) return unreachable(String(error));
  if (isClerkAPIResponseError(error)) {
    const [first] = error.errors;
    // Clerk types it as `any`.
    const meta = first?.meta as { paramName?: unknown } | undefined;
    const message = first?.longMessage || first?.message || error.message;
    if (error.status >= 500 || PASSING_STATUSES.has(error.status)) {
      return unreachable(message, error.retryAfter);
    }
    return {
      kind: "refused",
      code: first?.code ?? `http_${error.status}`,
      message,
      param: typeof meta?.paramName === "string" ? meta.paramName : null,
    };
  }
  if (isClerkRuntimeError(error)) return unreachable(`Clerk could not be reached (${error.code}).`);
  return unreachable(error instanceof Error ? error.message : "Clerk could not be reached.");
}

function unreachable(message: string, retryAfterSeconds?: number): ClerkFailure {
  return {
    kind: "unreachable",
    message,
    retryAfterMs: retryAfterSeconds === undefined ? null : retryAfterSeconds * 1000,
  };
}
