import { AuthenticationError } from "../auth";

/** A request that cannot be served; answered as `{ code, message }` with its status. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Turns whatever a handler threw into an answer. */
export function errorResponse(error: unknown): Response {
  if (error instanceof HttpError) return json(error.status, error);
  if (error instanceof AuthenticationError) return json(401, error);
  const message = error instanceof Error ? error.message : String(error);
  return json(500, { code: "InternalServerError", message });
}

function json(status: number, { code, message }: { code: string; message: string }): Response {
  return Response.json({ code, message }, { status });
}
