/** Reading JSON that others wrote: nothing about its shape is taken for granted. */

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as text, or null when it is anything else. */
export function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
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
