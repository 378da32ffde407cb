import type { CookieJar } from "../sessions/cookies";

/** A request on its way to the function that answers it. */
export interface Call {
  readonly request: Request;
  /** The method meant, which the Frontend API may carry in `_method`. */
  readonly method: string;
  /** The path without the proxy's prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly cookies: CookieJar;
}

/** The parts of the path that the pattern names. */
export type Params = Readonly<Record<string, string>>;

/** What answers one method at one path. Anything but a `Response` is sent as JSON. */
export interface Route {
  readonly method: string;
  /** e.g. `/v1/users/:id` */
  readonly pattern: string;
  readonly answer: (call: Call, params: Params) => unknown;
}

export function route(method: string, pattern: string, answer: Route["answer"]): Route {
  return { method, pattern, answer };
}

/** The named parts of a path that fits the pattern, or null when it does not. */
export function matchPath(pattern: string, path: string): Params | null {
  const expected = pattern.split("/");
  const actual = path.replace(/(.)\/$/, "$1").split("/");
  if (expected.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of expected.entries()) {
    const given = decoded(actual[at] ?? "");
    if (part.startsWith(":") && given) params[part.slice(1)] = given;
    else if (part !== given) return null;
  }
  return params;
}

/** Null for what no program would have encoded. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The first route that fits, with the parts of the path that it names. */
export function findRoute(
  routes: readonly Route[],
  call: Pick<Call, "method" | "path">,
): { route: Route; params: Params } | undefined {
  for (const candidate of routes) {
    if (candidate.method !== call.method) continue;
    const params = matchPath(candidate.pattern, call.path);
    if (params) return { route: candidate, params };
  }
  return undefined;
}
