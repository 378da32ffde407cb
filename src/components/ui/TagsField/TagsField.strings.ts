import type { Refusal } from "./tags";

/** Every word that TagsField says by itself, in English. */
export const tagsFieldStrings = {
  /** Names the list of tags. */
  list: "Chosen",
  /** Names the row of suggestions. */
  suggestions: "Suggestions",
  /** For screen readers, after label and hint. */
  instructions: "Enter or comma adds. Backspace goes to the last one added.",
  remove: (tag: string) => `Remove ${tag}`,
  added: (tags: string[]) =>
    tags.length === 1 ? `${tags[0]} added.` : `${tags.length} added: ${tags.join(", ")}.`,
  removed: (tag: string) => `${tag} removed.`,
  count: (count: number, max: number) => `${count} of ${max}`,
  refused: {
    duplicate: (tag: string) => `“${tag}” is there already.`,
    too_long: (tag: string, max: number) => `“${tag}” is too long: at most ${max} characters each.`,
    too_many: (tag: string, max: number) =>
      `“${tag}” does not fit any more: at most ${max}. Remove one first.`,
  } satisfies Record<Refusal["reason"], (tag: string, max: number) => string>,
};

export type TagsFieldStrings = typeof tagsFieldStrings;
