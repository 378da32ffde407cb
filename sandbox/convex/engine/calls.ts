import { convexToJson, jsonToConvex } from "convex/values";
import type { JSONValue, Value } from "convex/values";
import type { UserIdentity } from "convex/server";
import { NestedError, notFound, Refusal, toFailure, withStack } from "./errors";
import { checkValueLimits, NO_STATS } from "./documents/limits";
import { checkValue } from "./documents/validators";
import { canonicalPath } from "./functions/address";
import { rebound } from "./functions/rebound";
import { expectKind } from "./functions/registry";
import { Execution } from "./runtime/execution";
import { closeQueries } from "./syscalls/queries";
import { withCommitTs } from "./transaction";
import type { Core } from "./core";
import type { AppFunction, FunctionKind } from "./functions/registry";
import type { FunctionPlace } from "./functions/address";
import type { RequestMetadata } from "./runtime/execution";
import type { Transaction } from "./transaction";
import type { ValidatorJSON } from "./documents/validators";
import type {
  ActionOutcome,
  FunctionCall,
  FunctionResult,
  MutationOutcome,
  QueryOutcome,
} from "../types";
import type { Write } from "../../kv/types";

/** Who and what is behind a call. */
export interface Origin {
  readonly identity: UserIdentity | null;
  readonly request: RequestMetadata;
}

/** A call whose function is found and may be called. */
export interface PreparedCall {
  readonly fn: AppFunction;
  readonly args: JSONValue;
  readonly origin: Origin;
}

/** Real Convex allows calls of calls up to this depth. */
const DEEPEST_CALL = 8;

/** A request from outside, or a job. */
export function newRequest(scheduledFunctionId: string | null = null): RequestMetadata {
  const requestId = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  return { ip: null, userAgent: null, requestId, scheduledFunctionId, authToken: null };
}

/** Calls functions: checks, runs, commits, and reports. */
export class Calls {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Finds what a client asks for.
   * @throws Refusal when it is not there, not public, or of another kind
   */
  async prepare(kind: FunctionKind, call: FunctionCall): Promise<PreparedCall> {
    const path = canonicalPath(call.path);
    const fn = await this.#core.registry.find({ component: this.#core.root, path });
    if (fn.visibility === "internal" && call.caller.admin !== true) throw notFound(path);
    expectKind(fn, kind);
    return {
      fn,
      args: call.args,
      origin: { identity: call.caller.identity, request: newRequest() },
    };
  }

  /** Runs a query. Only for who holds the lock. */
  async query(
    { fn, args, origin }: PreparedCall,
    journal: string | null = null,
  ): Promise<QueryOutcome> {
    const transaction = this.#core.committer.begin();
    const execution = this.#execution(fn, origin, transaction, journal);
    const result = await this.#result(execution, fn, args);
    const stats = transaction.meter.stats();
    this.#report(execution, stats, result);
    return {
      result,
      logLines: execution.logLines,
      journal: execution.endCursor,
      reads: transaction.reads,
      stats,
    };
  }

