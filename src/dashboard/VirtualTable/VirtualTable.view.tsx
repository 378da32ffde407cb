import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { Unplug } from "lucide-react";
import { useEffect, useImperativeHandle, useState } from "react";
import type { KeyboardEvent, MouseEvent, ReactNode, Ref } from "react";
import { flushSync } from "react-dom";
import { EmptyState, Skeleton } from "../../components/ui";
import type { ListState } from "../lib/listState";
import { isPlainClick } from "../lib/isPlainClick";
import { HeadCell, type Sorting } from "./HeadCell";
import { nextRow } from "./nextRow";
import { SelectAllCell, SelectCell, type Selection } from "./Selection";
import classes from "./VirtualTable.module.css";

/** One column; `data-column={id}` is on its cells, for the layout that `rowClassName` gives. */
export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** What stands in the cell while the rows are on their way. @default a bar */
  skeleton?: ReactNode;
};

/** What a page can ask of its table. */
export type VirtualTableHandle = {
  scrollToTop: () => void;
};

export type VirtualTableProps<Row> = {
  /** What the table lists, for screen readers. */
  label: string;
  /** The first column's cell becomes the row's link. */
  columns: readonly [Column<Row>, ...Column<Row>[]];
  list: ListState<Row>;
  rowKey: (row: Row) => string;
  /** Where the row's link leads, so that it can be copied or opened in a new tab. */
  rowHref: (row: Row) => string;
  /** The key of the row that is open beside the table, or `null`. */
  openKey: string | null;
  /** Without it a row's link leads away, as any link does. */
  onOpen?: (event: { row: Row }) => void;
  /** Called when the last rows come near and the list says that there are more. */
  onMore: () => void;
  /** Lays out the cells of a row and of the header: `grid-template-columns` and the like. */
  rowClassName: string;
  /** What stands in place of the rows when there are none. */
  empty: ReactNode;
  /** The columns that one can sort by, and the order at present. @default one cannot sort */
  sorting?: Sorting;
  /** Rows that one can choose, with a box in front of each. @default one cannot choose */
  selection?: Selection<Row>;
  /** Called when the first row is scrolled out of sight, and when it comes back. */
  onAway?: (event: { away: boolean }) => void;
  handle?: Ref<VirtualTableHandle>;
};

/** In px, as the style sheet has them; real rows are measured. */
const ROW_HEIGHT = 52;
const HEAD_HEIGHT = 36;
const OVERSCAN = 8;
const SKELETON_ROWS = 12;

/**
 * A table that keeps only the rows in sight in the page, however many there are. Each row is one
 * link: the arrow keys, Home, End and Page keys move between rows, Enter follows the link.
 */
export function VirtualTableView<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, list, rowClassName, empty, sorting, onAway, handle } = props;
  // State and not a ref: the rows inside have to hear of the element, which comes after them.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [away, setAway] = useState(false);
  useImperativeHandle(handle, () => ({ scrollToTop: () => scroller?.scrollTo({ top: 0 }) }));

  function watch() {
    const now = (scroller?.scrollTop ?? 0) > ROW_HEIGHT;
    if (now === away) return;
    setAway(now);
    onAway?.({ away: now });
  }

  return (
    <div className={classes.Frame}>
      <div ref={setScroller} className={classes.Scroller} onScroll={watch}>
        <div
          role="table"
          aria-label={label}
          aria-busy={list.status === "loading" || (list.status === "ready" && list.refreshing)}
          aria-rowcount={rowCount(list)}
          className={classes.Table}
        >
          <div role="rowgroup" className={classes.Head}>
            <div role="row" className={clsx(classes.HeadRow, rowClassName)}>
              {props.selection && <SelectAllCell selection={props.selection} />}
              {columns.map((column) => (
                <HeadCell key={column.id} column={column} sorting={sorting} />
              ))}
            </div>
          </div>
          {list.status === "loading" && (
            <SkeletonRows columns={columns} rowClassName={rowClassName} />
          )}
          {list.status === "ready" && (
            <Rows {...props} scroller={scroller} rows={list.rows} more={list.more} />
          )}
        </div>
        {list.status === "unreachable" && (
          <div className={classes.Empty}>
            <Unreachable />
          </div>
        )}
        {list.status === "ready" && list.more === "loading" && (
          <p className={classes.More}>Loading more…</p>
        )}
        {isEmpty(list) && <div className={classes.Empty}>{empty}</div>}
      </div>
    </div>
  );
}

