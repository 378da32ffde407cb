import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JSONValue } from "convex/values";
import type { FunctionResult } from "../sandbox/convex/types";
import { createEngine } from "../sandbox/convex/engine";
import { startConvexHost } from "../sandbox/convex/hosts/node";
import { openLmdbStore } from "../sandbox/kv/lmdb";
import { SUPPORT, type TargetKind } from "./target";

/** The sandbox as `npm start` runs it: on disk, webhooks over HTTP on a loopback port. */
export const localEngine: TargetKind = {
  name: "local engine",
  async open(app) {
    const dir = await mkdtemp(join(tmpdir(), "bench-"));
    const store = openLmdbStore(dir);
    let counted = { read: 0, written: 0 };
    const host = await startConvexHost({
      // Jobs run in `settle`, so that what one webhook costs can be told from what the next one does.
      timers: false,
      engine: (addresses) =>
        createEngine({
          app,
          store,
          ...addresses,
          onCall: ({ stats }) => {
            counted = {
              read: counted.read + stats.documentsRead,
              written: counted.written + stats.documentsWritten,
            };
          },
        }),
    });
    const { engine, siteUrl } = host;
    const caller = { identity: SUPPORT, admin: true };
    return {
      query: async (path, args) => expectOk((await engine.query({ path, args, caller })).result),
      mutation: async (path, args) => {
        expectOk((await engine.mutation({ path, args, caller })).result);
      },
      async deliver({ body, headers }) {
        const response = await fetch(`${siteUrl}/clerk/webhook`, { method: "POST", body, headers });
        if (!response.ok) throw new Error(`A webhook was answered with ${response.status}`);
        await response.arrayBuffer();
      },
      settle: () => engine.runDueJobs(),
      documents() {
        const documents = counted;
        counted = { read: 0, written: 0 };
        return documents;
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

function expectOk(result: FunctionResult): JSONValue {
  if (!result.ok) throw new Error(result.errorMessage);
  return result.value;
}
