import { AuthenticationError } from "../auth";
import { ProtocolError, type ServerMessage } from "./messages";

/** How a connection ends: a last message, if the client can do something about it, and the close. */
export interface End {
  readonly message: ServerMessage | null;
  readonly code: number;
  readonly reason: string;
}

const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;

/**
 * An AuthError makes the client fetch a new token and come back. A FatalError makes it stop for
 * good. After anything else it comes back by itself and sends again what was not answered.
 */
export function describeEnd(
  error: unknown,
  auth: { readonly baseVersion: number; readonly authUpdateAttempted: boolean },
): End {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof AuthenticationError) {
    const message = { type: "AuthError", error: text, ...auth } as const;
    return { message, code: POLICY_VIOLATION, reason: error.code };
  }
  if (error instanceof ProtocolError) {
    const message = { type: "FatalError", error: text } as const;
    return { message, code: POLICY_VIOLATION, reason: "BadRequest" };
  }
  return { message: null, code: INTERNAL_ERROR, reason: shorten(`InternalServerError: ${text}`) };
}

/** A close frame holds at most 123 bytes of reason, and a character takes up to three of them. */
function shorten(reason: string): string {
  return reason.slice(0, 41);
}
