import { databaseSyncSyscalls, databaseSyscalls } from "./database";
import { functionSyscalls } from "./functions";
import { metaSyncSyscalls, metaSyscalls } from "./meta";
import { ownerOf, querySyncSyscalls, querySyscalls } from "./queries";
import { schedulerSyscalls } from "./scheduler";
import { storageJsSyscalls, storageSyscalls } from "./storage";
import type { Execution } from "../runtime/execution";
import type { AsyncSyscall, JsSyscall, SyncSyscall } from "./types";

/** What only Convex's cloud can do, and why not here. */
export const REFUSED: Readonly<Record<string, string>> = {
  "1.0/actions/vectorSearch": "Vector search is not part of the local Convex.",
  "1.0/createServiceToken": "Convex-managed services exist in Convex's cloud only.",
  "1.0/getServiceUrl": "Convex-managed services exist in Convex's cloud only.",
  "1.0/signJwt": "Convex signs tokens in its cloud only.",
};

const asyncSyscalls: Readonly<Record<string, AsyncSyscall>> = {
  ...databaseSyscalls,
  ...querySyscalls,
  ...functionSyscalls,
  ...schedulerSyscalls,
  ...storageSyscalls,
  ...metaSyscalls,
};

const syncSyscalls: Readonly<Record<string, SyncSyscall>> = {
  ...databaseSyncSyscalls,
  ...querySyncSyscalls,
  ...metaSyncSyscalls,
};

/** The names of all syscalls that are answered. */
export const ANSWERED: ReadonlySet<string> = new Set([
  ...Object.keys(asyncSyscalls),
  ...Object.keys(syncSyscalls),
  ...Object.keys(storageJsSyscalls),
]);

export function dispatchSync(current: Execution, name: string, text: string): string {
  const syscall = syncSyscalls[name];
  if (syscall === undefined) throw unknown(name);
  const args = JSON.parse(text) as { queryId?: unknown };
  return syscall(ownerOf(args) ?? current, args as never);
}

export async function dispatchAsync(
  current: Execution,
  name: string,
  text: string,
): Promise<string> {
  const syscall: AsyncSyscall | undefined = asyncSyscalls[name];
  if (syscall === undefined) throw unknown(name);
  const args = JSON.parse(text) as { queryId?: unknown };
  const execution = ownerOf(args) ?? current;
  // What actions ask for are transactions of their own, which may overlap.
  return execution.transaction === null
    ? await syscall(execution, args as never)
    : await execution.inTurn(() => syscall(execution, args as never));
}

export function dispatchJs(execution: Execution, name: string, args: object): unknown {
  const syscall: JsSyscall | undefined = storageJsSyscalls[name];
  if (syscall === undefined) throw unknown(name);
  return syscall(execution, args as never);
}

function unknown(name: string): Error {
  return new Error(REFUSED[name] ?? `Unknown async operation ${name}`);
}
