import { USER_UPDATE_FIELDS, type ProfileValues, type UserUpdateValues } from "./fields";
import { contains } from "./merge";
import type { ClerkState } from "./statuses";

/** What to do about an open save once Clerk has been asked how the person looks there. */
export type CheckPlan =
  | { action: "close"; clerk: Extract<ClerkState, "done" | "superseded"> }
  | { action: "finish"; changes: Partial<UserUpdateValues> };

export interface CheckedWrite {
  clerk: ClerkState;
  requested: ProfileValues;
  previous: ProfileValues;
  clerk_previous: ProfileValues;
}

/**
 * A field is finished in Clerk only where Clerk still has a value from before the save. Where it
 * has a third value somebody changed it there in the meantime, and Clerk's newer value stands; a
 * field that a newer save speaks of is that save's to finish.
 */
export function planCheck(
  write: CheckedWrite,
  clerk: UserUpdateValues,
  newerFields: ReadonlySet<string>,
): CheckPlan {
  if (write.clerk === "done" || contains(clerk, write.requested)) {
    return { action: "close", clerk: "done" };
  }
  const changes: Partial<UserUpdateValues> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const wanted = write.requested[field];
    const value = clerk[field];
    if (wanted === undefined || wanted === value || newerFields.has(field)) continue;
    const isFromBefore = value === write.previous[field] || value === write.clerk_previous[field];
    if (isFromBefore) changes[field] = wanted;
  }
  if (Object.keys(changes).length === 0) return { action: "close", clerk: "superseded" };
  return { action: "finish", changes };
}
