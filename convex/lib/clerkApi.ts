import { describeMissing, readEnv } from "../env";
import { normaliseClerkUser, type ClerkUser } from "../model/clerkUser";
import { FIELDS, USER_UPDATE_FIELDS, type UserUpdateValues } from "../model/fields";
import { asNumber, asText, isObject } from "../model/json";

/** Clerk's Backend API, as much of it as a check needs. For actions: only they may fetch. */

export interface ClerkError {
  code: string;
  message: string;
  /** The field that Clerk complained of, in Clerk's JSON words. */
  field: string | null;
}

export type ClerkAnswer =
  | { kind: "user"; user: ClerkUser }
  /** Clerk understood and said no: asking again would not help. */
  | { kind: "refused"; error: ClerkError }
  /** Not now: unreachable, busy, broken, or we are not configured. */
  | { kind: "retry"; error: ClerkError; retry_after_ms: number | null };

/** What Clerk answers with when it will not do as asked, now or later. */
const REFUSALS = new Set([400, 403, 409, 422]);

export async function getUser(externalId: string): Promise<ClerkAnswer> {
  return await request("GET", `/v1/users/${encodeURIComponent(externalId)}`);
}

export async function updateUser(
  externalId: string,
  changes: Partial<UserUpdateValues>,
): Promise<ClerkAnswer> {
  const body: Record<string, string | null> = {};
  for (const field of USER_UPDATE_FIELDS) {
    const value = changes[field];
    if (value !== undefined) body[FIELDS[field].clerkJson] = value;
  }
  return await request("PATCH", `/v1/users/${encodeURIComponent(externalId)}`, body);
}

async function request(method: string, path: string, body?: unknown): Promise<ClerkAnswer> {
  const { apiUrl, secretKey } = readEnv();
  if (secretKey === null) return retry("not_configured", describeMissing(["CLERK_SECRET_KEY"]));
  try {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return readAnswer(response, await response.text());
  } catch {
    // The error's own text may hold the request; this says all there is to say.
    return retry("unreachable", "Clerk could not be reached.");
  }
}

function readAnswer(response: Response, text: string): ClerkAnswer {
  const json = parse(text);
  if (response.ok) {
    const normalised = normaliseClerkUser(json);
    if (normalised.ok) return { kind: "user", user: normalised.user };
    return retry("unexpected_answer", `Clerk's answer was not a user: ${normalised.message}`);
  }
  const error = readError(json, response.status);
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

function retry(code: string, message: string): ClerkAnswer {
  return { kind: "retry", error: { code, message, field: null }, retry_after_ms: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
