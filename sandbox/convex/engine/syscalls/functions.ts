import type { JSONValue } from "convex/values";
import { handleOf, resolveAddress } from "../functions/address";
import { json } from "./types";
import type { FunctionAddress, FunctionPlace } from "../functions/address";
import type { FunctionKind } from "../functions/registry";
import type { Limits } from "../documents/limits";
import type { Execution } from "../runtime/execution";
import type { AsyncSyscall } from "./types";

interface CallArgs extends FunctionAddress {
  readonly args: JSONValue;
}

interface RunUdfArgs extends CallArgs {
  readonly udfType: "query" | "mutation" | "snapshotQuery";
  readonly transactionLimits?: Partial<Limits>;
}

/** `ctx.runQuery` and `ctx.runMutation` in a query or mutation. */
async function runUdf(execution: Execution, args: RunUdfArgs): Promise<string> {
  const { calls } = execution.core;
  if (execution.kind === "query" && args.udfType !== "query") {
    throw new Error("Cannot call a mutation function from a query function");
  }
  const kind = args.udfType === "mutation" ? "mutation" : "query";
  const isStale = args.udfType === "snapshotQuery";
  const transaction = isStale ? execution.tx.withoutWrites() : execution.tx;
  const widen = transaction.meter.narrow(args.transactionLimits ?? {});
  try {
    return json(
      await calls.nested(execution, kind, placeOf(execution, args), args.args, transaction),
    );
  } finally {
    widen();
  }
}

/** `ctx.runQuery`, `ctx.runMutation` and `ctx.runAction` in an action. */
function runFromAction(kind: FunctionKind): AsyncSyscall {
  return async (execution, args: CallArgs) => {
    const { calls } = execution.core;
    return json(await calls.fromAction(execution, kind, placeOf(execution, args), args.args));
  };
}

async function createFunctionHandle(execution: Execution, address: FunctionAddress) {
  const place = placeOf(execution, address);
  await execution.core.registry.find(place);
  return json(handleOf(place));
}

function placeOf({ core, component }: Execution, address: FunctionAddress): FunctionPlace {
  return resolveAddress(core.root, component, address);
}

export const functionSyscalls: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/runUdf": runUdf,
  "1.0/actions/query": runFromAction("query"),
  "1.0/actions/mutation": runFromAction("mutation"),
  "1.0/actions/action": runFromAction("action"),
  "1.0/createFunctionHandle": createFunctionHandle,
};
