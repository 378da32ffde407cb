/** What is known of a username while it is being typed. A hint and never a promise: Clerk decides. */
export type UsernameHint =
  /** Nothing to say: it is the stored one, or none. */
  | { status: "none" }
  /** Against the rules that Clerk comes with. An instance may have others, so it may be saved. */
  | { status: "unusual"; reason: UnusualReason }
  | { status: "checking" }
  | { status: "free" }
  | { status: "taken" }
  /** Nobody could be asked. */
  | { status: "unchecked" };

export type UnusualReason = "too_short" | "characters" | "only_digits";

/** Whether nobody else has a username. Rejects when that cannot be found out. */
export type CheckUsername = (username: string, signal: AbortSignal) => Promise<boolean>;

/** An answer, with the question it is about. */
export interface UsernameAnswer {
  username: string;
  status: "free" | "taken" | "unchecked";
}

/** The shortest that Clerk takes unless it is told otherwise. */
export const USUAL_MIN_LENGTH = 4;
/** Asking at every key would be asking about names that nobody wants. */
const QUIET_MS = 350;

/** What Clerk's own rules would object to in a username; null for nothing. */
export function unusualIn(username: string): UnusualReason | null {
  if (!/^[a-z0-9_-]*$/i.test(username)) return "characters";
  if (username.length < USUAL_MIN_LENGTH) return "too_short";
  return /^[0-9]+$/.test(username) ? "only_digits" : null;
}

/** Whether a username is worth a question. */
export function isWorthAsking(username: string): boolean {
  return username !== "" && unusualIn(username) === null;
}

/** What to say about what is in the field, given the last answer, which may be about another. */
export function hintFor(username: string, answer: UsernameAnswer | null): UsernameHint {
  if (username === "") return { status: "none" };
  const reason = unusualIn(username);
  if (reason !== null) return { status: "unusual", reason };
  return answer?.username === username ? { status: answer.status } : { status: "checking" };
}

/**
 * Asks about a username once the typing has paused. The returned function takes the question back:
 * it ends the request, and no answer comes any more.
 */
export function askWhenQuiet(
  username: string,
  check: CheckUsername,
  tell: (answer: UsernameAnswer) => void,
): () => void {
  const asking = new AbortController();
  const { signal } = asking;
  const answer = (status: UsernameAnswer["status"]) => {
    if (!signal.aborted) tell({ username, status });
  };
  const timer = setTimeout(() => {
    check(username, signal).then(
      (isFree) => answer(isFree ? "free" : "taken"),
      () => answer("unchecked"),
    );
  }, QUIET_MS);
  return () => {
    clearTimeout(timer);
    asking.abort();
  };
}
