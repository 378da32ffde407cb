import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const KEY = "ccs.theme";
const listeners = new Set<() => void>();
let theme = recall();
show(theme);

/** The chosen theme, and how to choose another; remembered in this browser. */
export function useTheme(): [theme: Theme, choose: (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, () => theme), choose];
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function choose(chosen: Theme) {
  theme = chosen;
  show(chosen);
  remember(chosen);
  for (const listener of listeners) listener();
}

/** Without the attribute the browser's own setting holds. */
function show(shown: Theme) {
  if (shown === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = shown;
}

/** A browser may forbid storage; then the choice lasts as long as the page. */
function recall(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function remember(chosen: Theme) {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // See recall.
  }
}
