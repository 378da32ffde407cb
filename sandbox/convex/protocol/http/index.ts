import type { Caller, Engine } from "../../types";
import type { Authenticator } from "../auth";
import { readBody, SMALL_BODY_BYTES } from "./body";
import { preflight, withCors } from "./cors";
import { errorResponse, HttpError } from "./errors";
import { action, mutation, query, queryAt, queryTimestamp, type FunctionRoute } from "./functions";
import { download, upload } from "./storage";

export { isLocalOrigin } from "./cors";

/** A server in the shape of `fetch`. Never rejects. */
export type Handler = (request: Request) => Promise<Response>;

export interface HttpOptions {
  readonly engine: Engine;
  readonly auth: Authenticator;
  /** What `/instance_name` answers. @default "sandbox" */
  readonly instanceName?: string | undefined;
}

const FUNCTION_ROUTES: Readonly<Record<string, FunctionRoute>> = {
  "GET /api/query": query,
  "POST /api/query": query,
  "POST /api/mutation": mutation,
  "POST /api/action": action,
  "POST /api/query_at_ts": queryAt,
};

/** The API port of a deployment: functions and files for Convex's clients. */
export function createApiHandler(options: HttpOptions): Handler {
  return async (request) => {
    const allowed = preflight(request);
    if (allowed !== null) return allowed;
    const response = await serve(options, request).catch(errorResponse);
    return withCors(request, response);
  };
}

async function serve({ engine, auth, instanceName }: HttpOptions, request: Request) {
  const { pathname } = new URL(request.url);
  const route = `${request.method === "HEAD" ? "GET" : request.method} ${pathname}`;
  const call = FUNCTION_ROUTES[route];
  if (call !== undefined) {
    const { caller } = await auth.header(request.headers.get("authorization"));
    return call(engine, request, caller);
  }
  const storageId = /^GET \/api\/storage\/([^/]+)$/.exec(route)?.[1];
  if (storageId !== undefined) return download(engine, request, storageId);
  switch (route) {
    case "POST /api/query_ts":
      return queryTimestamp(engine);
    case "POST /api/storage/upload":
      return upload(engine, request);
    case "GET /version":
      return new Response("sandbox");
    case "GET /instance_name":
      return new Response(instanceName ?? "sandbox");
    default:
      throw new HttpError(404, "NotFound", `No route for ${request.method} ${pathname}`);
  }
}

/** The site port of a deployment: the app's HTTP actions, which see to CORS themselves. */
export function createSiteHandler({ engine, auth }: HttpOptions): Handler {
  return async (request) => {
    try {
      const caller = await siteCaller(auth, request.headers.get("authorization"));
      return await engine.httpAction(await withinLimit(request), caller);
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/**
 * The request with all of its body, once it is known that this is not too large. A large body is read
 * even if the action leaves it: who sends it would hear of no answer before it is through.
 */
async function withinLimit(request: Request): Promise<Request> {
  const told = request.headers.get("content-length");
  const isThere = told !== null && Number(told) <= SMALL_BODY_BYTES;
  if (request.body === null || isThere) return request;
  return new Request(request, { body: await readBody(request) });
}

/** An HTTP action may be called with any header, also one that is not meant for Convex. */
async function siteCaller(auth: Authenticator, header: string | null): Promise<Caller> {
  const authenticated = await auth.header(header).catch(() => null);
  return { identity: authenticated?.caller.identity ?? null };
}
