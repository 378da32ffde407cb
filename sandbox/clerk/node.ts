import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendResponse, toRequest } from "../http/node";
import { plainError } from "./errors";
import type { ClerkSandbox } from "./index";

export interface ClerkServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Answers what is under way, then stops listening. */
  close(): Promise<void>;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Serves an emulated Clerk on loopback.
 * @throws the system's `EADDRINUSE` when the port is taken
 */
export async function startClerkServer(options: {
  readonly clerk: Pick<ClerkSandbox, "handle">;
  /** 0 picks a free one. */
  readonly port: number;
}): Promise<ClerkServer> {
  const server = createServer(clerkListener(options.clerk));
  await listen(server, options.port);
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close: () => close(server) };
}

/** The same as a listener, for a server that serves other things as well. */
export function clerkListener({ handle }: Pick<ClerkSandbox, "handle">) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    answer(handle, incoming, outgoing).catch(() => {
      // A fault has made the network fail, or the other side is gone. Browsers ask again, unseen,
      // when a connection that they reuse is just closed; not so when what comes is no HTTP.
      incoming.socket.end("no answer\r\n\r\n");
    });
  };
}

async function answer(
  handle: ClerkSandbox["handle"],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const host = incoming.headers.host ?? "";
  const { origin } = incoming.headers;
  let response: Response;
  if (!isLoopback(`http://${host}`) || (origin !== undefined && !isLoopback(origin))) {
    // Neither a foreign page nor a name that somebody has pointed at this machine gets in.
    const message = "The sandbox answers to pages of this machine only.";
    response = plainError(403, "origin_invalid", message).toResponse();
  } else if (incoming.method === "OPTIONS") {
    response = new Response(null, { status: 204 });
  } else {
    response = await handle(await toRequest(incoming));
  }
  if (origin !== undefined && isLoopback(origin)) allowOrigin(response.headers, origin, incoming);
  await sendResponse(response, outgoing);
}

function allowOrigin(headers: Headers, origin: string, incoming: IncomingMessage): void {
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-allow-credentials", "true");
  headers.set("vary", "Origin");
  if (incoming.method !== "OPTIONS") return;
  headers.set("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
  const asked = incoming.headers["access-control-request-headers"];
  if (asked !== undefined) headers.set("access-control-allow-headers", asked);
}

function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && LOOPBACK.includes(new URL(origin).hostname);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
  });
}
