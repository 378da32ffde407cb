import { useEffect, useRef, useState } from "react";

/**
 * The value as of the newest animation frame. What changes more often than a screen can show (a
 * burst of events, each in a message of its own) draws once for each frame, however much came.
 */
export function useFramed<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const frame = useRef<number | null>(null);

  useEffect(() => {
    newest.current = value;
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      setShown(() => newest.current);
    });
  }, [value]);

  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    },
    [],
  );
  return shown;
}
