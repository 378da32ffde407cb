/** A value out of JSON as rows of a tree: which are there depends on what is opened. */

export type JsonRow = {
  /** Where the value stands, such as `email_addresses[0].id`. */
  path: string;
  /** The last part of the path. */
  name: string;
  /** 1 for what stands at the top. */
  level: number;
  /** Its place among its brothers and sisters, from 1, of so many. */
  position: number;
  siblings: number;
  value: unknown;
  /** What it holds, if it can hold anything and does. */
  children: "none" | "open" | "closed";
};

/** The rows in sight, from top to bottom. */
export function jsonRows(value: unknown, open: ReadonlySet<string>): JsonRow[] {
  return rowsIn(value, "", 1, open);
}

/** The paths of everything that can be opened. */
export function branches(value: unknown, path = ""): string[] {
  return entriesOf(value, path).flatMap((entry) => {
    const inside = branches(entry.value, entry.path);
    return entriesOf(entry.value, entry.path).length === 0 ? [] : [entry.path, ...inside];
  });
}

function rowsIn(value: unknown, path: string, level: number, open: ReadonlySet<string>): JsonRow[] {
  const entries = entriesOf(value, path);
  return entries.flatMap((entry, index) => {
    const hasChildren = entriesOf(entry.value, entry.path).length > 0;
    const isOpen = hasChildren && open.has(entry.path);
    const row: JsonRow = {
      ...entry,
      level,
      position: index + 1,
      siblings: entries.length,
      children: hasChildren ? (isOpen ? "open" : "closed") : "none",
    };
    return isOpen ? [row, ...rowsIn(entry.value, entry.path, level + 1, open)] : [row];
  });
}

function entriesOf(value: unknown, path: string): { name: string; path: string; value: unknown }[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      return { name: String(index), path: `${path}[${index}]`, value: item };
    });
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, item]: [string, unknown]) => {
    return { name, path: joined(path, name), value: item };
  });
}

/** As one would write it in JavaScript. */
function joined(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** What a value is, on its row: a plain one itself, the others how much they hold. */
export function shortForm(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[ ${value.length} ]`;
  if (typeof value === "object" && value !== null) {
    const size = Object.keys(value).length;
    return size === 0 ? "{}" : `{ ${size} }`;
  }
  return JSON.stringify(value) ?? "undefined";
}

/** What a key does in a tree: another row is current, or a branch opens or closes. */
export type TreeMove =
  | { kind: "go"; index: number }
  | { kind: "open" | "close"; path: string }
  | { kind: "open_siblings"; paths: string[] };

/** The keys of a tree, as ARIA's practices have them. `null` for keys that are not for it. */
export function treeMove(key: string, rows: readonly JsonRow[], current: number): TreeMove | null {
  const row = rows[current];
  if (row === undefined) return null;
  const last = rows.length - 1;
  switch (key) {
    case "ArrowDown":
      return { kind: "go", index: Math.min(current + 1, last) };
    case "ArrowUp":
      return { kind: "go", index: Math.max(current - 1, 0) };
    case "Home":
      return { kind: "go", index: 0 };
    case "End":
      return { kind: "go", index: last };
    case "ArrowRight":
      if (row.children === "closed") return { kind: "open", path: row.path };
      return row.children === "open" ? { kind: "go", index: current + 1 } : null;
    case "ArrowLeft":
      return row.children === "open"
        ? { kind: "close", path: row.path }
        : { kind: "go", index: parentOf(rows, current) };
    case "Enter":
    case " ":
      if (row.children === "none") return null;
      return { kind: row.children === "open" ? "close" : "open", path: row.path };
    case "*":
      return {
        kind: "open_siblings",
        paths: rows
          .filter((each) => each.level === row.level && each.children === "closed")
          .map(({ path }) => path),
      };
    default:
      return null;
  }
}

function parentOf(rows: readonly JsonRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  const parent = rows.findLastIndex((row, at) => at < index && row.level < level);
  return parent < 0 ? index : parent;
}
