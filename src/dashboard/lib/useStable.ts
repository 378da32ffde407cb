import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * A callback that is always the same function and does what the newest one would, for views that
 * are only drawn again when what they show has changed. Not to be called while rendering.
 */
export function useStable<Args extends unknown[], Result>(
  callback: (...args: Args) => Result,
): (...args: Args) => Result {
  const newest = useRef(callback);
  useLayoutEffect(() => {
    newest.current = callback;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
