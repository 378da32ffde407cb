import { formatLog } from "./logging";
import { dispatchAsync, dispatchJs, dispatchSync } from "../syscalls";
import type { Carrier } from "./context";
import type { Execution } from "./execution";

/** The object by which `convex/server` calls Convex. */
interface ConvexGlobal {
  syscall(name: string, args: string): string;
  asyncSyscall(name: string, args: string): Promise<string>;
  jsSyscall(name: string, args: Record<string, unknown>): unknown;
}

type Globals = typeof globalThis & { Convex?: ConvexGlobal };

/**
 * Puts `Convex` into the global scope. Another implementation in the same process (convex-test
 * has one) may set its own before or after: it gets the calls of functions that are not ours.
 */
export function installConvex(carrier: Carrier): void {
  let other = (globalThis as Globals).Convex;
  const route = <T>(ours: (execution: Execution) => T, theirs: (convex: ConvexGlobal) => T): T => {
    const execution = carrier.current();
    // The engine is not the function: what it does may use timers (LMDB's reads do).
    if (execution !== undefined) return carrier.exit(() => ours(execution));
    if (other !== undefined) return theirs(other);
    throw new Error("No Convex function is running.");
  };
  const convex: ConvexGlobal = {
    syscall: (name, args) =>
      route(
        (execution) => dispatchSync(execution, name, args),
        (convex) => convex.syscall(name, args),
      ),
    asyncSyscall: (name, args) =>
      route(
        (execution) => dispatchAsync(execution, name, args),
        (convex) => convex.asyncSyscall(name, args),
      ),
    jsSyscall: (name, args) =>
      route(
        (execution) => dispatchJs(execution, name, args),
        (convex) => convex.jsSyscall(name, args),
      ),
  };
  Object.defineProperty(globalThis, "Convex", {
    configurable: true,
    get: () => convex,
    set: (value: ConvexGlobal) => {
      other = value;
    },
  });
}

/** What queries and mutations may not do, in Convex's words. */
function refuseInTransaction(execution: Execution | undefined, what: string): void {
  if (execution?.transaction != null) {
    throw new Error(
      `Can't use ${what} in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.`,
    );
  }
}

/**
 * Bans `fetch` and timers from queries and mutations, gives actions the engine's `fetch`, takes
 * their console output and lets them read the deployment's addresses. Only where the running
 * function is known for sure (under Node): in a page it would strike the page's own code.
 */
export function guardGlobals(carrier: Carrier): void {
  wrapGlobal("fetch", (original) => async (...args: Parameters<typeof fetch>) => {
    const execution = carrier.current();
    refuseInTransaction(execution, "fetch()");
    return (execution?.core.options.fetch ?? original())(...args);
  });
  for (const timer of ["setTimeout", "setInterval"] as const) {
    wrapGlobal(
      timer,
      (original) =>
        ((...args: Parameters<typeof setTimeout>) => {
          refuseInTransaction(carrier.current(), timer);
          return original()(...args);
        }) as typeof setTimeout,
    );
  }
  captureConsole(carrier);
  provideAddresses(carrier);
}

/** Replaces a global so that replacements made later (fake timers, stubs) stay wrapped as well. */
function wrapGlobal<Name extends "fetch" | "setTimeout" | "setInterval">(
  name: Name,
  wrap: (original: () => (typeof globalThis)[Name]) => (typeof globalThis)[Name],
): void {
  let original = globalThis[name];
  // Some code reads what hangs on the function, such as `setTimeout[util.promisify.custom]`.
  const wrapper = new Proxy(
    wrap(() => original),
    {
      get: (_, property) => Reflect.get(original, property) as unknown,
    },
  );
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: true,
    get: () => wrapper,
    set: (value: (typeof globalThis)[Name]) => {
      // Whoever restores what was there before hands us our own wrapper back.
      if (value !== wrapper) original = value;
    },
  });
}

const LEVELS = {
  debug: "DEBUG",
  log: "LOG",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
} as const;

function captureConsole(carrier: Carrier): void {
  for (const [method, level] of Object.entries(LEVELS)) {
    const name = method as keyof typeof LEVELS;
    const original = console[name].bind(console);
    console[name] = (...args: unknown[]) => {
      const execution = carrier.current();
      if (execution === undefined) original(...args);
      else execution.log(level, formatLog(args));
    };
  }
}

/** Several engines share a process, so what these two are depends on who asks. */
function provideAddresses(carrier: Carrier): void {
  const address = (name: string | symbol): string | undefined => {
    const options = carrier.current()?.core.options;
    if (name === "CONVEX_CLOUD_URL") return options?.cloudUrl;
    return name === "CONVEX_SITE_URL" ? options?.siteUrl : undefined;
  };
  process.env = new Proxy(process.env, {
    get: (env, name) => address(name) ?? (Reflect.get(env, name) as string | undefined),
    has: (env, name) => address(name) !== undefined || Reflect.has(env, name),
    // Without this a variable that is there could not be set again: `process.env` takes nothing
    // that is meant for another object.
    set: (env, name, value) => Reflect.set(env, name, value),
  });
}
