import { NO_SCHEMA, readSchema } from "../documents/schema";
import type { Schema } from "../documents/schema";
import type { ComponentModules, ModuleExports } from "../../types";

/** A component in its place: the app (path empty), a child `aggregate`, its child `aggregate/x`. */
export interface Component {
  readonly path: string;
  readonly children: ReadonlyMap<string, Component>;
  readonly schema: Schema;
  /** Where its HTTP routes are mounted, such as `/files/`; null when they are not. */
  readonly httpPrefix: string | null;
  /** Loads a module once; null when there is none of that name. */
  module(name: string): Promise<ModuleExports | null>;
}

/** Loads the app and its components with their schemas. */
export async function loadComponents(app: ComponentModules, path = ""): Promise<Component> {
  const children = new Map<string, Component>();
  for (const [name, child] of Object.entries(app.children)) {
    children.set(name, await loadComponents(child, path === "" ? name : `${path}/${name}`));
  }
  const module = moduleLoader(app);
  const schema = await module("schema");
  const isMounted = path === "" || app.httpPrefix !== undefined;
  return {
    path,
    children,
    schema: schema === null ? NO_SCHEMA : readSchema(schema),
    httpPrefix: isMounted ? (app.httpPrefix ?? "/") : null,
    module,
  };
}

/** A component and all below it. */
export function* withDescendants(component: Component): Generator<Component> {
  yield component;
  for (const child of component.children.values()) yield* withDescendants(child);
}

/** The component at a path, or null. */
export function componentAt(root: Component, path: string): Component | null {
  let component: Component | undefined = root;
  for (const name of path === "" ? [] : path.split("/")) component = component?.children.get(name);
  return component ?? null;
}

function moduleLoader({ modules }: ComponentModules) {
  const loaded = new Map<string, Promise<ModuleExports>>();
  return async (name: string): Promise<ModuleExports | null> => {
    const load = Object.hasOwn(modules, name) ? modules[name] : undefined;
    if (load === undefined) return null;
    let module = loaded.get(name);
    if (module === undefined) loaded.set(name, (module = load()));
    return module;
  };
}
