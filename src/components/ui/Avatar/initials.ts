const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function firstGrapheme(text: string): string {
  const [first] = segmenter.segment(text);
  return first?.segment ?? "";
}

/**
 * The one or two letters that stand for a name: of its first and its last word, or of its only
 * one. Counts what a reader sees as one character, so that "é", "ß" and "👩‍🚀" stay whole.
 */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = firstGrapheme(words[0] ?? "");
  const last = words.length > 1 ? firstGrapheme(words.at(-1) ?? "") : "";
  return (first + last).toLocaleUpperCase();
}
