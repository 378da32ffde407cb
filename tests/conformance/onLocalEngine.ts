import { getFunctionName, type FunctionType, type UserIdentity } from "convex/server";
import { ConvexError, convexToJson, jsonToConvex, type Value } from "convex/values";
import { vi } from "vitest";
import { createEngine } from "../../sandbox/convex/engine";
import type { Caller as EngineCaller, Engine, FunctionResult } from "../../sandbox/convex/types";
import { memoryStore } from "../../sandbox/kv/memory";
import { api } from "./app/api";
import { handOver } from "./app/inline";
import type { QueryCtx } from "./app/server";
import { callerFrom, completeIdentity, type Implementation } from "./deployment";
import { fixtureApp } from "./fixture";

const siteUrl = "https://fixture.convex.site";

/** The sandbox's engine, on a store in memory. */
export const onLocalEngine: Implementation = {
  name: "local engine",
  async deploy() {
    const engine = await createEngine({
      app: await fixtureApp(),
      store: memoryStore(),
      cloudUrl: "https://fixture.convex.cloud",
      siteUrl,
    });
    const callerOf = (caller: EngineCaller) =>
      callerFrom(async (type, path, args) => valueOf(await call(engine, caller, type, path, args)));
    return {
      ...callerOf({ identity: null }),
      admin: callerOf({ identity: null, admin: true }),
      withIdentity: (identity: Partial<UserIdentity>) =>
        callerOf({ identity: completeIdentity(identity) }),
      subscribe: <T>(handler: (ctx: QueryCtx) => Promise<T>) => {
        const path = getFunctionName(api.inline.read);
        const args = convexToJson(handOver(handler));
        let journal: string | null = null;
        return async () => {
          const outcome = await engine.query({ path, args, journal, caller: { identity: null } });
          journal = outcome.journal;
          return valueOf(outcome.result) as T;
        };
      },
      fetch: (path, init) =>
        engine.httpAction(new Request(`${siteUrl}${path}`, init), { identity: null }),
      advance: (ms) => advance(engine, ms),
      close: () => engine.close(),
    };
  },
};

async function call(
  engine: Engine,
  caller: EngineCaller,
  type: FunctionType,
  path: string,
  args: Record<string, Value>,
): Promise<FunctionResult> {
  const outcome = await engine[type]({ path, args: convexToJson(args), caller });
  return outcome.result;
}

/** What a client makes of a result. */
function valueOf(result: FunctionResult): Value {
  if (result.ok) return jsonToConvex(result.value);
  if (result.errorData !== undefined) throw new ConvexError(jsonToConvex(result.errorData));
  throw new Error(result.errorMessage);
}

/** Stops at each moment at which a job is due, so that jobs see the time they were made for. */
async function advance(engine: Engine, ms: number): Promise<void> {
  const target = Date.now() + ms;
  await engine.runDueJobs();
  for (let at = engine.nextJobAt(); at !== null && at <= target; at = engine.nextJobAt()) {
    vi.setSystemTime(Math.ceil(at));
    await engine.runDueJobs();
  }
  vi.setSystemTime(target);
}
