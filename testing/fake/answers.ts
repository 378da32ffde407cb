import { ClerkAPIResponseError } from "@clerk/shared/error";
import { ConvexError } from "convex/values";

/**
 * Ready-made answers for `fakeProfileSync({ answers })`: each is what the real client throws, so
 * that the kit reads it as it would read the real one.
 */

/** Clerk understands and says no, at that field (by its name in Clerk's JSON). */
export function clerkRefuses(
  field: string = "username",
  message: string = "That username is taken. Please try another.",
): () => Promise<never> {
  const data = [
    {
      code: "form_identifier_exists",
      message,
      long_message: message,
      meta: { param_name: field },
    },
  ];
  return () => Promise.reject(new ClerkAPIResponseError("", { status: 422, data }));
}

/** Clerk answers 503: nobody knows whether it has been done. */
export const clerkIsDown = (): Promise<never> =>
  Promise.reject(new ClerkAPIResponseError("Service unavailable", { status: 503, data: [] }));

/** Clerk answers 429, and says after how many seconds to come back. */
export function clerkAnswers429({ retryAfter = 1 } = {}): () => Promise<never> {
  return () =>
    Promise.reject(
      new ClerkAPIResponseError("Too many requests", { status: 429, data: [], retryAfter }),
    );
}

/** Convex's function says no: nothing of it is written. */
export function convexRefuses(
  message: string = "Too many saves in a short time.",
  code: string = "rate_limited",
): () => Promise<never> {
  return () => Promise.reject(new ConvexError({ code, message }));
}

/** No answer, for as long as the story lasts. */
export const never = (): Promise<never> => new Promise(() => {});
