import { useState } from "react";

/**
 * A choice of this browser's, kept over visits under `key`. What is stored there and is none of the
 * `choices` (any more) is left out.
 */
export function useStored<Choice extends string>(
  key: string,
  choices: readonly Choice[],
  unset: readonly Choice[],
): readonly [readonly Choice[], (chosen: readonly Choice[]) => void] {
  const [chosen, setChosen] = useState(() => read(key, choices) ?? unset);
  function store(next: readonly Choice[]) {
    setChosen(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Private windows may refuse to keep anything; then it holds until the page is left.
    }
  }
  return [chosen, store];
}

function read<Choice extends string>(
  key: string,
  choices: readonly Choice[],
): readonly Choice[] | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return Array.isArray(stored) ? choices.filter((choice) => stored.includes(choice)) : null;
  } catch {
    return null;
  }
}
