import type { JSONValue } from "convex/values";
import type { Caller, FunctionCall } from "../types";

/** A function call as WebSocket messages and HTTP bodies carry it. */
export interface RequestedCall {
  readonly udfPath: string;
  /** The arguments object, alone or as the only element of an array. */
  readonly args: JSONValue;
}

/** What the engine is asked to run. */
export function functionCall({ udfPath, args }: RequestedCall, caller: Caller): FunctionCall {
  return { path: udfPath, args: Array.isArray(args) ? (args[0] ?? {}) : args, caller };
}
