import type { DriftData, DriftGroup, DriftKind, DriftRow } from "../types";
import { count, fieldWords } from "../words";

/** The kinds, short enough for a filter. */
export const KIND_WORDS: Record<DriftKind, string> = {
  field_mismatch: "Different values",
  stale_avatar: "Another picture",
  missing_in_convex: "Missing in Convex",
  missing_in_clerk: "Missing in Clerk",
  deleted_mismatch: "Deleted in Convex only",
};

/** What a group is called: its field, or for whole people which side lacks them. */
export function groupWords({ field, kind }: Pick<DriftGroup, "field" | "kind">): string {
  return field === "user" ? KIND_WORDS[kind] : fieldWords(field);
}

export type DriftFilter = {
  field: string | null;
  kind: DriftKind | null;
  state: "open" | "ended";
  person: string | null;
  run: string | null;
};

/** How many open differences a filter means, from the counts of the groups. */
export function countIn(
  groups: readonly DriftGroup[],
  { field, kind }: Pick<DriftFilter, "field" | "kind">,
): number {
  return groups
    .filter((group) => field === null || group.field === field)
    .filter((group) => kind === null || group.kind === kind)
    .reduce((sum, group) => sum + group.count, 0);
}

/** The filter in words, for a button that acts on all that match. */
export function filterWords({ field, kind }: Pick<DriftFilter, "field" | "kind">): string {
  const parts = [kind && KIND_WORDS[kind].toLowerCase(), field && fieldWords(field).toLowerCase()];
  return parts.filter(Boolean).join(", ") || "everything";
}

/** How a difference came about, in a sentence. */
export function causeSentence(cause: DriftData["cause"]): string {
  switch (cause.kind) {
    case "save_failed":
      return "A save reached Convex, and never Clerk.";
    case "event_failed":
      return "Clerk’s event about it could not be applied.";
    case "event_waiting":
      return "Clerk’s event about it is stored, and waits for its turn.";
    case "event_left":
      return "Clerk’s event about it was left aside.";
    case "event_missing":
      return cause.at === null
        ? "No event about it has come from Clerk."
        : "Clerk changed, and no event has told of it: the webhook was lost on the way.";
    case "changed_in_convex":
      return "Clerk’s event was applied, so Convex was changed afterwards by something else.";
    case "undone":
      return "A decision about it was undone, so the two sides differ as before.";
    case "unknown":
      return "How it came about is not known.";
  }
}

/** "214 open differences", and how many rows of them are here. */
export function summaryWords(filter: DriftFilter, total: number, rows: number, more: boolean) {
  if (filter.state === "ended") {
    return `${more ? "More than " : ""}${count(rows, "ended difference")}`;
  }
  const counted = filter.person === null && filter.run === null ? Math.max(total, rows) : rows;
  return count(counted, "open difference");
}

/** The rows from one to another, both included; just the second when the first is not there. */
export function rowsBetween(rows: readonly DriftRow[], from: string | null, to: DriftRow) {
  const start = rows.findIndex(({ _id }) => _id === from);
  const end = rows.findIndex(({ _id }) => _id === to._id);
  if (start < 0 || end < 0) return [to];
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}
