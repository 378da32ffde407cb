import { readModule, type Module } from "../../source/module";

/**
 * What becomes of one file of the app's: its new text, or nothing when it has all it needs. What
 * could not be done is told as sentences on what to do by hand.
 */
export interface Edit {
  readonly text: string | null;
  readonly byHand: readonly string[];
}

export const NOTHING: Edit = { text: null, byHand: [] };

export function byHand(...sentences: string[]): Edit {
  return { text: null, byHand: sentences };
}

/** Edits a module; one that is missing is made, one that cannot be read is left to the developer. */
export function edit(
  path: string,
  text: string | null,
  { create, change }: { create: string; change: (module: Module) => Edit },
): Edit {
  if (text === null) return { text: create, byHand: [] };
  try {
    return change(readModule(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return byHand(`${path} could not be read (${error.message}). Mend it and run this again.`);
  }
}
