import { USER_UPDATE_FIELDS, type UserUpdateValues } from "./fields";
import {
  contains,
  containsField,
  hasPicture,
  sentFields,
  type ClerkSide,
  type OpenWrite,
} from "./merge";
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

/** An older save of the same person, as far as it tells where a value in Clerk comes from. */
export type EarlierWrite = Pick<OpenWrite, "requested" | "clerk_image_url">;

export type CheckedWrite = OpenWrite & {
  previous: OpenWrite["requested"];
  /** Those that Clerk may have taken: their values in Clerk are no change that somebody else made. */
  earlier: readonly EarlierWrite[];
};

/**
 * Whether nothing may be done about a save yet, as a newer one speaks of a field of it and nobody
 * knows how Clerk takes that one. Clerk may have it, so that this one would overwrite it; or refuse
 * it, and then this one is what the person last asked for.
 */
export function waitsForNewer(write: OpenWrite, newer: readonly OpenWrite[]): boolean {
  if (write.clerk === "done") return false;
  const theirs = new Set(newer.filter(isUndecided).flatMap(sentFields));
  return sentFields(write).some((field) => theirs.has(field));
}

/** Whether nobody knows yet how Clerk takes a save. */
export function isUndecided({ clerk }: Pick<OpenWrite, "clerk">): boolean {
  return clerk === "pending" || clerk === "unreachable";
}

/**
 * Whether fields that a save has lost in Clerk went to an older save of the same person, which a
 * check finished there later, as it did not know of this one or that it had been there already.
 * That is nobody's change, and the newer save has to be sent once more.
 */
export function isOverwritten(
  { clerk_updated_at }: OpenWrite,
  lost: readonly string[],
  clerk: ClerkSide,
  earlier: readonly (OpenWrite & { attempts: number })[],
): boolean {
  if (clerk_updated_at === null) return false;
  return earlier.some(
    (older) =>
      older.attempts > 0 &&
      older.clerk_updated_at !== null &&
      older.clerk_updated_at > clerk_updated_at &&
      sentFields(older).some((field) => lost.includes(field) && containsField(clerk, older, field)),
  );
}

/**
 * A field is finished in Clerk only where Clerk still has a value from before the save, also one
 * that an earlier save brought there unheard. Where it has another value somebody changed it there
 * in the meantime, and Clerk's newer value stands; a field that a newer save speaks of is that
 * save's to finish.
 */
export function planCheck(
  write: CheckedWrite,
  clerk: ClerkSide,
  newerFields: ReadonlySet<string>,
): CheckPlan {
  const hasArrived = contains(clerk, write) && !showsEarlierPicture(write, clerk);
  if (write.clerk === "done" || hasArrived) return { action: "close", clerk: "done" };
  const sent = sentFields(write).filter((field) => !newerFields.has(field));
  const changes: Partial<UserUpdateValues> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const wanted = write.requested[field];
    const value = clerk[field];
    if (!sent.includes(field) || wanted === undefined || wanted === value) continue;
    const earlier = write.earlier.map(({ requested }) => requested);
    const before = [write.previous, write.clerk_previous, ...earlier];
    if (before.some((values) => values[field] === value)) changes[field] = wanted;
  }
  const picture = sent.includes("image_url") ? planPicture(write, clerk) : "leave";
  if (Object.keys(changes).length === 0 && picture === "leave") {
    return { action: "close", clerk: "superseded" };
  }
  return { action: "finish", changes, picture };
}

function planPicture(write: CheckedWrite, clerk: ClerkSide): "upload" | "remove" | "leave" {
  const isEarlier = showsEarlierPicture(write, clerk);
  if (!isEarlier && hasPicture(clerk, write)) return "leave";
  const before = write.clerk_previous.image_url;
  const isFromBefore = isEarlier || before === undefined || isSamePicture(clerk.image_url, before);
  if (!isFromBefore) return "leave";
  return write.requested.avatar_storage_id === null ? "remove" : "upload";
}

/**
 * Whether Clerk shows what an earlier save brought there: where Clerk's name for this save's own
 * picture is not known, any other new picture would be taken for it.
 */
function showsEarlierPicture(write: CheckedWrite, { image_url }: ClerkSide): boolean {
  if (write.requested.avatar_storage_id === undefined || write.clerk_image_url !== null)
    return false;
  return write.earlier.some(
    (earlier) =>
      earlier.clerk_image_url !== null && isSamePicture(image_url, earlier.clerk_image_url),
  );
}
