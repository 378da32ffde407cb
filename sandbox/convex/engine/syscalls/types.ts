import type { JSONValue } from "convex/values";
import type { Execution } from "../runtime/execution";

/** Answers a syscall with JSON text. */
export type AsyncSyscall = (execution: Execution, args: never) => string | Promise<string>;
export type SyncSyscall = (execution: Execution, args: never) => string;
export type JsSyscall = (execution: Execution, args: never) => unknown;

/** What most syscalls answer with. */
export function json(value: JSONValue): string {
  return JSON.stringify(value);
}
