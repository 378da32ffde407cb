import { useHotkeys, type Options } from "react-hotkeys-hook";
import { GO_TO } from "./keys";

export type KeyActions = {
  goTo: (path: string) => void;
  showKeys: () => void;
  showPalette: () => void;
};

/** By what a key prints, not by where it is: a question mark sits elsewhere on each keyboard. */
const PRINTED: Options = { useKey: true, ignoreEventWhen: isInModal };

/**
 * Binds the keys that work on every page, for the paths that there are. None fires while somebody
 * types, but for the one that opens the palette, nor under a dialog that shuts the page off.
 */
export function useKeys(
  paths: readonly string[],
  { goTo, showKeys, showPalette }: KeyActions,
): void {
  useHotkeys("mod+k", showPalette, {
    enableOnFormTags: true,
    preventDefault: true,
    ignoreEventWhen: isInModal,
  });
  useHotkeys("?", showKeys, { ...PRINTED, ignoreModifiers: true });
  useHotkeys("/", focusSearch, { ...PRINTED, ignoreModifiers: true });
  useHotkeys("j,k", enterList, PRINTED);
  const letters = new Map(paths.map((path) => [GO_TO[path] ?? "", path]));
  letters.delete("");
  useHotkeys(
    [...letters.keys()].map((letter) => `g>${letter}`),
    (_, { keys = [] }) => {
      const path = letters.get(keys.at(-1) ?? "");
      if (path !== undefined) goTo(path);
    },
    PRINTED,
    [paths, goTo],
  );
}

/** Radix locks the page's scrolling for as long as a dialog shuts it off. */
function isInModal(): boolean {
  return document.body.hasAttribute("data-scroll-locked");
}

/** From anywhere on the page to its first row; from there on the list itself takes these keys. */
function enterList(event: KeyboardEvent): void {
  if (document.activeElement?.closest("[role=row]")) return;
  const row = document.querySelector<HTMLAnchorElement>("main [role=row] a[href]");
  if (!row) return;
  event.preventDefault();
  row.focus();
}

/** The page's search box; a page without one keeps the key to itself. */
function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (event.ctrlKey || event.metaKey || event.altKey || !search) return;
  event.preventDefault();
  search.focus();
  search.select();
}
