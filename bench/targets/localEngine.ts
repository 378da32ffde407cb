import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UserIdentity } from "convex/server";
import type { JSONValue } from "convex/values";
import { createEngine } from "../../sandbox/convex/engine";
import { startConvexHost } from "../../sandbox/convex/hosts/node";
import type { FunctionCall, FunctionResult } from "../../sandbox/convex/types";
import { openLmdbStore } from "../../sandbox/kv/lmdb";
import { NOTHING, sum } from "../cost";
import { SUPPORT, type TargetKind } from "./target";

/** The sandbox as `npm start` runs it: on disk, webhooks over HTTP on a loopback port. */
export const localEngine: TargetKind = {
  name: "local engine",
  async open({ app, webhookPath, timers = false }) {
    const dir = await mkdtemp(join(tmpdir(), "bench-"));
    const store = openLmdbStore(dir);
    let cost = NOTHING;
    const adminKey = `bench|${crypto.randomUUID()}`;
    const host = await startConvexHost({
      timers,
      adminKey,
      engine: (addresses) =>
        createEngine({
          app,
          store,
          ...addresses,
          onCall: ({ stats }) => (cost = sum(cost, stats)),
        }),
    });
    const { engine, cloudUrl, siteUrl } = host;
    return {
      door: { url: cloudUrl, key: adminKey },
      query: async (path, args, as = SUPPORT) =>
        expectOk((await engine.query(callOf(path, args, as))).result),
      mutation: async (path, args, as = SUPPORT) =>
        expectOk((await engine.mutation(callOf(path, args, as))).result),
      async deliver({ body, headers }) {
        const response = await fetch(siteUrl + webhookPath, { method: "POST", body, headers });
        if (!response.ok) throw new Error(`A webhook was answered with ${response.status}`);
        await response.arrayBuffer();
      },
      settle: () => engine.runDueJobs(),
      takeCost() {
        const taken = cost;
        cost = NOTHING;
        return taken;
      },
      async close() {
        await host.close();
        await engine.close();
        await store.close();
        await rm(dir, { recursive: true });
      },
    };
  },
};

function callOf(path: string, args: unknown, identity: UserIdentity): FunctionCall {
  return { path, args: args as JSONValue, caller: { identity, admin: true } };
}

function expectOk(result: FunctionResult): JSONValue {
  if (!result.ok) throw new Error(result.errorMessage);
  return result.value;
}
