import { USER_UPDATE_FIELDS, type UserUpdateValues } from "./fields";
import { contains, hasPicture, sentFields, type ClerkSide, type OpenWrite } from "./merge";
import { isSamePicture } from "./picture";
import type { ClerkState } from "./statuses";

/** What to do about an open save once Clerk has been asked how the person looks there. */
export type CheckPlan =
  | { action: "close"; clerk: Extract<ClerkState, "done" | "superseded"> }
  | {
      action: "finish";
      /** For `PATCH /v1/users/:id`; empty when only the picture is missing. */
      changes: Partial<UserUpdateValues>;
      picture: "upload" | "remove" | "leave";
    };

export type CheckedWrite = OpenWrite & { previous: OpenWrite["requested"] };

/**
 * A field is finished in Clerk only where Clerk still has a value from before the save. Where it
 * has a third value somebody changed it there in the meantime, and Clerk's newer value stands; a
 * field that a newer save speaks of is that save's to finish.
 */
export function planCheck(
  write: CheckedWrite,
  clerk: ClerkSide,
  newerFields: ReadonlySet<string>,
): CheckPlan {
  if (write.clerk === "done" || contains(clerk, write)) return { action: "close", clerk: "done" };
  const sent = sentFields(write).filter((field) => !newerFields.has(field));
  const changes: Partial<UserUpdateValues> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const wanted = write.requested[field];
    const value = clerk[field];
    if (!sent.includes(field) || wanted === undefined || wanted === value) continue;
    const isFromBefore = value === write.previous[field] || value === write.clerk_previous[field];
    if (isFromBefore) changes[field] = wanted;
  }
  const picture = sent.includes("image_url") ? planPicture(write, clerk) : "leave";
  if (Object.keys(changes).length === 0 && picture === "leave") {
    return { action: "close", clerk: "superseded" };
  }
  return { action: "finish", changes, picture };
}

function planPicture(write: CheckedWrite, clerk: ClerkSide): "upload" | "remove" | "leave" {
  if (hasPicture(clerk, write)) return "leave";
  const before = write.clerk_previous.image_url;
  const isFromBefore = before === undefined || isSamePicture(clerk.image_url, before);
  if (!isFromBefore) return "leave";
  return write.requested.avatar_storage_id === null ? "remove" : "upload";
}
