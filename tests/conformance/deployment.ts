import {
  getFunctionName,
  type FunctionReference,
  type FunctionReturnType,
  type FunctionType,
  type FunctionVisibility,
  type OptionalRestArgs,
  type UserIdentity,
} from "convex/server";
import type { Value } from "convex/values";
import { api } from "./app/api";
import { handOver } from "./app/inline";
import type { ActionCtx, MutationCtx, QueryCtx } from "./app/server";

/** Something that runs Convex functions. The suite holds it against another one. */
export interface Implementation {
  readonly name: string;
  /** A fresh deployment of the fixture app, with no data. */
  deploy(): Promise<Deployment>;
}

export interface Deployment extends Caller {
  withIdentity(identity: Partial<UserIdentity>): Caller;
  /** May call internal functions. */
  readonly admin: Caller;
  /** Reads as a subscription does: again and again, each time with the journal of the time before. */
  subscribe<T>(handler: (ctx: QueryCtx) => Promise<T>): () => Promise<T>;
  /** Sends a request to the app's HTTP actions. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Moves the (fake) clock and runs the jobs that come due on the way, in their order. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

type Reference<Type extends FunctionType> = FunctionReference<Type, FunctionVisibility>;

type CallFunction<Type extends FunctionType> = <F extends Reference<Type>>(
  reference: F,
  ...args: OptionalRestArgs<F>
) => Promise<FunctionReturnType<F>>;

/** Calls functions as one person, or signed out. Errors are thrown as clients throw them. */
export interface Caller {
  readonly query: CallFunction<"query">;
  readonly mutation: CallFunction<"mutation">;
  readonly action: CallFunction<"action">;
  /** Runs the handler as a query of the app. */
  read<T>(handler: (ctx: QueryCtx) => Promise<T>): Promise<T>;
  /** Runs the handler as a mutation of the app. */
  write<T>(handler: (ctx: MutationCtx) => Promise<T>): Promise<T>;
  /** Runs the handler as an action of the app. */
  act<T>(handler: (ctx: ActionCtx) => Promise<T>): Promise<T>;
}

/** Calls the function at `path`, such as `jobs:note`. */
export type RawCall = (
  type: FunctionType,
  path: string,
  args: Record<string, Value>,
) => Promise<unknown>;

/** All ways to call, made of the one that an implementation has. */
export function callerFrom(call: RawCall): Caller {
  const calling =
    <Type extends FunctionType>(type: Type): CallFunction<Type> =>
    async (reference, ...[args]) =>
      call(type, getFunctionName(reference), args ?? {});
  return {
    query: calling("query"),
    mutation: calling("mutation"),
    action: calling("action"),
    read: <T>(handler: (ctx: QueryCtx) => Promise<T>) =>
      call("query", getFunctionName(api.inline.read), handOver(handler)) as Promise<T>,
    write: <T>(handler: (ctx: MutationCtx) => Promise<T>) =>
      call("mutation", getFunctionName(api.inline.write), handOver(handler)) as Promise<T>,
    act: <T>(handler: (ctx: ActionCtx) => Promise<T>) =>
      call("action", getFunctionName(api.inline.act), handOver(handler)) as Promise<T>,
  };
}

/** The identity that convex-test makes of a partial one: the rest follows from issuer and subject. */
export function completeIdentity(identity: Partial<UserIdentity>): UserIdentity {
  const { issuer = "https://issuer.test", subject = "someone" } = identity;
  return { tokenIdentifier: `${issuer}|${subject}`, ...identity, issuer, subject };
}
