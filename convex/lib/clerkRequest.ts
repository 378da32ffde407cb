import { describeMissing, readEnv } from "../env";
import { asNumber, asText, isObject } from "../model/json";

/** One call to Clerk's Backend API, and what its answer means. For actions: only they may fetch. */

export interface ClerkError {
  code: string;
  message: string;
  /** The field that Clerk complained of, in Clerk's JSON words. */
  field: string | null;
}

/** Clerk understood and said no: asking again would not help. */
export interface ClerkRefusal {
  kind: "refused";
  error: ClerkError;
}

/** Not now: unreachable, busy, broken, or we are not configured. */
export interface ClerkRetry {
  kind: "retry";
  error: ClerkError;
  /** How long Clerk has asked us to wait; null when it did not say. */
  retry_after_ms: number | null;
}

/** Clerk does not have what was asked for. */
export interface ClerkMissing {
  kind: "missing";
  error: ClerkError;
}

export type ClerkReply = { kind: "ok"; json: unknown } | ClerkMissing | ClerkRefusal | ClerkRetry;

/** What Clerk answers with when it will not do as asked, now or later. */
const REFUSALS = new Set([400, 403, 409, 414, 422]);

/** @param path with its query string, from `/v1` on */
export async function callClerk(method: string, path: string, body?: unknown): Promise<ClerkReply> {
  const { apiUrl, secretKey } = readEnv();
  if (secretKey === null) return retry("not_configured", describeMissing(["CLERK_SECRET_KEY"]));
  try {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${secretKey}`, ...typeOf(body) },
      ...(body === undefined
        ? {}
        : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    return readReply(response, await response.text());
  } catch {
    // The error's own text may hold the request; this says all there is to say.
    return retry("unreachable", "Clerk could not be reached.");
  }
}

/** For an answer that is not what it should be: perhaps the next one is. */
export function unexpectedAnswer(message: string): ClerkRetry {
  return retry("unexpected_answer", message);
}

/** A form says its type itself, with the boundary between its parts. */
function typeOf(body: unknown): Record<string, string> {
  return body instanceof FormData ? {} : { "Content-Type": "application/json" };
}

function readReply(response: Response, text: string): ClerkReply {
  const json = parse(text);
  if (response.ok) return { kind: "ok", json };
  const error = readError(json, response.status);
  // Any other 404 is of a server that is not Clerk's API at all.
  if (error.code === "resource_not_found") return { kind: "missing", error };
  if (REFUSALS.has(response.status)) return { kind: "refused", error };
  // Whole seconds, by Clerk's documentation.
  const seconds = asNumber(Number(response.headers.get("retry-after") ?? NaN));
  return { kind: "retry", error, retry_after_ms: seconds === null ? null : seconds * 1000 };
}

function readError(json: unknown, status: number): ClerkError {
  const errors: unknown[] = isObject(json) && Array.isArray(json.errors) ? json.errors : [];
  const [first] = errors;
  if (!isObject(first)) {
    return { code: `http_${status}`, message: `Clerk answered ${status}.`, field: null };
  }
  return {
    code: asText(first.code) ?? `http_${status}`,
    message: asText(first.long_message) ?? asText(first.message) ?? `Clerk answered ${status}.`,
    field: isObject(first.meta) ? asText(first.meta.param_name) : null,
  };
}

function retry(code: string, message: string): ClerkRetry {
  return { kind: "retry", error: { code, message, field: null }, retry_after_ms: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
