import type { UserSort } from "../../../convex/model/statuses";
import type { Direction } from "../VirtualTable/HeadCell";

/** The orders of the list, each one served by an index, in words. */
export const SORT_WORDS: Record<UserSort, string> = {
  "-activity": "Newest change first",
  activity: "Oldest change first",
  name: "Name, A to Z",
  "-name": "Name, Z to A",
  "-signed_up": "Newest sign-up first",
  signed_up: "Oldest sign-up first",
};

/** What each column sorts by, first the order that one is likely to want. */
const COLUMN_SORTS = {
  person: ["name", "-name"],
  changed: ["-activity", "activity"],
  joined: ["-signed_up", "signed_up"],
} as const satisfies Record<string, readonly [UserSort, UserSort]>;

export const SORTABLE_COLUMNS: readonly string[] = Object.keys(COLUMN_SORTS);

/** The column that an order is of, and the way it goes. */
export function shownSort(sort: UserSort): { column: string; direction: Direction } {
  const columns = Object.entries<readonly UserSort[]>(COLUMN_SORTS);
  const column = columns.find(([, sorts]) => sorts.includes(sort))?.[0] ?? "changed";
  return { column, direction: sort.startsWith("-") ? "descending" : "ascending" };
}

/** The order after a column's heading was pressed: its usual one, and the other the next time. */
export function sortAfter(column: string, now: UserSort): UserSort {
  const [usual, other] = COLUMN_SORTS[column as keyof typeof COLUMN_SORTS] ?? [now, now];
  return now === usual ? other : usual;
}
