import type { ListState } from "../lib/listState";
import type { EventRow } from "../types";

/**
 * The list as it stood at a moment: what was received after it is held back and counted. Events
 * that were there already go on telling what becomes of them, and older ones can still be loaded.
 *
 * @param at when the newest event that may be shown was received; null holds nothing back
 */
export function holdBack<Row extends Pick<EventRow, "received_at">>(
  list: ListState<Row>,
  at: number | null,
): { list: ListState<Row>; heldBack: number } {
  if (at === null || list.status !== "ready") return { list, heldBack: 0 };
  const rows = list.rows.filter((row) => row.received_at <= at);
  const heldBack = list.rows.length - rows.length;
  return heldBack === 0 ? { list, heldBack } : { list: { ...list, rows }, heldBack };
}

/** When the newest event of a list was received; before all time where there is none. */
export function newestIn(list: ListState<Pick<EventRow, "received_at">>): number {
  if (list.status !== "ready") return 0;
  return list.rows.reduce((newest, row) => Math.max(newest, row.received_at), 0);
}
