import { join } from "node:path";
import { startClerkServer, type ClerkServer } from "../clerk/node";
import { loadAppFromDisk } from "../convex/load/disk";
import { listenConvexHost, type ConvexHost } from "../convex/hosts/node";
import { openLmdbStore } from "../kv/lmdb";
import type { OrderedStore } from "../kv/types";
import { claimPort, LOOPBACK } from "./ports";
import type { Addresses, Secrets } from "./variables";
import { openWorld, type World } from "./world";

export interface NodeWorldOptions {
  /** The folder of the data; made when missing. */
  readonly dir: string;
  /** The `convex/` folder whose functions run. */
  readonly convexDir: string;
  readonly secrets: Secrets;
  /** Wanted ports; a taken one becomes the next free one, 0 any free one. */
  readonly ports: { readonly clerk: number; readonly convex: number; readonly convexSite: number };
  readonly onLog?: (line: { readonly path: string; readonly text: string }) => void;
}

export interface NodeWorld extends World {
  /** From now on webhooks, scheduled functions and crons run by themselves. */
  startTimers(): void;
  /** Ends everything in good order; the data stays. */
  stop(): Promise<void>;
}

/** The world under Node: both stores on disk, both stand-ins on loopback ports. */
export async function openNodeWorld(options: NodeWorldOptions): Promise<NodeWorld> {
  const stores = openStores(options.dir);
  const host = await listen(options.ports);
  const clerkPort = await claimPort(options.ports.clerk);
  const addresses: Addresses = {
    clerk: `http://${LOOPBACK}:${clerkPort.port}`,
    convex: host.cloudUrl,
    convexSite: host.siteUrl,
  };
  const world = await openWorld({
    app: await loadAppFromDisk(options.convexDir),
    stores,
    addresses,
    secrets: options.secrets,
    onLog: options.onLog,
  });
  await clerkPort.release();
  const server = await startClerkServer({ clerk: world.clerk, port: clerkPort.port });
  host.attach(world.engine, { timers: false, adminKey: options.secrets.adminKey });
  return {
    ...world,
    startTimers() {
      world.engine.startTimers();
      world.clerk.webhooks.startTimers();
    },
    stop: () => stop(world, host, server, stores),
  };
}

type Stores = { readonly clerk: OrderedStore; readonly convex: OrderedStore };

function openStores(dir: string): Stores {
  return {
    clerk: openLmdbStore(join(dir, "clerk")),
    convex: openLmdbStore(join(dir, "convex")),
  };
}

async function listen(ports: NodeWorldOptions["ports"]): Promise<ConvexHost> {
  const api = await claimPort(ports.convex);
  const site = await claimPort(ports.convexSite);
  await Promise.all([api.release(), site.release()]);
  return await listenConvexHost({ apiPort: api.port, sitePort: site.port });
}

async function stop(
  world: World,
  host: ConvexHost,
  server: ClerkServer,
  stores: Stores,
): Promise<void> {
  // Senders first, so that nothing is on its way when the receivers go.
  await world.clerk.webhooks.stopTimers();
  await world.engine.close();
  await Promise.all([server.close(), host.close()]);
  await Promise.all([stores.clerk.close(), stores.convex.close()]);
}
