/** Reading JSON that others wrote: nothing about its shape is taken for granted. */

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as text that can be stored, or null when it is anything else. */
export function asText(value: unknown): string | null {
  return typeof value === "string" ? wellFormed(value) : null;
}

/** Longer than any id, type or code of Clerk's; an index holds them whole. */
const MAX_NAME = 256;

/** The value as an id, a type or a code, or null when it is anything else or too long for one. */
export function asName(value: unknown): string | null {
  const text = asText(value);
  return text === null || text.length > MAX_NAME ? null : text;
}

/**
 * The text with no half of a pair of UTF-16 in it. JSON can escape one, UTF-8 cannot hold it, and a
 * database that refuses it would have Svix send the event again for days.
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** The value as a finite number, or null when it is anything else. */
export function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** What a value is, in a word for an error message. */
export function nameOfKind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