  /**
   * Runs a mutation and commits what it wrote, or nothing when it fails. Only for who holds the
   * lock.
   * @param around what else belongs to the commit of a success
   */
  async mutation(
    { fn, args, origin }: PreparedCall,
    around: { success?(outcome: MutationOutcome): Write[] } = {},
  ): Promise<MutationOutcome> {
    const transaction = this.#core.committer.begin();
    const { result, logLines } = await this.mutationIn(transaction, { fn, args, origin });
    const stats = transaction.meter.stats();
    const snapshot = { result, logLines, ts: transaction.ts, stats };
    if (!result.ok) return snapshot;
    let outcome: MutationOutcome = snapshot;
    const ts = this.#core.committer.commit(transaction, (ts) => {
      outcome = { ...snapshot, result: resolvePending(result, ts), ts };
      return around.success?.(outcome) ?? [];
    });
    return { ...outcome, ts };
  }

  /** Runs a mutation inside a transaction, which a failure leaves as it was. */
  async mutationIn(
    transaction: Transaction,
    { fn, args, origin }: PreparedCall,
  ): Promise<{ result: FunctionResult; logLines: readonly string[] }> {
    const execution = this.#execution(fn, origin, transaction, null);
    const mark = transaction.mark();
    const result = await this.#result(execution, fn, args);
    if (!result.ok) transaction.rollback(mark);
    this.#report(execution, transaction.meter.stats(), result);
    return { result, logLines: execution.logLines };
  }

  /** Runs an action, with no lock: what it calls takes the lock for itself. */
  async action({ fn, args, origin }: PreparedCall): Promise<ActionOutcome> {
    const execution = this.#execution(fn, origin, null, null);
    const result = await this.#result(execution, fn, args);
    this.#report(execution, NO_STATS, result);
    return { result, logLines: execution.logLines };
  }

  /** A query or mutation called by another one, in the same transaction. */
  async nested(
    caller: Execution,
    kind: "query" | "mutation",
    place: FunctionPlace,
    args: JSONValue,
    transaction = caller.tx,
  ): Promise<JSONValue> {
    if (caller.depth >= DEEPEST_CALL) {
      throw new Error(
        "Cross component call depth limit exceeded. Do you have an infinite loop in your app?",
      );
    }
    const fn = await this.#find(kind, place);
    const execution = new Execution({
      ...placeOf(fn),
      core: this.#core,
      identity: identityFor(caller, fn),
      request: caller.request,
      transaction,
      caller,
    });
    const mark = transaction.mark();
    const result = await this.#result(execution, fn, args);
    if (result.ok) return result.value;
    if (kind === "mutation") transaction.rollback(mark);
    throw new NestedError(result);
  }

  /** A function called by an action: each call is a transaction of its own. */
  async fromAction(
    caller: Execution,
    kind: FunctionKind,
    place: FunctionPlace,
    args: JSONValue,
  ): Promise<JSONValue> {
    const fn = await this.#find(kind, place);
    const origin = { identity: identityFor(caller, fn), request: caller.request };
    const { result, logLines } = await this.top({ fn, args, origin });
    caller.logLines.push(...logLines);
    if (result.ok) return result.value;
    throw new NestedError(result);
  }

  /** Runs any function on its own, whatever its kind. */
  top(call: PreparedCall): Promise<{ result: FunctionResult; logLines: readonly string[] }> {
    const { lock } = this.#core.committer;
    if (call.fn.kind === "action") return this.action(call);
    return lock.run(async () =>
      call.fn.kind === "query" ? await this.query(call) : await this.mutation(call),
    );
  }

  async #find(kind: FunctionKind, place: FunctionPlace): Promise<AppFunction> {
    try {
      const fn = await this.#core.registry.find(place);
      expectKind(fn, kind);
      return fn;
    } catch (error) {
      throw error instanceof Refusal ? new NestedError(toFailure(error)) : error;
    }
  }

  #execution(
    fn: AppFunction,
    { identity, request }: Origin,
    transaction: Transaction | null,
    journal: string | null,
  ): Execution {
    return new Execution({
      ...placeOf(fn),
      core: this.#core,
      identity,
      request,
      transaction,
      journal,
    });
  }

  async #result(execution: Execution, fn: AppFunction, args: JSONValue): Promise<FunctionResult> {
    try {
      this.#check(fn, fn.args, args, "ArgumentValidationError");
      const { carrier } = this.#core;
      const text = await carrier.run(execution, () => this.#invoke(execution, fn, args));
      const value = JSON.parse(text) as JSONValue;
      this.#check(fn, fn.returns ?? { type: "any" }, value, "ReturnsValidationError");
      return { ok: true, value };
    } catch (error) {
      const text = error instanceof Refusal ? error.message : withStack(error);
      this.#core.options.onLog?.({ path: fn.path, text: `[ERROR] ${text}` });
      return toFailure(error);
    } finally {
      closeQueries(execution);
    }
  }

  /** @throws Refusal when a value is not what a validator asks for */
  #check(
    { component }: AppFunction,
    validator: ValidatorJSON,
    json: JSONValue,
    what: string,
  ): void {
    const value: Value = jsonToConvex(json);
    checkValueLimits(value);
    const tableOfId = (id: string) =>
      this.#core.catalog.tableOfId(component.path, id)?.name ?? null;
    const problem = checkValue(validator, value, tableOfId);
    if (problem !== null) throw new Refusal(`${what}: ${problem}`);
  }

  #invoke(execution: Execution, fn: AppFunction, args: JSONValue): Promise<string> {
    const { bind } = this.#core.carrier;
    const registered = bind === null ? fn.registered : rebound(fn, (ctx) => bind(execution, ctx));
    const text = JSON.stringify([args]);
    const promise =
      registered.invokeQuery?.(text) ??
      registered.invokeMutation?.(text) ??
      registered.invokeAction?.(execution.request.requestId, text);
    if (promise === undefined) throw new Error(`${fn.path} cannot be called.`);
    return promise;
  }

  #report(execution: Execution, stats: QueryOutcome["stats"], result: FunctionResult): void {
    const { kind } = execution;
    this.#core.options.onCall?.({ path: fullPath(execution), kind, stats, ok: result.ok });
  }
}

function fullPath({ component, path }: Execution): string {
  return component.path === "" ? path : `${component.path}/${path}`;
}

function placeOf({ component, path, kind }: AppFunction) {
  return { component, path, kind };
}

/** Components do not know who is signed in. */
function identityFor(caller: Execution, fn: AppFunction): UserIdentity | null {
  return caller.component === fn.component ? caller.identity : null;
}

function resolvePending(result: FunctionResult, ts: bigint): FunctionResult {
  if (!result.ok || !JSON.stringify(result.value).includes('{"$commitTs":null}')) return result;
  return { ok: true, value: convexToJson(withCommitTs(jsonToConvex(result.value), ts)) };
}
