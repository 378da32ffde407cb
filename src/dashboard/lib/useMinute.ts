import { useSyncExternalStore } from "react";

const MINUTE = 60_000;

const thisMinute = () => Math.floor(Date.now() / MINUTE) * MINUTE;

function subscribe(onChange: () => void) {
  const timer = setInterval(onChange, 1_000);
  return () => clearInterval(timer);
}

/**
 * The time in ms, cut to the minute: an argument for queries, which must not read the clock
 * themselves. Cut, so that everyone who looks in the same minute shares one cached answer.
 */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, thisMinute, thisMinute);
}
