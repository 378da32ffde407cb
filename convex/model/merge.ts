import {
  USER_UPDATE_FIELDS,
  type ProfileValues,
  type UserUpdateField,
  type UserUpdateValues,
} from "./fields";
import { isSamePicture } from "./picture";
import type { ClerkState } from "./statuses";

/**
 * A person's profile in Convex is Clerk's newest view with their open saves laid over it, oldest
 * first. An old webhook therefore cannot flicker an old value back, and a refused save undoes
 * itself by being taken away; what a newer save says stays.
 */

/** The id of a file in Convex's storage, as Convex types it. */
export type StorageId = string & { __tableName: "_storage" };

/** What a save asked for, normalised. */
export type SavedValues = ProfileValues & {
  /** The picture's file; null removes the picture. */
  avatar_storage_id?: StorageId | null;
  onboarding?: { step: string | null; completed_at: number | null };
};

/** A field that a save carries to Clerk. */
export type SentField = UserUpdateField | "image_url";
export const SENT_FIELDS: readonly SentField[] = [...USER_UPDATE_FIELDS, "image_url"];

/** A save that still stands over Clerk's view. */
export interface OpenWrite {
  requested: SavedValues;
  /** Fields of it that have lost against a newer value of Clerk's. */
  overruled: readonly { field: string }[];
  /** What stood in Clerk before it, as far as was known. */
  clerk_previous: Partial<UserUpdateValues> & { image_url?: string | null };
  clerk: ClerkState;
  clerk_updated_at: number | null;
  clerk_image_url: string | null;
  started_at: number;
}

/** What Clerk says of the fields that a save can change. */
export type ClerkSide = UserUpdateValues & { image_url: string | null; has_image: boolean };

/** Clerk's view and its `updated_at`. */
export interface ClerkValues {
  values: ClerkSide;
  updated_at: number;
}

/**
 * How far Clerk's clock may be behind ours, the browser's two calls being apart included: a view
 * older than a save by more than this cannot contain it.
 */
export const CLOCK_TOLERANCE_MS = 10_000;

/** Clerk's values with the open saves laid over them, oldest first. */
export function layOver(clerk: UserUpdateValues, writes: readonly OpenWrite[]): UserUpdateValues {
  const values: Partial<UserUpdateValues> = {};
  for (const field of USER_UPDATE_FIELDS) values[field] = valueOver(field, clerk[field], writes);
  // The loop has set every field.
  return values as UserUpdateValues;
}

/** What one field shows: the newest save that speaks of it, else what stands underneath. */
export function valueOver(
  field: UserUpdateField,
  base: string | null,
  writes: readonly OpenWrite[],
): string | null {
  const newest = newestOf(field, writes);
  return newest === undefined ? base : (newest.requested[field] ?? null);
}

/** The newest save that speaks of a field. */
export function newestOf<Write extends OpenWrite>(
  field: SentField,
  writes: readonly Write[],
): Write | undefined {
  return writes.findLast((write) => sentFields(write).includes(field));
}

export type WriteVerdict = "stands" | "confirmed" | "overtaken";

/**
 * What a view from Clerk says about an open save. `confirmed`: Clerk has it, or had it and has
 * moved on since. `overtaken`: we had given up on it and Clerk has moved on without it.
 */
export function judgeWrite(write: OpenWrite, view: ClerkValues): WriteVerdict {
  const known = write.clerk_updated_at;
  switch (write.clerk) {
    case "done":
      if (known === null) return hasArrived(write, view) ? "confirmed" : "stands";
      return view.updated_at >= known ? "confirmed" : "stands";
    case "pending":
    case "unreachable":
      return hasArrived(write, view) && isSure(write) ? "confirmed" : "stands";
    case "gave_up":
      if (known !== null && view.updated_at <= known) return "stands";
      return contains(view.values, write) ? "confirmed" : "overtaken";
    case "refused":
    case "superseded":
      return "overtaken";
  }
}

/** Whether Clerk's values hold all that a save asked for. */
export function contains(values: ClerkSide, write: OpenWrite): boolean {
  return sentFields(write).every((field) => containsField(values, write, field));
}

/** Whether Clerk has in a field what a save asked for in it. */
export function containsField(values: ClerkSide, write: OpenWrite, field: SentField): boolean {
  if (field === "image_url") return hasPicture(values, write);
  return values[field] === (write.requested[field] ?? null);
}

/**
 * Whether Clerk shows the picture of a save. Clerk names its pictures itself, so unless we were
 * told the name, any picture that was not there before must be it.
 */
export function hasPicture(values: ClerkSide, write: OpenWrite): boolean {
  if (write.requested.avatar_storage_id === null) return !values.has_image;
  if (!values.has_image) return false;
  if (write.clerk_image_url !== null) return isSamePicture(values.image_url, write.clerk_image_url);
  const before = write.clerk_previous.image_url;
  return before !== undefined && !isSamePicture(values.image_url, before);
}

/** Fields with a save on its way to Clerk. */
export function pendingFields(writes: readonly OpenWrite[]): Set<string> {
  return new Set(writes.filter(({ clerk }) => clerk !== "gave_up").flatMap(sentFields));
}

/** Of what a save asked for, the fields that go to Clerk and have not lost against Clerk's. */
export function sentFields({
  requested,
  overruled,
}: Pick<OpenWrite, "requested" | "overruled">): SentField[] {
  return SENT_FIELDS.filter(
    (field) =>
      (field === "image_url" ? requested.avatar_storage_id : requested[field]) !== undefined &&
      !overruled.some((lost) => lost.field === field),
  );
}

/**
 * Fields of a save that end with another value in Clerk, although no newer save of the person's
 * speaks of them: somebody has changed them in Clerk in the meantime, and Clerk's value stands.
 */
export function overruledFields(
  write: OpenWrite,
  values: ClerkSide,
  newer: ReadonlySet<string>,
): SentField[] {
  return sentFields(write).filter(
    (field) => !newer.has(field) && !containsField(values, write, field),
  );
}

function hasArrived(write: OpenWrite, view: ClerkValues): boolean {
  const isRecent = view.updated_at >= write.started_at - CLOCK_TOLERANCE_MS;
  return isRecent && contains(view.values, write);
}

/**
 * A new picture in a webhook may be that of another save, until the browser has told what Clerk
 * called this one, or a check has looked.
 */
function isSure(write: OpenWrite): boolean {
  const isUpload = (write.requested.avatar_storage_id ?? null) !== null;
  return !isUpload || write.clerk_image_url !== null;
}
