/**
 * The sandbox in a process of its own, so that its memory is nobody else's: both stand-ins as
 * `npm start` has them, with the functions of the bench. Tells its parent the addresses, then its
 * memory whenever it is asked; ends with its parent.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startClerkServer } from "../../sandbox/clerk/node";
import { listenConvexHost } from "../../sandbox/convex/hosts/node";
import { openLmdbStore } from "../../sandbox/kv/lmdb";
import { claimPort } from "../../sandbox/world/ports";
import type { Secrets } from "../../sandbox/world/variables";
import { openWorld } from "../../sandbox/world/world";
import { loadKit } from "../kit";
import type { FromHost, Memory } from "./messages";

const SAMPLE_MS = 100;

const secrets = JSON.parse(process.env.BENCH_SECRETS ?? "") as Secrets;
const dir = mkdtempSync(join(tmpdir(), "bench-load-"));
process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
process.once("disconnect", () => process.exit());

const host = await listenConvexHost();
const port = await claimPort(0);
await port.release();
const addresses = {
  clerk: `http://127.0.0.1:${port.port}`,
  convex: host.cloudUrl,
  convexSite: host.siteUrl,
};
const { clerk, engine } = await openWorld({
  app: await loadKit(),
  stores: { clerk: openLmdbStore(join(dir, "clerk")), convex: openLmdbStore(join(dir, "convex")) },
  addresses,
  secrets,
});
await startClerkServer({ clerk, port: port.port });
host.attach(engine, { adminKey: secrets.adminKey });
clerk.webhooks.startTimers();

let peakBytes = 0;
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, SAMPLE_MS).unref();

process.on("message", () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  tell({ memory: { peakBytes: Math.max(peakBytes, rss), rssBytes: rss, heapBytes: heapUsed } });
});
tell({ addresses });

function tell(message: FromHost | { memory: Memory }): void {
  process.send?.(message);
}
