import { ArrowDown, ArrowUp } from "lucide-react";
import classes from "./VirtualTable.module.css";

export type Direction = "ascending" | "descending";

export type Sorting = {
  /** The ids of the columns that one can sort by. */
  columns: readonly string[];
  /** The column that the rows are in the order of. */
  column: string;
  direction: Direction;
  onSort: (event: { column: string }) => void;
};

export type HeadCellProps = {
  column: { id: string; header: string };
  sorting: Sorting | undefined;
};

/** A column's heading; a button where one can sort by it, with an arrow the way the rows go. */
export function HeadCell({ column: { id, header }, sorting }: HeadCellProps) {
  if (!sorting?.columns.includes(id)) {
    return (
      <span role="columnheader" data-column={id}>
        {header}
      </span>
    );
  }
  const direction = sorting.column === id ? sorting.direction : undefined;
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <span role="columnheader" data-column={id} aria-sort={direction}>
      <button type="button" className={classes.Sort} onClick={() => sorting.onSort({ column: id })}>
        {header}
        <Arrow aria-hidden size={12} />
      </button>
      <span className={classes.Unsorted}>{header}</span>
    </span>
  );
}
