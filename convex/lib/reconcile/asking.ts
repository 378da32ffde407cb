import type { EventError } from "../../validators";
import type { ClerkRefusal, ClerkRetry } from "../clerkRequest";
import { findUsers } from "../clerkUsersApi";

/** Asking Clerk in the middle of a page: whatever keeps the page from being visited is thrown. */

/** Clerk did not answer as hoped: the page is tried again, or the run fails. */
export interface Trouble {
  error: EventError;
  retry_after_ms: number | null;
  /** Whether asking again would not help. */
  isFinal: boolean;
}

export class InTrouble extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.error.message);
  }
}

/** What Clerk answered; throws what keeps the page from being visited. */
export function got<A extends { kind: string }>(answer: A | ClerkRefusal | ClerkRetry): A {
  if (!isFailure(answer)) return answer;
  const { error } = answer;
  throw new InTrouble({
    error: { kind: error.code, message: error.message },
    retry_after_ms: answer.kind === "retry" ? answer.retry_after_ms : null,
    isFinal: answer.kind === "refused" || FINAL.has(error.code),
  });
}

function isFailure(answer: { kind: string }): answer is ClerkRefusal | ClerkRetry {
  return answer.kind === "refused" || answer.kind === "retry";
}

/** Of what could be tried again, what only a person can mend. */
const FINAL = new Set([
  "not_configured",
  "http_401",
  "authentication_invalid",
  "clerk_key_invalid",
]);

/** Asks Clerk for just these people, and says when it did. */
export async function ask(ids: readonly string[]) {
  const asked_at = Date.now();
  const { users, unreadable, calls } = got(await findUsers(ids));
  const there = new Set([...users.map(({ externalId }) => externalId), ...unreadable]);
  return {
    users,
    unreadable: unreadable.length,
    calls,
    asked_at,
    has: (id: string) => there.has(id),
  };
}
