import {
  actionGeneric,
  internalActionGeneric,
  internalMutationGeneric,
  internalQueryGeneric,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import type { AppFunction, Registered } from "./registry";

const BUILDERS = {
  public: { query: queryGeneric, mutation: mutationGeneric, action: actionGeneric },
  internal: {
    query: internalQueryGeneric,
    mutation: internalMutationGeneric,
    action: internalActionGeneric,
  },
};

/** The same function, registered anew with a `ctx` that knows its execution. */
export function rebound(fn: AppFunction, bind: (ctx: object) => object): Registered {
  const build = BUILDERS[fn.visibility][fn.kind] as unknown as (
    handler: (ctx: object, args: unknown) => unknown,
  ) => Registered;
  return build((ctx, args) => fn.registered._handler(bind(ctx), args));
}
