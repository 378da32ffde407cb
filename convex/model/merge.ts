import {
  USER_UPDATE_FIELDS,
  type ProfileValues,
  type UserUpdateField,
  type UserUpdateValues,
} from "./fields";
import type { ClerkState } from "./statuses";

/**
 * A person's profile in Convex is Clerk's newest view with their open saves laid over it, oldest
 * first. An old webhook therefore cannot flicker an old value back, and a refused save undoes
 * itself by being taken away; what a newer save says stays.
 */

/** A save that still stands over Clerk's view. */
export interface OpenWrite {
  requested: ProfileValues;
  clerk: ClerkState;
  clerk_updated_at: number | null;
  started_at: number;
}

/** Clerk's view of the fields that a save can change, and its `updated_at`. */
export interface ClerkValues {
  values: UserUpdateValues;
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
  const newest = writes.findLast(({ requested }) => requested[field] !== undefined);
  return newest?.requested[field] ?? (newest ? null : base);
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
      return hasArrived(write, view) ? "confirmed" : "stands";
    case "gave_up":
      if (known !== null && view.updated_at <= known) return "stands";
      return contains(view.values, write.requested) ? "confirmed" : "overtaken";
    case "refused":
    case "superseded":
      return "overtaken";
  }
}

/** Whether Clerk's values hold all that a save asked for. */
export function contains(values: UserUpdateValues, requested: ProfileValues): boolean {
  return sentFields(requested).every((field) => values[field] === requested[field]);
}

function hasArrived(write: OpenWrite, view: ClerkValues): boolean {
  const isRecent = view.updated_at >= write.started_at - CLOCK_TOLERANCE_MS;
  return isRecent && contains(view.values, write.requested);
}

/** Fields with a save on its way to Clerk. */
export function pendingFields(writes: readonly OpenWrite[]): Set<string> {
  return new Set(
    writes
      .filter(({ clerk }) => clerk !== "gave_up")
      .flatMap(({ requested }) => sentFields(requested)),
  );
}

/** Of what a save asked for, the fields that go to Clerk. */
export function sentFields(requested: ProfileValues): UserUpdateField[] {
  return USER_UPDATE_FIELDS.filter((field) => requested[field] !== undefined);
}
