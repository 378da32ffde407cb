import {
  argumentsOf,
  keyOf,
  placeOf,
  readModule,
  type Module,
  type ObjectLiteral,
  type Statement,
} from "../../source/module";
import { withoutStatement } from "../../source/unused";
import { FOLDER } from "../copy";
import { callAtEnd } from "./callAtEnd";
import type { Edit } from "./edit";

const PATH = "http.ts";
const CALL = "addClerkSyncRoutes";
const WEBHOOK = "/clerk/webhook";
const HEALTH = "/health";
/** Where the kit answers instead when the app has a `/health` of its own. */
const OTHER_HEALTH = "/clerk/health";

/** A route that the app mounts itself. */
interface OwnRoute {
  readonly path: string;
  readonly method: string;
  /** It takes in Clerk's events, as the handler in Convex's documentation does. */
  readonly takesEvents: boolean;
  readonly statement: Statement;
}

/**
 * The kit's routes, beside those of the app.
 *
 * @param replaceHandler lets the kit answer where the app's own handler of Clerk's events does now,
 *   so that the endpoint in Clerk's dashboard need not be moved
 */
export function editHttp(text: string | null, { replaceHandler = false } = {}): Edit {
  const routes = routesOf(text);
  const handler = replaceHandler ? routes.find(({ takesEvents }) => takesEvents) : undefined;
  const rest = handler && text !== null ? withoutStatement(text, handler.statement) : text;
  const hasHealth = routes.some(({ path, method }) => path === HEALTH && method === "GET");
  const options = [
    ...(handler && handler.path !== WEBHOOK ? [`webhookPath: "${handler.path}"`] : []),
    ...(hasHealth ? [`healthPath: "${OTHER_HEALTH}"`] : []),
  ];
  return callAtEnd(rest, {
    path: PATH,
    maker: "httpRouter",
    name: "http",
    call: CALL,
    from: `./${FOLDER}/routes`,
    ...(options.length > 0 && { options: `{ ${options.join(", ")} }` }),
  });
}

/** Where the kit answers in this app, as far as its code tells. */
export function mountedPaths(text: string | null): { webhookPath: string; healthPath: string } {
  const paths = { webhookPath: WEBHOOK, healthPath: HEALTH };
  const module = text === null ? null : readOrNull(text);
  for (const statement of module?.body ?? []) {
    if (statement.type !== "ExpressionStatement") continue;
    const [, options] = argumentsOf(statement.expression, CALL) ?? [];
    if (options?.type !== "ObjectExpression") continue;
    paths.webhookPath = textOf(options, "webhookPath") ?? paths.webhookPath;
    paths.healthPath = textOf(options, "healthPath") ?? paths.healthPath;
  }
  return paths;
}

/** Where the app itself takes in Clerk's events; null when it does not. */
export function ownHandlerPath(text: string | null): string | null {
  return routesOf(text).find(({ takesEvents }) => takesEvents)?.path ?? null;
}

/** Whether the kit's own path for Clerk's webhooks is taken by the app. */
export function isWebhookPathTaken(text: string | null): boolean {
  return routesOf(text).some(({ path, method }) => path === WEBHOOK && method === "POST");
}

/** Routes that are mounted as `http.route({ path: "…", method: "…", … })`. */
function routesOf(text: string | null): OwnRoute[] {
  const module = text === null ? null : readOrNull(text);
  return (module?.body ?? []).flatMap((statement): OwnRoute[] => {
    if (module === null || statement.type !== "ExpressionStatement") return [];
    const { expression } = statement;
    if (expression.type !== "CallExpression") return [];
    const [route] = expression.arguments;
    if (route?.type !== "ObjectExpression") return [];
    const path = textOf(route, "path");
    const method = textOf(route, "method");
    if (path === null || method === null) return [];
    const { start, end } = placeOf(statement);
    const takesEvents =
      method === "POST" && /user\.(created|updated|deleted)/.test(module.text.slice(start, end));
    return [{ path, method, takesEvents, statement }];
  });
}

function textOf(object: ObjectLiteral, key: string): string | null {
  const property = object.properties.find((one) => keyOf(one) === key);
  if (property?.type !== "ObjectProperty") return null;
  return property.value.type === "StringLiteral" ? property.value.value : null;
}

/** A file that cannot be read is told of where it would be edited. */
function readOrNull(text: string): Module | null {
  try {
    return readModule(text);
  } catch {
    return null;
  }
}
