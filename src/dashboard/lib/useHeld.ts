import { useState } from "react";

/**
 * The value, or the last one there was while it is `undefined`. A query whose arguments change has
 * no answer for a moment; the old answer stays on the screen until then, so nothing jumps.
 */
export function useHeld<T>(value: T | undefined): T | undefined {
  const [held, setHeld] = useState(value);
  // Setting state while rendering is React's own way to derive it from the render before.
  if (value !== undefined && value !== held) setHeld(value);
  return value ?? held;
}
