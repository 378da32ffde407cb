import { WHOLE_PERSON } from "./drift";
import { CLERK_FIELDS, isMirrored, type ClerkField } from "./fields";
import type { OneSided } from "./statuses";

/** What an admin may decide about a difference, and why not. */

export type Winner = "clerk" | "convex";

export interface Contested {
  drifted_fields: readonly string[];
  one_sided: OneSided | null;
  /** Whether Convex has a file of its own of the person's picture. */
  hasOwnPicture: boolean;
}

/** Why a difference cannot end with this winner; null when it can. */
export function complaintAboutDecision(
  contested: Contested,
  field: string,
  winner: Winner,
): string | null {
  if (!contested.drifted_fields.includes(field)) return "The two sides do not differ in this.";
  if (winner === "clerk") return null;
  if (field === WHOLE_PERSON && contested.one_sided === "missing_in_clerk") {
    return "Clerk would give this person a new id. Let Clerk win, or have them sign up again.";
  }
  return complaintAboutSending(contested, field);
}

/** Why Convex's value of a field cannot be sent to Clerk; null when it can. */
export function complaintAboutSending(
  { hasOwnPicture }: Pick<Contested, "hasOwnPicture">,
  field: string,
): string | null {
  if (field === "email") return "An e-mail can only be changed in Clerk.";
  if (isClerkField(field) && isMirrored(field)) return "This can only be changed in Clerk.";
  const isSendable = field !== "image_url" || hasOwnPicture;
  return isSendable ? null : "Convex has no picture of its own to send.";
}

/** Whether the decision deletes a user in Clerk. */
export function deletesInClerk(one_sided: OneSided | null, winner: Winner): boolean {
  return (
    winner === "convex" && (one_sided === "missing_in_convex" || one_sided === "deleted_mismatch")
  );
}

export function isClerkField(name: string): name is ClerkField {
  return CLERK_FIELDS.some((field) => field === name);
}
