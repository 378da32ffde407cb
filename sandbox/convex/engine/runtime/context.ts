import type { Execution } from "./execution";

/** Knows which function is running, for code that is not told. */
export interface Carrier {
  current(): Execution | undefined;
  run<T>(execution: Execution, body: () => T): T;
  /** Runs `body` as if no function were running. */
  exit<T>(body: () => T): T;
  /** Makes a `ctx` whose methods know their execution; null where that is not needed. */
  readonly bind: ((execution: Execution, ctx: object) => object) | null;
}

interface AsyncStorage {
  getStore(): Execution | undefined;
  run<T>(store: Execution | undefined, body: () => T): T;
}

interface AsyncHooks {
  readonly AsyncLocalStorage: new () => AsyncStorage;
}

/** Under Node the context follows every promise and timer that the function starts. */
export function asyncCarrier(): Carrier | null {
  const hooks = nodeModule("node:async_hooks") as AsyncHooks | undefined;
  if (hooks === undefined) return null;
  const storage = new hooks.AsyncLocalStorage();
  return {
    current: () => storage.getStore(),
    run: (execution, body) => storage.run(execution, body),
    // Not `storage.exit`, which turns the tracking of promises off and on again each time.
    exit: (body) => storage.run(undefined, body),
    bind: null,
  };
}

/** Asked at run time: a page's bundle must not contain an import of a Node module. */
function nodeModule(name: string): unknown {
  const node = globalThis.process as { getBuiltinModule?(name: string): unknown } | undefined;
  return node?.getBuiltinModule?.(name);
}

/**
 * In a page nothing follows promises. The library issues a syscall while a method of `ctx` (or of
 * a query made from it) runs, before it first waits, so those methods are wrapped to say whose
 * they are. For what is called without `ctx`, the function that began last and still runs is
 * taken: transactions run one at a time, and the innermost began last.
 */
export function pageCarrier(): Carrier {
  let told: Execution | undefined;
  const running = new Set<Execution>();
  const during = <T>(execution: Execution | undefined, body: () => T): T => {
    const before = told;
    told = execution;
    try {
      return body();
    } finally {
      told = before;
    }
  };
  const track = <T>(execution: Execution, result: T): T => {
    running.add(execution);
    void Promise.resolve(result)
      .catch(() => undefined)
      .finally(() => running.delete(execution));
    return result;
  };
  return {
    current: () => told ?? [...running].at(-1),
    run: (execution, body) => track(execution, during(execution, body)),
    exit: (body) => during(undefined, body),
    bind: (execution, ctx) => bound(ctx, (body) => during(execution, body)),
  };
}

type During = <T>(body: () => T) => T;

/** A view of an object whose methods, and those of the objects they answer with, run `during`. */
function bound<T extends object>(target: T, during: During): T {
  return new Proxy(target, {
    get(object, property) {
      const value: unknown = Reflect.get(object, property);
      if (typeof value === "function") {
        return (...args: unknown[]) => {
          const result: unknown = during(() => Reflect.apply(value, object, args) as unknown);
          return isQueryObject(result) ? bound(result, during) : result;
        };
      }
      return typeof value === "object" && value !== null ? bound(value, during) : value;
    },
  });
}

/** Whether it has methods that issue syscalls: a query or a table, not a promise or a value. */
function isQueryObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Promise) &&
    Object.getPrototypeOf(value) !== Object.prototype
  );
}
