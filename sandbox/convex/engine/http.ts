import { httpActionGeneric } from "convex/server";
import { newRequest } from "./calls";
import { NO_STATS } from "./documents/limits";
import { toFailure, withStack } from "./errors";
import { Execution } from "./runtime/execution";
import type { Caller } from "../types";
import type { Core } from "./core";
import type { Component } from "./functions/components";

/** What `httpAction` of `convex/server` makes of a handler. */
interface HttpAction {
  invokeHttpAction(request: Request): Promise<unknown>;
  readonly _handler: (ctx: unknown, request: Request) => unknown;
}

/** The part of `HttpRouter` that is used here. */
interface Router {
  lookup(path: string, method: string): readonly [HttpAction, string, string] | null;
}

interface Route {
  readonly component: Component;
  readonly action: HttpAction;
  /** `POST /clerk/webhook` */
  readonly name: string;
}

/** Answers a request from the routes of the app's `http` module, or of a mounted component. */
export async function handleHttp(core: Core, request: Request, caller: Caller): Promise<Response> {
  const { pathname } = new URL(request.url);
  const route = await findRoute(core.root, pathname, request.method);
  if (route === null) return new Response("No matching routes found", { status: 404 });
  const execution = new Execution({
    core,
    kind: "httpAction",
    component: route.component,
    path: route.name,
    identity: route.component === core.root ? caller.identity : null,
    request: { ...newRequest(), userAgent: request.headers.get("user-agent") },
    transaction: null,
  });
  const { response, ok } = await run(core, execution, route.action, request);
  core.options.onCall?.({ path: route.name, kind: "httpAction", stats: NO_STATS, ok });
  return response;
}

async function run(core: Core, execution: Execution, action: HttpAction, request: Request) {
  try {
    const { carrier } = core;
    const response = await carrier.run(execution, () => {
      // In a page the library's own `ctx` does not know its execution; see Calls.
      return carrier.bind === null
        ? action.invokeHttpAction(request)
        : rebound(action, (ctx) => carrier.bind?.(execution, ctx) ?? ctx).invokeHttpAction(request);
    });
    if (isResponse(response)) return { response, ok: true };
    throw new Error("HTTP actions must return a Response.");
  } catch (error) {
    core.options.onLog?.({ path: execution.path, text: `[ERROR] ${withStack(error)}` });
    const { errorMessage } = toFailure(error);
    const body = {
      code: `[Request ID: ${execution.request.requestId}] Server Error`,
      trace: errorMessage,
    };
    return { response: Response.json(body, { status: 500 }), ok: false };
  }
}

function rebound(action: HttpAction, bind: (ctx: object) => object): HttpAction {
  const handler = async (ctx: object, request: Request) =>
    (await action._handler(bind(ctx), request)) as Response;
  return httpActionGeneric(handler) as unknown as HttpAction;
}

/** Not `instanceof`: in tests the functions may live in another realm. */
function isResponse(value: unknown): value is Response {
  return typeof value === "object" && value !== null && "status" in value && "headers" in value;
}

async function findRoute(
  component: Component,
  path: string,
  method: string,
): Promise<Route | null> {
  if (component.httpPrefix === null) return null;
  const prefix = component.httpPrefix.replace(/\/$/, "");
  if (!path.startsWith(`${prefix}/`)) return null;
  const rest = path.slice(prefix.length);
  const own = await findOwnRoute(component, rest, method);
  if (own !== null) return own;
  for (const child of component.children.values()) {
    const found = await findRoute(child, rest, method);
    if (found !== null) return found;
  }
  return null;
}

async function findOwnRoute(component: Component, path: string, method: string) {
  const module = await component.module("http");
  const router = module?.["default"];
  if (!isRouter(router)) return null;
  const found = router.lookup(path, method);
  return found === null ? null : { component, action: found[0], name: `${found[1]} ${found[2]}` };
}

function isRouter(value: unknown): value is Router {
  return typeof value === "object" && value !== null && "lookup" in value;
}
