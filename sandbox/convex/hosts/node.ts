import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Handler } from "../protocol/http";
import type { Engine } from "../types";
import { createBackend, type Backend, type BackendOptions } from "./backend";
import { nodeListener } from "./nodeHttp";
import { acceptSyncSockets } from "./nodeSockets";

export interface ListenOptions {
  /** Port of the API (functions, files, sync); 0 takes any free one. @default 0 */
  readonly apiPort?: number;
  /** Port of the HTTP actions; 0 takes any free one. @default 0 */
  readonly sitePort?: number;
  /** The loopback address to listen on. @default "127.0.0.1" */
  readonly host?: string;
}

export interface AttachOptions extends BackendOptions {
  /** Whether scheduled functions and crons run by themselves. @default true */
  readonly timers?: boolean;
}

/** Two listening ports, and the engine behind them once there is one. */
export interface ConvexHost {
  /** Base address of the API, for clients and `CONVEX_CLOUD_URL`. */
  readonly cloudUrl: string;
  /** Base address of the HTTP actions, for webhooks and `CONVEX_SITE_URL`. */
  readonly siteUrl: string;
  /** Puts an engine behind the ports. Until then every request is answered with status 503. */
  attach(engine: Engine, options?: AttachOptions): void;
  /** Hangs up on everybody and frees the ports. The engine stays as it is. */
  close(): Promise<void>;
}

/**
 * Takes the two ports of a deployment. An engine must know its addresses when it is made, so the
 * ports come first: `listenConvexHost`, then `createEngine`, then `attach`. Rejects with
 * `EADDRINUSE` when a port is taken.
 */
export async function listenConvexHost(options: ListenOptions = {}): Promise<ConvexHost> {
  const { apiPort = 0, sitePort = 0, host = "127.0.0.1" } = options;
  let backend: Backend | null = null;
  const whenReady =
    (pick: (ready: Backend) => Handler): Handler =>
    async (request) =>
      backend === null ? starting() : pick(backend)(request);

  const api = createServer(nodeListener(whenReady((ready) => ready.api)));
  const site = createServer(nodeListener(whenReady((ready) => ready.site)));
  const sockets = new WebSocketServer({ noServer: true });
  acceptSyncSockets(api, sockets, () => backend);

  const cloudUrl = await listen(api, apiPort, host);
  const siteUrl = await listen(site, sitePort, host).catch(async (error: unknown) => {
    await closeServer(api);
    throw error;
  });

  return {
    cloudUrl,
    siteUrl,
    attach(engine, { timers = true, ...rest } = {}) {
      backend = createBackend(engine, rest);
      if (timers) engine.startTimers();
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all([closeServer(api), closeServer(site)]);
    },
  };
}

export interface StartOptions extends ListenOptions, AttachOptions {
  /** Makes the engine, told the addresses it will have. */
  readonly engine: (addresses: { cloudUrl: string; siteUrl: string }) => Promise<Engine>;
}

/** `listenConvexHost`, the engine, and `attach` in one go. */
export async function startConvexHost({
  engine: createEngine,
  ...options
}: StartOptions): Promise<ConvexHost & { readonly engine: Engine }> {
  const host = await listenConvexHost(options);
  try {
    const engine = await createEngine({ cloudUrl: host.cloudUrl, siteUrl: host.siteUrl });
    host.attach(engine, options);
    return { ...host, engine };
  } catch (error) {
    await host.close();
    throw error;
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo; // A listening TCP server has one.
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

function starting(): Response {
  const body = { code: "Starting", message: "The local Convex host is still starting" };
  return Response.json(body, { status: 503, headers: { "retry-after": "1" } });
}
