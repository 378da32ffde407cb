import { encodeValue } from "../values/keys";
import { fieldAt } from "./rows";
import type { Document } from "./rows";
import type { SearchIndex } from "./catalog";
import type { Key, Stored } from "../../../kv/types";

const LONGEST_TERM = 32;

/** The terms of a text: its words in lower case; letters and digits make a word. */
export function tokenize(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{Alphabetic}\p{N}\p{M}]+/gu) ?? [];
  return words.filter((word) => word.length <= LONGEST_TERM);
}

/** What is kept with a term of a document, so that results can be ranked and filtered unread. */
export interface Posting {
  /** How often the document has the term. */
  readonly frequency: number;
  /** How many terms the document has. */
  readonly length: number;
  readonly creationTime: number;
  /** The keys of the values of the index's filter fields, in their order. */
  readonly filters: readonly Key[];
}

export function storedToPosting(stored: Stored): Posting {
  const [frequency, length, creationTime, filters] = stored as [number, number, number, Key[]];
  return { frequency, length, creationTime, filters };
}

/** The entries that a search index has for a document: one for each of its terms. */
export function postingsOf(
  index: SearchIndex,
  document: Document,
): { readonly key: Key; readonly value: Stored }[] {
  const text = fieldAt(document, index.searchField);
  if (typeof text !== "string") return [];
  const terms = tokenize(text);
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const filters = index.filterFields.map((field) => encodeValue(fieldAt(document, field)));
  return [...counts].map(([term, frequency]) => ({
    key: index.prefix + encodeValue(term) + encodeValue(document._id),
    value: [frequency, terms.length, document._creationTime, filters],
  }));
}
