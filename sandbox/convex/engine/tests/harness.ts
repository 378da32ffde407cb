import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { convexToJson, jsonToConvex } from "convex/values";
import type { UserIdentity } from "convex/server";
import type { Value } from "convex/values";
import { memoryStore } from "../../../kv/memory";
import { openLmdbStore } from "../../../kv/lmdb";
import { createEngine } from "..";
import type { OrderedStore } from "../../../kv/types";
import type {
  ComponentModules,
  Engine,
  EngineOptions,
  FunctionResult,
  ModuleExports,
} from "../../types";

/** Makes what the loader makes of an app's folder. */
export function component(
  modules: Record<string, ModuleExports>,
  children: Record<string, ComponentModules> = {},
): ComponentModules {
  const loaders = Object.entries(modules).map(([name, module]) => [
    name,
    () => Promise.resolve(module),
  ]);
  return { modules: Object.fromEntries(loaders) as ComponentModules["modules"], children };
}

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function onCleanup(cleanup: () => Promise<void> | void): void {
  cleanups.push(cleanup);
}

/** A folder for a store on disk, gone after the test. */
export function storeFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "engine-"));
  onCleanup(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export const STORES: readonly [string, () => OrderedStore][] = [
  ["memory", memoryStore],
  [
    "LMDB",
    () => {
      const store = openLmdbStore(storeFolder());
      onCleanup(() => store.close());
      return store;
    },
  ],
];

export interface Backend {
  readonly engine: Engine;
  query(path: string, args?: Record<string, Value>): Promise<Value>;
  mutation(path: string, args?: Record<string, Value>): Promise<Value>;
  action(path: string, args?: Record<string, Value>): Promise<Value>;
  as(identity: UserIdentity): Backend;
}

/** A failed call, as a client would throw it. */
export class CallError extends Error {
  readonly data: Value | undefined;

  constructor(result: FunctionResult & { ok: false }) {
    super(result.errorMessage);
    this.data = result.errorData === undefined ? undefined : jsonToConvex(result.errorData);
  }
}

export function valueOf(result: FunctionResult): Value {
  if (!result.ok) throw new CallError(result);
  return jsonToConvex(result.value);
}

/** An engine with an app on it, called as an admin. */
export async function start(
  app: ComponentModules,
  options: Partial<EngineOptions> = {},
): Promise<Backend> {
  const engine = await createEngine({
    app,
    store: memoryStore(),
    cloudUrl: "http://127.0.0.1:3210",
    siteUrl: "http://127.0.0.1:3211",
    ...options,
  });
  onCleanup(() => engine.close());
  return backend(engine, null);
}

function backend(engine: Engine, identity: UserIdentity | null): Backend {
  const call = (path: string, args: Record<string, Value> = {}) => ({
    path,
    args: convexToJson(args),
    caller: { identity, admin: true },
  });
  return {
    engine,
    query: async (path, args) => valueOf((await engine.query(call(path, args))).result),
    mutation: async (path, args) => valueOf((await engine.mutation(call(path, args))).result),
    action: async (path, args) => valueOf((await engine.action(call(path, args))).result),
    as: (identity) => backend(engine, identity),
  };
}
