import { USER_UPDATE_FIELDS, type UserUpdateField } from "./fields";
import type { Winner } from "./resolution";

/** Whether a decision about a difference can be taken back, and what that means. */

/** For how long; after that the values of the other side are history. */
export const UNDO_WINDOW_MS = 24 * 60 * 60_000;

export interface Decision {
  winner: Winner;
  at: number;
  undone_at: number | null;
}

/** A decided difference, with the values that it was about and those of the two sides today. */
export interface Decided {
  field: string;
  clerk: string | null;
  convex: string | null;
  resolved_at: number | null;
  decision: Decision | null;
  now: { clerk: string | null; convex: string | null };
}

/**
 * - `put_back`: Convex gets its earlier value again, and the two sides differ as before.
 * - `call_off`: what was on its way to Clerk is not sent, and the two sides differ as before.
 * - `send_back`: both sides get Clerk's earlier value.
 */
export type UndoStep = "put_back" | "call_off" | "send_back";

/** Until when a decision about a field can be undone; null when it never can. */
export function undoUntil(field: string, decision: Decision | null): number | null {
  if (decision === null || decision.undone_at !== null || !isUndoable(field)) return null;
  return decision.at + UNDO_WINDOW_MS;
}

/** What undoing takes, or why it is refused: nothing that is newer is ever overwritten. */
export function planUndo(decided: Decided, time: number): UndoStep | { complaint: string } {
  const { field, decision, now } = decided;
  if (decision === null) return { complaint: "Nobody has decided this." };
  if (decision.undone_at !== null) return { complaint: "This has been undone already." };
  if (!isUndoable(field)) {
    return { complaint: "Only names and usernames are kept, so only they can be put back." };
  }
  if (time > decision.at + UNDO_WINDOW_MS) {
    return { complaint: "Only what was decided in the last 24 hours can be undone." };
  }
  if (decided.resolved_at === null) return decision.winner === "convex" ? "call_off" : CHANGED;
  if (decision.winner === "clerk") {
    return now.convex === decided.clerk ? "put_back" : CHANGED;
  }
  const isAsLeft = now.clerk === decided.convex && now.convex === decided.convex;
  return isAsLeft ? "send_back" : CHANGED;
}

/** E-mails are never kept beside the profile, pictures are deleted, people are not brought back. */
export function isUndoable(field: string): field is UserUpdateField {
  return USER_UPDATE_FIELDS.some((name) => name === field);
}

const CHANGED = { complaint: "It has changed again since, and what is newer stays." };
