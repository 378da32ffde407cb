import type { TestConvex } from "convex-test";
import { makeFunctionReference, type FunctionType, type UserIdentity } from "convex/server";
import type { Value } from "convex/values";
import { vi } from "vitest";
import { convexTestOf, type AnySchema } from "./convexTestOf";
import { callerFrom, completeIdentity, type Implementation } from "./deployment";
import { fixtureApp } from "./fixture";

type Accessor = Pick<TestConvex<AnySchema>, FunctionType>;

/** Convex's own in-memory implementation. */
export const onConvexTest: Implementation = {
  name: "convex-test",
  async deploy() {
    const t = await convexTestOf(await fixtureApp());
    const callerOf = (accessor: Accessor) =>
      callerFrom((type, path, args) => call(accessor, type, path, args));
    const anyone = callerOf(t);
    return {
      ...anyone,
      // It has no notion of who may call internal functions: see the intended differences.
      admin: anyone,
      withIdentity: (identity: Partial<UserIdentity>) =>
        callerOf(t.withIdentity(completeIdentity(identity))),
      subscribe: (handler) => () => anyone.read(handler),
      fetch: (path, init) => t.fetch(path, init),
      advance: async (ms) => {
        // Stops at each timer on the way: a job's own timers count from when it runs.
        let reached = false;
        setTimeout(() => (reached = true), ms);
        while (!reached) {
          await vi.advanceTimersToNextTimerAsync();
          await t.finishInProgressScheduledFunctions();
        }
        await t.finishAllScheduledFunctions(() => vi.advanceTimersByTime(0));
      },
      close: async () => {},
    };
  },
};

function call(
  accessor: Accessor,
  type: FunctionType,
  path: string,
  args: Record<string, Value>,
): Promise<unknown> {
  switch (type) {
    case "query":
      return accessor.query(makeFunctionReference<"query">(path), args);
    case "mutation":
      return accessor.mutation(makeFunctionReference<"mutation">(path), args);
    case "action":
      return accessor.action(makeFunctionReference<"action">(path), args);
  }
}
