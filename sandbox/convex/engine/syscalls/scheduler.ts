import type { JSONValue } from "convex/values";
import { resolveAddress } from "../functions/address";
import { cancel, schedule } from "../jobs/schedule";
import { inOwnTransaction } from "./ownTransaction";
import { json } from "./types";
import type { FunctionAddress } from "../functions/address";
import type { Execution } from "../runtime/execution";
import type { Transaction } from "../transaction";
import type { AsyncSyscall } from "./types";

interface ScheduleArgs extends FunctionAddress {
  /** In seconds since epoch. */
  readonly ts: number;
  readonly args: JSONValue;
}

async function scheduleIn(
  { core, component }: Execution,
  transaction: Transaction,
  { ts, args, ...address }: ScheduleArgs,
): Promise<string> {
  const place = resolveAddress(core.root, component, address);
  const fn = await core.registry.find(place).catch(() => {
    throw new Error(`Attempted to schedule function at nonexistent path: ${place.path}`);
  });
  if (fn.kind === "query") {
    throw new Error(`Only mutations and actions can be scheduled, and ${fn.path} is a query.`);
  }
  return json(
    schedule(transaction, core.catalog, { by: component.path, place, args, due: ts * 1000 }),
  );
}

function cancelIn({ core, component }: Execution, transaction: Transaction, id: string): string {
  cancel(transaction, core.catalog, component.path, id);
  return json({});
}

export const schedulerSyscalls: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/schedule": (execution, args: ScheduleArgs) => scheduleIn(execution, execution.tx, args),
  "1.0/actions/schedule": (execution, args: ScheduleArgs) =>
    inOwnTransaction(execution, (transaction) => scheduleIn(execution, transaction, args)),
  "1.0/cancel_job": (execution, { id }: { readonly id: string }) =>
    cancelIn(execution, execution.tx, id),
  "1.0/actions/cancel_job": (execution, { id }: { readonly id: string }) =>
    inOwnTransaction(execution, (transaction) => cancelIn(execution, transaction, id)),
};
