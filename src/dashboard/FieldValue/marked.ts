import { diffArrays } from "diff";

/** A piece of a value; `own` when the other value has not got it. */
export type Piece = { text: string; own: boolean };

/** Less than this in common, and marking single letters would only be confetti. */
const LEAST_COMMON = 0.4;

/**
 * Two values cut where they part, by what people see as one character. Values that have little in
 * common are marked whole.
 */
export function marked(left: string, right: string): { left: Piece[]; right: Piece[] } {
  const changes = diffArrays(characters(left), characters(right));
  const length = (keep: (change: (typeof changes)[number]) => boolean) =>
    changes.filter(keep).reduce((sum, { value }) => sum + value.length, 0);
  const common = length(({ added, removed }) => !added && !removed);
  const longest = Math.max(
    length(({ added }) => !added),
    length(({ removed }) => !removed),
  );
  if (common < longest * LEAST_COMMON) {
    return { left: [{ text: left, own: true }], right: [{ text: right, own: true }] };
  }
  const pieces = (other: "added" | "removed", own: "added" | "removed") =>
    changes
      .filter((change) => !change[other])
      .map((change) => ({ text: change.value.join(""), own: change[own] }));
  return { left: pieces("added", "removed"), right: pieces("removed", "added") };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function characters(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
