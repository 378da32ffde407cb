import { ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { absolute } from "../../components/ui";
import { CopyButton } from "../Copy/CopyButton";
import { branches, jsonRows, shortForm, treeMove, type JsonRow } from "./jsonRows";
import classes from "./JsonTree.module.css";

export type JsonTreeProps = {
  /** What the tree shows, for screen readers. */
  label: string;
  value: object;
  /** The paths of the branches that are open. */
  open: ReadonlySet<string>;
  onOpen: (change: { open: ReadonlySet<string> }) => void;
};

/**
 * JSON as a tree. The arrow keys move, open and close; the path of the row under the pointer, or of
 * the one that has the focus, is shown below and can be copied, as can its value.
 */
export function JsonTree({ label, value, open, onOpen }: JsonTreeProps) {
  const rows = jsonRows(value, open);
  const [currentPath, setCurrentPath] = useState<string | null>(null);
  const [pointed, setPointed] = useState<JsonRow | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const current = Math.max(
    0,
    rows.findIndex(({ path }) => path === currentPath),
  );
  const shown = pointed ?? rows[current];

  function toggle(path: string, isOpen: boolean) {
    const next = new Set(open);
    if (isOpen) next.add(path);
    else next.delete(path);
    onOpen({ open: next });
  }

  function press(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = treeMove(event.key, rows, current);
    if (move === null) return;
    event.preventDefault();
    if (move.kind === "open_siblings") return onOpen({ open: new Set([...open, ...move.paths]) });
    if (move.kind !== "go") return toggle(move.path, move.kind === "open");
    flushSync(() => {
      setPointed(null);
      setCurrentPath(rows[move.index]?.path ?? null);
    });
    tree.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }

  return (
    <div className={classes.JsonTree}>
      <div
        ref={tree}
        role="tree"
        aria-label={label}
        className={classes.Rows}
        onKeyDown={press}
        onPointerLeave={() => setPointed(null)}
      >
        {rows.map((row, index) => (
          <div
            key={row.path}
            role="treeitem"
            aria-level={row.level}
            aria-posinset={row.position}
            aria-setsize={row.siblings}
            aria-expanded={row.children === "none" ? undefined : row.children === "open"}
            aria-selected={index === current}
            tabIndex={index === current ? 0 : -1}
            className={classes.Row}
            style={{ paddingInlineStart: `${row.level - 1}rem` }}
            onPointerEnter={() => setPointed(row)}
            onFocus={() => setCurrentPath(row.path)}
            onClick={() => {
              setCurrentPath(row.path);
              if (row.children !== "none") toggle(row.path, row.children === "closed");
            }}
          >
            <span className={classes.Twist} data-children={row.children}>
              {row.children !== "none" && <ChevronRight aria-hidden size={12} />}
            </span>
            <span className={classes.Name}>{row.name}</span>
            <Value row={row} />
          </div>
        ))}
      </div>
      {shown && (
        <div className={classes.Path}>
          <code>{shown.path}</code>
          <CopyButton label="Copy path" text={shown.path} />
          <CopyButton label="Copy value" text={textOf(shown.value)} />
        </div>
      )}
    </div>
  );
}

/** All branches of a value, for a tree that shows everything. */
export function everythingOpen(value: object): ReadonlySet<string> {
  return new Set(branches(value));
}

function Value({ row: { name, value } }: { row: JsonRow }) {
  const kind = value === null ? "null" : typeof value;
  return (
    <>
      <span className={classes.Value} data-kind={kind} dir="auto">
        {shortForm(value)}
      </span>
      {typeof value === "number" && name.endsWith("_at") && (
        <span className={classes.Note}>{absolute(value)}</span>
      )}
    </>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
