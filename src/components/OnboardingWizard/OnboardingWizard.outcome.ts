import type { SaveField } from "../../sync/changes";
import { clerkPictureAfter, type SaveResult } from "../../sync/save.machine";
import { labelOf, type OnboardingWizardStrings } from "./OnboardingWizard.strings";

/** What to tell a person whom a save keeps where they are. */
export interface TroubleWords {
  tone: "warning" | "danger";
  title: string;
  body: string;
  /** Whether the same again may help. */
  retry: boolean;
}

/** Whether a save keeps a person at their step. What is on its way to Clerk keeps nobody. */
export function keepsAtStep({ convex, lost }: SaveResult): boolean {
  return lost.length > 0 || convex.status === "cancelled";
}

/**
 * Puts a save that kept a person at their step into words; null when it did not.
 */
export function stepTrouble(
  { convex, clerk, lost }: SaveResult,
  strings: OnboardingWizardStrings,
): TroubleWords | null {
  if (convex.status === "cancelled") return cancelledWords(clerk, strings);
  if (lost.length === 0) return null;
  if (clerk.status === "refused") {
    const { title, body } = strings.refused;
    // Where the reason has a field, it stands there.
    const words = clerk.field === null ? `${clerk.message} ${body}` : body;
    return { tone: "danger", title, body: words, retry: clerk.field === null };
  }
  if (convex.status === "refused" || convex.status === "unreachable") {
    if (clerk.status === "done") {
      const { title, body } = strings.onlyClerk;
      return { tone: "warning", title, body: body(convex.message), retry: true };
    }
    if (clerk.status === "skipped") {
      const { title, body } = strings.notSaved;
      const isAtField = convex.status === "refused" && convex.field !== null;
      return { tone: "danger", title, body: body(convex.message), retry: !isAtField };
    }
  }
  return { tone: "danger", ...strings.neitherSaved, retry: true };
}

/** The same for the end. What each side said stands beside it, so here is only what that means. */
export function finishTrouble(
  { convex, clerk, lost, fieldErrors }: SaveResult,
  strings: OnboardingWizardStrings,
): TroubleWords | null {
  if (lost.length === 0) return null;
  if (convex.status === "cancelled") return cancelledWords(clerk, strings);
  const { title, refused, body } = strings.notFinished;
  const fields = Object.keys(fieldErrors) as SaveField[];
  if (clerk.status === "refused") {
    const labels = fields.map((field) => labelOf(field, strings));
    return { tone: "danger", title, body: refused(labels), retry: fields.length === 0 };
  }
  if (convex.status === "refused" && clerk.status === "unreachable") {
    return { tone: "danger", title, body: strings.neitherSaved.body, retry: true };
  }
  return { tone: "danger", title, body, retry: true };
}

/** The person has stopped their picture on its way. */
function cancelledWords(
  clerk: SaveResult["clerk"],
  strings: OnboardingWizardStrings,
): TroubleWords {
  const { title, ...bodies } = strings.cancelled;
  return { tone: "warning", title, body: bodies[clerkPictureAfter(clerk)], retry: false };
}
