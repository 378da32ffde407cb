import { USER_UPDATE_FIELDS, type ProfileValues, type UserUpdateValues } from "./fields";
import { contains } from "./merge";
import type { ClerkState } from "./statuses";

/** What to do about an open save once Clerk has been asked how the person looks there. */
export type CheckPlan =
  | { action: "close"; clerk: Extract<ClerkState, "done" | "superseded"> }
  | { action: "finish"; changes: Partial<UserUpdateValues> };

/**
 * A field is finished in Clerk only where Clerk still has the value from before the save. Where it
 * has a third value somebody changed it there in the meantime, and Clerk's newer value stands; a
 * field that a newer save speaks of is that save's to finish.
 */
export function planCheck(
  write: { clerk: ClerkState; requested: ProfileValues; previous: ProfileValues },
  clerk: UserUpdateValues,
  newerFields: ReadonlySet<string>,
): CheckPlan {
  if (write.clerk === "done" || contains(clerk, write.requested)) {
    return { action: "close", clerk: "done" };
  }
  const changes: Partial<UserUpdateValues> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const wanted = write.requested[field];
    const isUntouched = clerk[field] === write.previous[field];
    if (wanted !== undefined && wanted !== clerk[field] && isUntouched && !newerFields.has(field)) {
      changes[field] = wanted;
    }
  }
  if (Object.keys(changes).length === 0) return { action: "close", clerk: "superseded" };
  return { action: "finish", changes };
}
