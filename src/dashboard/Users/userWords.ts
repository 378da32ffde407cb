import { statusLooks } from "../../components/ui";
import type { ListState } from "../lib/listState";
import type { UserCounts, UserRow } from "../types";
import { count, fieldWords } from "../words";
import type { UsersFilter } from "./Users.view";

/** How many people the list has, as far as that is known; empty while it is not. */
export function howMany(
  { q, status, field }: UsersFilter,
  list: ListState<UserRow>,
  counts: UserCounts | undefined,
): string {
  if (list.status !== "ready" || list.refreshing) return "";
  const listed = list.rows.length;
  if (list.more === "none") return people(listed);
  if (q !== "" || field !== null || counts === undefined) return `The first ${people(listed)}`;
  const all = status === null ? sumOf(counts.counts) : counts.counts[status];
  // What has changed in this very moment is in the rows before it is in the counts.
  return `${counts.lag ? "About " : ""}${people(Math.max(all, listed))}`;
}

export function sumOf(counts: UserCounts["counts"]): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

/** Why a list is empty, in a sentence. */
export function whyNobody({ q, status, field }: UsersFilter): string {
  const state = status === null ? "" : ` with the status “${statusLooks[status].label}”`;
  const where = field === null ? "" : ` whose ${fieldWords(field).toLowerCase()} differs`;
  const match = q === "" ? "" : ` for “${q}”`;
  const address = q.includes("@") ? " An e-mail is found by the whole address alone." : "";
  return `There is no one${state}${where}${match}.${address}`;
}

const people = (n: number) => (n === 1 ? count(1, "person") : `${n.toLocaleString()} people`);
