import { Calls } from "./calls";
import { Committer } from "./committer";
import { Catalog } from "./documents/catalog";
import { toFailure } from "./errors";
import { hashFile, putFile, readFile, redeemUploadToken } from "./files";
import { loadComponents, withDescendants } from "./functions/components";
import { Registry } from "./functions/registry";
import { handleHttp } from "./http";
import { JobRunner } from "./jobs/runner";
import { bringInStep } from "./migrate";
import { recall, remember } from "./once";
import { NO_STATS } from "./documents/limits";
import { Reads } from "./storage/readSet";
import { runtime } from "./runtime";
import type { Core } from "./core";
import type { FunctionKind } from "./functions/registry";
import type { PreparedCall } from "./calls";
import type {
  ActionOutcome,
  Caller,
  Engine,
  EngineOptions,
  FunctionCall,
  FunctionResult,
  MutationOutcome,
  QueryOutcome,
} from "../types";

// The library warns about functions in a browser; here they belong there.
if (typeof window !== "undefined") {
  (window as { __convexAllowFunctionsInBrowser?: boolean }).__convexAllowFunctionsInBrowser = true;
}

/**
 * Makes an engine over a store, which may hold what an earlier one left.
 * @throws when a schema is not valid, or documents in the store do not match it
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const carrier = runtime();
  const root = await loadComponents(options.app);
  const catalog = new Catalog(options.store);
  const components = [...withDescendants(root)];
  for (const { path, schema } of components) catalog.addComponent(path, schema);
  bringInStep(options.store, catalog, components);
  const committer = new Committer(options.store, catalog);
  const core: { -readonly [Part in keyof Core]: Core[Part] } = {
    options,
    carrier,
    root,
    catalog,
    registry: new Registry(),
    committer,
    // Parts that need each other get at each other through `core`, which is whole one line later.
    calls: undefined as unknown as Calls,
  };
  core.calls = new Calls(core);
  return new LocalEngine(core, await JobRunner.create(core));
}

type Prepared =
  | { readonly ok: true; readonly call: PreparedCall }
  | { readonly ok: false; readonly result: FunctionResult };

class LocalEngine implements Engine {
  readonly #core: Core;
  readonly #jobs: JobRunner;

  constructor(core: Core, jobs: JobRunner) {
    this.#core = core;
    this.#jobs = jobs;
  }

  snapshot: Engine["snapshot"] = (body, turn) =>
    this.#core.committer.lock.run(
      () => body({ ts: this.#core.committer.ts, query: (call) => this.#query(call) }),
      turn,
    );

  query: Engine["query"] = (call) =>
    this.snapshot(async (snapshot) => ({ ...(await snapshot.query(call)), ts: snapshot.ts }));

  async mutation(call: Parameters<Engine["mutation"]>[0]): Promise<MutationOutcome> {
    const { committer, calls, options } = this.#core;
    const prepared = await this.#prepare("mutation", call);
    return committer.lock.run(async () => {
      const known = call.once === undefined ? null : recall(options.store, call.once);
      if (known !== null) return known;
      if (!prepared.ok) {
        return { result: prepared.result, logLines: [], ts: committer.ts, stats: NO_STATS };
      }
      const { once } = call;
      if (once === undefined) return calls.mutation(prepared.call);
      return calls.mutation(prepared.call, {
        success: (outcome) => remember(options.store, once, outcome),
      });
    });
  }

  async action(call: FunctionCall): Promise<ActionOutcome> {
    const prepared = await this.#prepare("action", call);
    if (!prepared.ok) return { result: prepared.result, logLines: [] };
    return this.#core.calls.action(prepared.call);
  }

  httpAction(request: Request, caller: Caller): Promise<Response> {
    return handleHttp(this.#core, request, caller);
  }

  latestTs(): bigint {
    return this.#core.committer.ts;
  }

  onCommit: Engine["onCommit"] = (listener) => this.#core.committer.onCommit(listener);

  async authProviders(): ReturnType<Engine["authProviders"]> {
    const module = await this.#core.root.module("auth.config");
    const config = module?.["default"] as { providers?: unknown } | undefined;
    const providers = Array.isArray(config?.providers) ? (config.providers as unknown[]) : [];
    return providers as { domain: string; applicationID: string }[];
  }

  readonly files: Engine["files"] = {
    store: async (bytes, contentType) => {
      const { committer, catalog } = this.#core;
      const file = await hashFile({ bytes, contentType });
      return committer.lock.run(() => {
        const transaction = committer.begin();
        const id = putFile(transaction, catalog, "", file);
        committer.commit(transaction);
        return Promise.resolve(id);
      });
    },
    get: (id) => readFile(this.#core.catalog, this.#core.committer.begin(), id),
    redeemUpload: (token) => redeemUploadToken(this.#core.options.store, token),
  };

  runDueJobs(): Promise<void> {
    return this.#jobs.runDueJobs();
  }

  nextJobAt(): number | null {
    return this.#jobs.nextJobAt();
  }

  startTimers(): void {
    this.#jobs.startTimers();
  }

  async close(): Promise<void> {
    await this.#jobs.close();
    await this.#core.committer.lock.run(() => Promise.resolve());
  }

  async #query(call: FunctionCall & { readonly journal?: string | null }): Promise<QueryOutcome> {
    const prepared = await this.#prepare("query", call);
    if (prepared.ok) return this.#core.calls.query(prepared.call, call.journal ?? null);
    const { result } = prepared;
    return { result, logLines: [], journal: null, reads: new Reads(), stats: NO_STATS };
  }

  async #prepare(kind: FunctionKind, call: FunctionCall): Promise<Prepared> {
    try {
      return { ok: true, call: await this.#core.calls.prepare(kind, call) };
    } catch (error) {
      return { ok: false, result: toFailure(error) };
    }
  }
}
