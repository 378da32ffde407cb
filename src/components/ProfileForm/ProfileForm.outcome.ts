import type { SaveResult } from "../../sync/save.machine";
import type { ProfileFormStrings } from "./ProfileForm.strings";

/** What to tell a person about a save that did not go all the way. */
export interface OutcomeWords {
  tone: "info" | "warning" | "danger";
  title: string;
  body: string;
  /** Whether saving the same again may help. */
  retry: boolean;
}

/**
 * Puts a result into words; null when all is well. Words about both sides at once, for two
 * messages about one save leave the reader to work out what holds now.
 */
export function outcomeWords(
  { outcome, convex, clerk, lost }: SaveResult,
  strings: ProfileFormStrings,
): OutcomeWords | null {
  if (outcome === "saved") return null;
  if (clerk.status === "refused" && convex.status === "done") {
    if (outcome === "failed") {
      const { title, body } = strings.clerkRefused;
      return { tone: "danger", title, body: withReason(clerk, body), retry: false };
    }
    const { title, body } = strings.partlyRefused;
    const fields = lost.map((field) => strings.labels[field]);
    return { tone: "warning", title, body: withReason(clerk, body(fields)), retry: false };
  }
  if (clerk.status === "unreachable" && convex.status === "done") {
    return { tone: "info", ...strings.onItsWay, retry: false };
  }
  if (convex.status === "refused") {
    if (clerk.status === "done") {
      const { title, body } = strings.onlyClerk;
      return { tone: "warning", title, body: body(convex.message), retry: lost.length > 0 };
    }
    if (clerk.status === "skipped") {
      const { title, body } = strings.convexRefused;
      return { tone: "danger", title, body: body(convex.message), retry: convex.field === null };
    }
  }
  return { tone: "danger", ...strings.bothFailed, retry: true };
}

/** Clerk's own words, unless they stand at a field already. */
function withReason(refusal: { field: string | null; message: string }, body: string): string {
  return refusal.field === null ? `${refusal.message} ${body}` : body;
}
