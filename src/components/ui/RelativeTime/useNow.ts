import { useSyncExternalStore } from "react";

/** One clock for all times on a page, so that a list of a hundred rows has one timer, not a hundred. */
const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) timer = setInterval(tick, TICK_MS);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The last tick; while nobody listened there was none, so the clock is set here. */
function read(): number {
  if (listeners.size === 0 && Date.now() - now > TICK_MS) now = Date.now();
  return now;
}

/** The time in ms, renewed every 15 s while someone looks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, read);
}
