import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import { isLocalOrigin } from "../protocol/http";
import { createSyncSession, takesChunks } from "../protocol/sync";
import type { Backend } from "./backend";

/** Where clients connect: `/api/<version of the client>/sync`. */
const SYNC_PATH = /^\/api\/(?:[^/]+\/)?sync$/;

/** Turns upgrade requests to a server into sync sessions with the backend of the moment. */
export function acceptSyncSockets(
  server: Server,
  sockets: WebSocketServer,
  backend: () => Backend | null,
): void {
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ready = backend();
    const refusal = refuse(request, ready);
    if (ready === null || refusal !== null) {
      socket.end(
        `HTTP/1.1 ${refusal} ${STATUS_CODES[refusal ?? 503]}\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      serve(webSocket, ready, takesChunks(request.url ?? "")),
    );
  });
}

/** The status to refuse with, or null. A page from elsewhere must not reach into this machine. */
function refuse({ url = "/", headers }: IncomingMessage, ready: Backend | null): number | null {
  if (!SYNC_PATH.test(new URL(url, "http://localhost").pathname)) return 404;
  if (headers.origin !== undefined && !isLocalOrigin(headers.origin)) return 403;
  return ready === null ? 503 : null;
}

function serve(webSocket: WebSocket, { engine, auth }: Backend, chunks: boolean): void {
  const session = createSyncSession({
    engine,
    auth,
    chunks,
    send: (text) => webSocket.send(text),
    close: (code, reason) => webSocket.close(code, reason),
  });
  // `ws` hands messages over as a Buffer unless told otherwise.
  webSocket.on("message", (data) => session.receive((data as Buffer).toString("utf8")));
  webSocket.on("close", () => session.end());
  webSocket.on("error", () => webSocket.terminate());
}
