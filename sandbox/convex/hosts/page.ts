import { createSyncSession, takesChunks } from "../protocol/sync";
import type { Engine } from "../types";
import { createBackend, type BackendOptions } from "./backend";
import { faultyEnds, type MutationFault } from "./pageFaults";
import { createPageSocket, type Connect } from "./pageSocket";

export interface PageHostOptions extends BackendOptions {
  /** The addresses the engine was made with; no network knows them. */
  readonly cloudUrl: string;
  readonly siteUrl: string;
}

/** A deployment inside the page: no server, yet clients notice no difference. */
export interface PageHost {
  /** For `new ConvexReactClient(cloudUrl, { webSocketConstructor: host.WebSocket })`. */
  readonly WebSocket: typeof WebSocket;
  /** Whether `fetch` below serves this address. */
  serves(url: string | URL): boolean;
  /** Serves the API and the HTTP actions; rejects like the network for other addresses. */
  readonly fetch: typeof fetch;
  /** Cuts the connection between clients and host, or mends it. Messages under way are lost. */
  offline(cut: boolean): void;
  /** Delays each message and each request, both ways, by so many ms. @default 0 */
  latency(ms: number): void;
  /** Lets mutations fail from now on; null mends it. @default null */
  fault(fault: MutationFault | null): void;
  /** Hangs up on everybody and takes no more connections. The engine stays as it is. */
  close(): void;
}

export function createPageHost(engine: Engine, options: PageHostOptions): PageHost {
  const backend = createBackend(engine, options);
  const { origin: cloudOrigin } = new URL(options.cloudUrl);
  const { origin: siteOrigin } = new URL(options.siteUrl);
  const hangUps = new Set<(code: number) => void>();
  let latency = 0;
  let isOffline = false;
  let isClosed = false;
  let fault: MutationFault | null = null;
  /** Mutations whose answer has been lost, by their client's number for them. */
  let lost = new Set<number>();

  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, latency));

  const connect: Connect = (url, client) => {
    if (isOffline || isClosed || new URL(url).origin.replace(/^ws/, "http") !== cloudOrigin) {
      return null;
    }
    const session = faultyEnds(
      client,
      ({ deliver, close }) =>
        createSyncSession({ ...backend, chunks: takesChunks(url), send: deliver, close }),
      {
        fault: () => fault,
        isLost: (requestId) => !lost.has(requestId) && Boolean(lost.add(requestId)),
      },
    );
    const hangUp = (code: number) => client.cut(code);
    hangUps.add(hangUp);
    return {
      receive: (text) => session.receive(text),
      end: () => {
        session.end();
        hangUps.delete(hangUp);
      },
    };
  };

  async function servedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    const handler =
      origin === cloudOrigin ? backend.api : origin === siteOrigin ? backend.site : null;
    await pause();
    if (handler === null || isOffline || isClosed) throw new TypeError("Failed to fetch");
    request.signal.throwIfAborted();
    const response = await handler(request);
    await pause();
    if (isOffline) throw new TypeError("Failed to fetch");
    request.signal.throwIfAborted();
    return response;
  }

  function hangUp(code: number): void {
    for (const cut of [...hangUps]) cut(code);
  }

  return {
    WebSocket: createPageSocket(connect, () => latency),
    serves: (url) => [cloudOrigin, siteOrigin].includes(new URL(url).origin),
    fetch: servedFetch,
    offline(cut) {
      isOffline = cut;
      if (cut) hangUp(1006);
      // What a browser does, too; clients then reconnect at once instead of after their pause.
      if (typeof window !== "undefined")
        window.dispatchEvent(new Event(cut ? "offline" : "online"));
    },
    latency(ms) {
      latency = ms;
    },
    fault(next) {
      fault = next;
      lost = new Set();
    },
    close() {
      isClosed = true;
      hangUp(1001);
    },
  };
}
