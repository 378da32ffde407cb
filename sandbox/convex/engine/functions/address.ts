import { componentAt } from "./components";
import type { Component } from "./components";

/** A function as `convex/server` names it in a syscall; exactly one of the three is there. */
export interface FunctionAddress {
  /** `users:current`, of the component that calls. */
  readonly name?: string;
  /** `_reference/childComponent/aggregate/btree/insert`, from `components.aggregate.…`. */
  readonly reference?: string;
  /** What `createFunctionHandle` answered with. */
  readonly functionHandle?: string;
}

/** A function's place: its component and its path there, such as `users:current`. */
export interface FunctionPlace {
  readonly component: Component;
  readonly path: string;
}

/**
 * The one way to write a path: `users.js:current` and `users:current` are `users:current`,
 * `users` is `users:default`.
 */
export function canonicalPath(path: string): string {
  const [module = "", name = "default"] = path.split(":");
  return `${module.replace(/\.[jt]sx?$/, "")}:${name}`;
}

/** @throws when the address leads nowhere */
export function resolveAddress(
  root: Component,
  caller: Component,
  address: FunctionAddress,
): FunctionPlace {
  const { name, reference, functionHandle } = address;
  if (functionHandle !== undefined) return resolveHandle(root, functionHandle);
  if (reference !== undefined) return resolveReference(caller, reference);
  return { component: caller, path: canonicalPath(name ?? "") };
}

const HANDLE = "function://";

/** A text by which any component can call the function, now or later. */
export function handleOf({ component, path }: FunctionPlace): string {
  return `${HANDLE}${component.path};${path}`;
}

function resolveHandle(root: Component, handle: string): FunctionPlace {
  const [componentPath, path] = handle.slice(HANDLE.length).split(";");
  const component = componentAt(root, componentPath ?? "");
  if (!handle.startsWith(HANDLE) || component === null || path === undefined) {
    throw new Error(`Invalid function handle: ${handle}`);
  }
  return { component, path: canonicalPath(path) };
}

function resolveReference(caller: Component, reference: string): FunctionPlace {
  const [start, kind, childName = "", ...rest] = reference.split("/");
  const child = caller.children.get(childName);
  const name = rest.pop();
  if (start !== "_reference" || kind !== "childComponent" || rest.length === 0) {
    throw new Error(`Unsupported function reference: ${reference}`);
  }
  if (child === undefined) throw new Error(`Component "${childName}" is not installed.`);
  return { component: child, path: `${rest.join("/")}:${name}` };
}
