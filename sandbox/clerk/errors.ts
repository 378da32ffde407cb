/** One entry of Clerk's error body. */
export interface ClerkErrorItem {
  readonly code: string;
  readonly message: string;
  readonly long_message: string;
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** An answer that Clerk gives instead of doing what was asked: a status and its error items. */
export class ClerkError extends Error {
  readonly status: number;
  readonly items: readonly ClerkErrorItem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    items: readonly ClerkErrorItem[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(items[0]?.long_message ?? `Clerk answered ${status}`);
    this.name = "ClerkError";
    this.status = status;
    this.items = items;
    this.headers = headers;
  }

  toResponse(): Response {
    const body = { errors: this.items, clerk_trace_id: traceId() };
    return Response.json(body, { status: this.status, headers: this.headers });
  }
}

/** A parameter that Clerk refuses, with the name under which the caller sent it. */
export function refusedParam(
  param_name: string,
  code: string,
  message: string,
  meta: Readonly<Record<string, unknown>> = {},
): ClerkError {
  return new ClerkError(422, [
    { code, message, long_message: message, meta: { param_name, ...meta } },
  ]);
}

/** @param label how Clerk names the identifier in its sentence, e.g. "username" */
export function identifierExists(param_name: string, label: string): ClerkError {
  const message = `That ${label} is taken. Please try another.`;
  return refusedParam(param_name, "form_identifier_exists", message);
}

export function unknownParam(param_name: string): ClerkError {
  const message = `${param_name} is not a valid parameter for this request.`;
  return refusedParam(param_name, "form_param_unknown", message);
}

export function notFound(message = "Resource not found"): ClerkError {
  return plainError(404, "resource_not_found", message);
}

export function userNotFound(userId: string): ClerkError {
  return notFound(`No user was found with id ${userId}.`);
}

export function signedOut(): ClerkError {
  return plainError(401, "signed_out", "You are signed out");
}

/** @param retryAfter seconds that the caller is asked to wait */
export function tooManyRequests(retryAfter: number): ClerkError {
  const message = "Too many requests. Please try again in a bit.";
  const item = { code: "too_many_requests", message, long_message: message };
  return new ClerkError(429, [item], { "retry-after": String(retryAfter) });
}

export function internalError(): ClerkError {
  return plainError(500, "internal_clerk_error", "There was an internal error on our servers.");
}

export function plainError(status: number, code: string, message: string): ClerkError {
  return new ClerkError(status, [{ code, message, long_message: message }]);
}

function traceId(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
