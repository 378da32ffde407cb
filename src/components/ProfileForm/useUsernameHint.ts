import { useEffect, useState } from "react";
import {
  askWhenQuiet,
  hintFor,
  isWorthAsking,
  type CheckUsername,
  type UsernameAnswer,
  type UsernameHint,
} from "./username";

/** What is known of the username in the field. Without `check`, its shape alone is looked at. */
export function useUsernameHint(
  entered: string,
  stored: string,
  check: CheckUsername | undefined,
): UsernameHint {
  const username = entered.trim();
  const [answer, setAnswer] = useState<UsernameAnswer | null>(null);
  const isChanged = username !== stored;
  const asks = isChanged && isWorthAsking(username);

  useEffect(() => {
    if (!asks || check === undefined) return;
    return askWhenQuiet(username, check, setAnswer);
  }, [asks, check, username]);

  if (!isChanged) return { status: "none" };
  const hint = hintFor(username, answer);
  return hint.status === "checking" && check === undefined ? { status: "none" } : hint;
}
