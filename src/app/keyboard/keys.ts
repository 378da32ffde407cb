/*
 * Every key of the app, said once: what is bound is what the map shows.
 */

export type KeyLine = {
  /** The keys to press, one after another; those in one entry together. */
  keys: readonly string[];
  does: string;
};

export type KeyGroup = { title: string; lines: readonly KeyLine[] };

/** `g` and then this letter goes to the page at that path. */
export const GO_TO: Readonly<Record<string, string>> = {
  "/": "o",
  "/users": "u",
  "/events": "e",
  "/drift": "d",
  "/runs": "r",
  "/audit": "a",
  "/profile": "p",
};

const EVERYWHERE: readonly KeyLine[] = [
  { keys: ["Ctrl K"], does: "Open the command palette (⌘ K on a Mac)" },
  { keys: ["?"], does: "Show these keys" },
  { keys: ["Esc"], does: "Close what is open; empty a search" },
];

const LIST: readonly KeyLine[] = [
  { keys: ["/"], does: "Search" },
  { keys: ["j"], does: "Next row (also ↓)" },
  { keys: ["k"], does: "Row before (also ↑)" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["Home"], does: "First row" },
  { keys: ["End"], does: "Last row" },
];

const CHARTS: readonly KeyLine[] = [
  { keys: ["←"], does: "Bar before, in a chart" },
  { keys: ["→"], does: "Next bar" },
  { keys: ["Enter"], does: "Open what the bar counts" },
];

/** Pages that are lists of rows. */
const LISTS = ["/users", "/events", "/drift", "/runs", "/audit"];

/**
 * The keys of the page that is shown, and those that work everywhere.
 *
 * @param pages the pages there are, in order
 */
export function keysOn(
  path: string,
  pages: readonly { path: string; title: string }[],
): KeyGroup[] {
  const page = pages.find((each) => each.path === path);
  const own = LISTS.includes(path) ? LIST : path === "/" ? CHARTS : [];
  const goTo = pages.flatMap(({ path, title }) => {
    const letter = GO_TO[path];
    return letter === undefined ? [] : [{ keys: ["g", letter], does: title }];
  });
  return [
    { title: page?.title ?? "This page", lines: own },
    { title: "Go to", lines: goTo },
    { title: "Everywhere", lines: EVERYWHERE },
  ].filter(({ lines }) => lines.length > 0);
}
