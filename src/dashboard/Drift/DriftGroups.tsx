import { RelativeTime, Skeleton } from "../../components/ui";
import type { DriftGroup } from "../types";
import { groupWords, KIND_WORDS, type DriftFilter } from "./driftWords";
import classes from "./Drift.module.css";

export type DriftGroupsProps = {
  groups: DriftGroup[] | undefined;
  filter: DriftFilter;
  onFilter: (change: Partial<DriftFilter>) => void;
};

/** What is open, by field and kind; a click narrows the list to one group, or widens it again. */
export function DriftGroups({ groups, filter, onFilter }: DriftGroupsProps) {
  if (filter.state !== "open" || filter.person !== null || filter.run !== null) return null;
  if (groups === undefined) return <Skeleton height="3.75rem" />;
  if (groups.length === 0) return null;
  return (
    <ul role="list" aria-label="Open differences by field" tabIndex={0} className={classes.Groups}>
      {groups.map((group) => {
        const { field, kind, count, oldest_at } = group;
        const isShown = filter.field === field && filter.kind === kind;
        return (
          <li key={`${field} ${kind}`}>
            <button
              type="button"
              aria-pressed={isShown}
              title={KIND_WORDS[kind]}
              className={classes.Group}
              onClick={() => onFilter(isShown ? { field: null, kind: null } : { field, kind })}
            >
              <span className={classes.GroupName}>{groupWords(group)}</span>
              <span className={classes.GroupCount}>{count.toLocaleString()}</span>
              <span className={classes.GroupAge}>
                {oldest_at === null ? "just now" : <RelativeTime at={oldest_at} />}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
