import { backendRoutes } from "../backendApi/routes";
import { controlRoutes } from "../control";
import {
  ClerkError,
  internalError,
  notFound,
  plainError,
  refusedParam,
  tooManyRequests,
} from "../errors";
import type { ApiFault } from "../faults/rules";
import { actingUserId, frontendRoutes } from "../frontendApi/routes";
import type { Instance } from "../instance";
import { pictureResponse } from "../pictures/urls";
import { HeaderCookies, type CookieJar } from "../sessions/cookies";
import { findRoute, matchPath, route, type Call, type Route } from "./router";

/** How a browser's own site reaches the Frontend API. */
export const PROXY_PATH = "/__clerk";

/** Under `/v1` both APIs live; these are the Frontend API's places. */
const FRONTEND_PATH = /^\/v1\/(client|me|environment|dev_browser)(\/|$)/;

export type Handler = (request: Request, cookies?: CookieJar) => Promise<Response>;

/**
 * The whole of Clerk as one function. It always answers, and always in Clerk's JSON, unless a
 * fault makes the network fail: then it throws what `fetch` throws.
 */
export function createHandler(instance: Instance): Handler {
  const open = [...wellKnownRoutes(instance), ...controlRoutes(instance)];
  const frontend = frontendRoutes(instance);
  const backend = backendRoutes(instance);

  const dispatch = async (call: Call): Promise<Response> => {
    if (FRONTEND_PATH.test(call.path)) {
      const answer = () => answerWith(frontend, call);
      const subject = { on: "frontend", userId: () => actingUserId(instance, call) } as const;
      return withFaults(instance, call, subject, answer);
    }
    if (call.path.startsWith("/v1/")) {
      requireSecretKey(instance, call.request);
      const answer = () => answerWith(backend, call);
      const subject = { on: "backend", userId: () => addressedUserId(call) } as const;
      return withFaults(instance, call, subject, answer);
    }
    return answerWith(open, call);
  };

  return async (request, cookies) => {
    const jar = cookies ?? new HeaderCookies(request);
    const response = await dispatch(readCall(request, jar)).catch(errorResponse);
    if (jar instanceof HeaderCookies) {
      for (const cookie of jar.setCookies) response.headers.append("set-cookie", cookie);
    }
    return response;
  };
}

function readCall(request: Request, cookies: CookieJar): Call {
  const url = new URL(request.url);
  const proxied = url.pathname.startsWith(`${PROXY_PATH}/`);
  const method = request.method === "POST" ? url.searchParams.get("_method") : null;
  return {
    request,
    method: (method ?? request.method).toUpperCase(),
    path: proxied ? url.pathname.slice(PROXY_PATH.length) : url.pathname,
    query: url.searchParams,
    cookies,
  };
}

async function answerWith(routes: readonly Route[], call: Call): Promise<Response> {
  const found = findRoute(routes, call);
  if (!found) throw notFound(`Clerk's sandbox has no ${call.method} ${call.path}.`);
  const answer = await found.route.answer(call, found.params);
  if (answer instanceof Response) return answer;
  // `@clerk/backend` reads the body as JSON only if the type is exactly this, without a charset.
  return Response.json(answer, { headers: { "content-type": "application/json" } });
}

async function withFaults(
  instance: Instance,
  call: Call,
  subject: { readonly on: "frontend" | "backend"; readonly userId: () => string | null },
  answer: () => Promise<Response>,
): Promise<Response> {
  if (instance.faults.list().length === 0) return answer();
  const { method, path } = call;
  const userId = subject.userId();
  const fault = instance.faults.takeForRequest({ on: subject.on, method, path, userId });
  return fault ? strike(fault, answer) : answer();
}

async function strike(fault: ApiFault, answer: () => Promise<Response>): Promise<Response> {
  switch (fault.effect) {
    case "refuse":
      throw refusedParam(fault.error.param_name, fault.error.code, fault.error.message);
    case "rate_limit":
      throw tooManyRequests(fault.retry_after);
    case "server_error":
      throw internalError();
    case "server_error_after":
      await answer();
      throw internalError();
    case "network_error":
      throw new NetworkFault();
    case "network_error_after":
      await answer();
      throw new NetworkFault();
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return answer();
  }
}

/** Looks like what `fetch` throws when there is no answer; a server that gets it cuts the line. */
export class NetworkFault extends TypeError {
  constructor() {
    super("Failed to fetch");
  }
}

function errorResponse(error: unknown): Response {
  if (error instanceof NetworkFault) throw error;
  if (error instanceof ClerkError) return error.toResponse();
  console.error("Clerk's sandbox failed:", error);
  return internalError().toResponse();
}

function requireSecretKey(instance: Instance, request: Request): void {
  if (request.headers.get("authorization") === `Bearer ${instance.secretKey}`) return;
  throw plainError(401, "clerk_key_invalid", "The provided Clerk Secret Key is invalid.");
}

/** Whom a Backend API request is about. */
function addressedUserId({ path }: Call): string | null {
  return matchPath("/v1/users/:id", path.split("/").slice(0, 4).join("/"))?.id ?? null;
}

function wellKnownRoutes({ tokens, pictures }: Instance): Route[] {
  return [
    route("GET", "/.well-known/jwks.json", () => tokens.jwks()),
    route("GET", "/.well-known/openid-configuration", () => tokens.openidConfiguration()),
    route("GET", "/pictures/:name", (_, { name = "" }) => {
      const response = pictureResponse(name, pictures);
      if (!response) throw notFound("There is no such picture.");
      return response;
    }),
  ];
}
