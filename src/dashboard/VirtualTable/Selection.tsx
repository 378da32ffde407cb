import { Checkbox } from "../../components/ui";
import classes from "./VirtualTable.module.css";

/** Which rows are chosen, and what to do when a box is clicked; `data-column="select"` on its cells. */
export type Selection<Row> = {
  isChosen: (row: Row) => boolean;
  /** The name of the row's box. */
  labelOf: (row: Row) => string;
  /** `range`: with the shift key, so all from the box before to this one are meant. */
  onToggle: (event: { row: Row; range: boolean }) => void;
  /** Of the rows in the list. */
  all: "none" | "some" | "all";
  onToggleAll: () => void;
};

/** The box in front of one row. */
export function SelectCell<Row>({ selection, row }: { selection: Selection<Row>; row: Row }) {
  return (
    <div role="cell" data-column="select" className={classes.Select}>
      <Checkbox
        hideLabel
        label={selection.labelOf(row)}
        checked={selection.isChosen(row)}
        // Space on the row does the same, so the boxes are not a stop for each row.
        tabIndex={-1}
        onChange={(event) => {
          const { nativeEvent } = event;
          const range = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
          selection.onToggle({ row, range });
        }}
      />
    </div>
  );
}

/** The box in the head, for all rows of the list. */
export function SelectAllCell<Row>({ selection }: { selection: Selection<Row> }) {
  const { all, onToggleAll } = selection;
  return (
    <div role="columnheader" data-column="select" className={classes.Select}>
      <Checkbox
        hideLabel
        label="Choose all in the list"
        checked={all === "all"}
        indeterminate={all === "some"}
        onChange={onToggleAll}
      />
    </div>
  );
}
