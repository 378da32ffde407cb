/** What may be entered, and what becomes of it. Pure. */

export interface TagLimits {
  /** Most tags. @default no limit */
  maxCount?: number | undefined;
  /** Most characters of a tag, counted as JavaScript does. @default no limit */
  maxLength?: number | undefined;
}

/** Why an entry did not become a tag. */
export interface Refusal {
  reason: "duplicate" | "too_long" | "too_many";
  entry: string;
}

export interface Added {
  tags: string[];
  added: string[];
  refused: Refusal[];
}

/** What ends an entry: a comma or semicolon of any script, and what parts cells and lines. */
const SEPARATORS = /[,;،؛，、；\n\r\t]/u;

/** Whether a text holds at least one whole entry. */
export function hasSeparator(text: string): boolean {
  return SEPARATORS.test(text);
}

/** The entries of a text, and what comes after the last separator and may still grow. */
export function splitEntries(text: string): { entries: string[]; rest: string } {
  const parts = text.split(SEPARATORS);
  const rest = (parts.pop() ?? "").trimStart();
  return { entries: parts.map(tidy).filter(Boolean), rest };
}

/** Adds entries one after the other, each against what is there by then. */
export function addTags(
  tags: readonly string[],
  entries: readonly string[],
  { maxCount = Infinity, maxLength = Infinity }: TagLimits,
): Added {
  const result: Added = { tags: [...tags], added: [], refused: [] };
  for (const entry of entries.map(tidy).filter(Boolean)) {
    const reason = hasTag(result.tags, entry)
      ? "duplicate"
      : entry.length > maxLength
        ? "too_long"
        : result.tags.length >= maxCount
          ? "too_many"
          : null;
    if (reason !== null) {
      result.refused.push({ reason, entry });
    } else {
      result.tags.push(entry);
      result.added.push(entry);
    }
  }
  return result;
}

/** Whether a tag is there already, to a reader: "Chess" and "chess" are one. */
export function hasTag(tags: readonly string[], entry: string): boolean {
  return tags.some((tag) => sameTag(tag, entry));
}

export function sameTag(a: string, b: string): boolean {
  return inOneForm(a) === inOneForm(b);
}

function inOneForm(tag: string): string {
  return tag.normalize("NFC").toLowerCase();
}

/** One space between words, none around them, nothing that cannot be seen. */
function tidy(entry: string): string {
  return entry.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
