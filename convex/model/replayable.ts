import { isEmptied } from "./redact";

/** Why nothing can be made of a stored event again, in words; null when something can. */
export function whyNotReplayable({
  type,
  payload,
}: {
  type: string;
  payload: unknown;
}): string | null {
  if (type === "malformed") {
    return "This event was malformed when it came, and nothing of it can be applied.";
  }
  if (isEmptied(payload)) {
    return "The person was deleted, and what this event said of them has been erased.";
  }
  return null;
}