function Unreachable() {
  return (
    <EmptyState icon={Unplug} title="The server can’t be reached">
      So nothing can be said about what is there. The connection is being tried again, and the list
      comes by itself once it stands.
    </EmptyState>
  );
}

/** A page may be empty although the server has more: it can filter after it has cut the page. */
function isEmpty<Row>(list: ListState<Row>): boolean {
  return (
    list.status === "ready" && list.rows.length === 0 && list.more === "none" && !list.refreshing
  );
}

/** With the header; -1 says "not known", as ARIA has it, while the server holds more. */
function rowCount<Row>(list: ListState<Row>): number {
  return list.status === "ready" && list.more === "none" ? list.rows.length + 1 : -1;
}

type RowsProps<Row> = VirtualTableProps<Row> & {
  scroller: HTMLDivElement | null;
  rows: Row[];
  more: "none" | "available" | "loading";
};

function Rows<Row>(props: RowsProps<Row>) {
  const { columns, scroller, rows, more, rowKey, rowHref, openKey, onOpen, onMore } = props;
  const { selection } = props;
  const [first, ...others] = columns;
  const [currentKey, setCurrentKey] = useState<string | null>(null);
  const current = Math.max(
    0,
    rows.findIndex((row) => rowKey(row) === (currentKey ?? openKey)),
  );

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rowKey(rows[index] as Row),
    overscan: OVERSCAN,
    // The head lies above the rows and stays in sight, over whatever is scrolled beneath it.
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    // The current row stays in the page when it is scrolled away, or its focus would be lost.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])].sort((a, b) => a - b),
  });
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (more === "available" && lastSeen >= rows.length - OVERSCAN) onMore();
  }, [more, lastSeen, rows.length, onMore]);

  function move(event: KeyboardEvent) {
    const chosen = rows[current];
    // The row's link has the focus: a space there would only scroll the list.
    if (event.key === " " && selection && chosen && event.target instanceof HTMLAnchorElement) {
      event.preventDefault();
      selection.onToggle({ row: chosen, range: event.shiftKey });
      return;
    }
    const height = scroller?.clientHeight ?? 0;
    const next = nextRow(event, { current, count: rows.length, page: height / ROW_HEIGHT });
    const row = next === undefined ? undefined : rows[next];
    if (next === undefined || row === undefined) return;
    event.preventDefault();
    flushSync(() => setCurrentKey(rowKey(row)));
    virtualizer.scrollToIndex(next);
    scroller
      ?.querySelector<HTMLElement>(`[data-index="${next}"] a`)
      ?.focus({ preventScroll: true });
  }

  return (
    <div
      role="rowgroup"
      className={classes.Rows}
      style={{ blockSize: virtualizer.getTotalSize() }}
      onKeyDown={move}
    >
      {items.map(({ key, index, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const open = rowKey(row) === openKey;
        function follow(event: MouseEvent) {
          if (row === undefined || !isPlainClick(event)) return;
          setCurrentKey(rowKey(row));
          if (!onOpen) return;
          event.preventDefault();
          onOpen({ row });
        }
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            role="row"
            aria-rowindex={index + 2}
            data-index={index}
            data-open={open || undefined}
            data-chosen={selection?.isChosen(row) || undefined}
            className={clsx(classes.Row, props.rowClassName)}
            style={{ transform: `translateY(${start - HEAD_HEIGHT}px)` }}
          >
            {selection && <SelectCell selection={selection} row={row} />}
            <div role="cell" data-column={first.id}>
              <a
                href={rowHref(row)}
                className={classes.Link}
                tabIndex={index === current ? 0 : -1}
                aria-current={open || undefined}
                onClick={follow}
              >
                {first.cell(row)}
              </a>
            </div>
            {others.map((column) => (
              <div key={column.id} role="cell" data-column={column.id}>
                {column.cell(row)}
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function SkeletonRows<Row>({
  columns,
  rowClassName,
}: Pick<VirtualTableProps<Row>, "columns" | "rowClassName">) {
  return (
    <div role="rowgroup">
      {Array.from({ length: SKELETON_ROWS }, (_, at) => (
        <div key={at} role="row" className={clsx(classes.Row, classes.Skeleton, rowClassName)}>
          {columns.map((column) => (
            <div key={column.id} role="cell" data-column={column.id}>
              {column.skeleton ?? <Skeleton width="70%" />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
