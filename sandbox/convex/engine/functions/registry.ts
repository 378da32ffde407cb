import { notFound, Refusal } from "../errors";
import { canonicalPath } from "./address";
import type { FunctionPlace } from "./address";
import type { Component } from "./components";
import type { ValidatorJSON } from "../documents/validators";

export type FunctionKind = "query" | "mutation" | "action";
export type Visibility = "public" | "internal";

/** What `query`, `mutation` and `action` of `convex/server` make of a definition. */
export interface Registered {
  readonly isQuery?: true;
  readonly isMutation?: true;
  readonly isAction?: true;
  readonly isPublic?: true;
  readonly isInternal?: true;
  invokeQuery?(args: string): Promise<string>;
  invokeMutation?(args: string): Promise<string>;
  invokeAction?(requestId: string, args: string): Promise<string>;
  exportArgs(): string;
  exportReturns(): string;
  readonly _handler: (ctx: unknown, args: unknown) => unknown;
}

/** A function of the app or of a component, ready to be called. */
export interface AppFunction extends FunctionPlace {
  readonly kind: FunctionKind;
  readonly visibility: Visibility;
  readonly args: ValidatorJSON;
  readonly returns: ValidatorJSON | null;
  readonly registered: Registered;
}

/** Finds functions by their paths, and remembers them. */
export class Registry {
  readonly #found = new Map<Component, Map<string, AppFunction>>();

  /** @throws Refusal when there is no such function */
  async find({ component, path }: FunctionPlace): Promise<AppFunction> {
    const canonical = canonicalPath(path);
    let known = this.#found.get(component);
    if (known === undefined) this.#found.set(component, (known = new Map<string, AppFunction>()));
    const found = known.get(canonical) ?? (await load(component, canonical));
    known.set(canonical, found);
    return found;
  }
}

const KIND_NAMES = { query: "Query", mutation: "Mutation", action: "Action" } as const;

/** @throws Refusal when the function is of another kind */
export function expectKind(fn: AppFunction, kind: FunctionKind): void {
  if (fn.kind === kind) return;
  const [module, name] = fn.path.split(":");
  throw new Refusal(
    `Trying to execute ${module}.js:${name} as ${KIND_NAMES[kind]}, but it is defined as ${KIND_NAMES[fn.kind]}.`,
  );
}

async function load(component: Component, path: string): Promise<AppFunction> {
  const [moduleName = "", name = ""] = path.split(":");
  const module = await component.module(moduleName);
  const exported = module?.[name];
  const kind = kindOf(exported);
  if (kind === null) throw notFound(path);
  const registered = exported as Registered;
  return {
    component,
    path,
    kind,
    visibility: registered.isPublic === true ? "public" : "internal",
    args: JSON.parse(registered.exportArgs()) as ValidatorJSON,
    returns: JSON.parse(registered.exportReturns()) as ValidatorJSON | null,
    registered,
  };
}

function kindOf(exported: unknown): FunctionKind | null {
  if (typeof exported !== "function") return null;
  if ("isQuery" in exported) return "query";
  if ("isMutation" in exported) return "mutation";
  return "isAction" in exported ? "action" : null;
}
