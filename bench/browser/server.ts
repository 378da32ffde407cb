import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BundleFile } from "./bundle";

/** Answers a request, or leaves it to the next one by answering null. */
export type Answer = (
  path: string,
  request: IncomingMessage,
) => Served | null | Promise<Served | null>;

export interface Served {
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

export interface PageServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves pages on a free loopback port.
 * @param otherwise takes what `answer` leaves; by default with 404
 */
export async function servePages(
  answer: Answer,
  otherwise = (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(404).end();
  },
): Promise<PageServer> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const served = await answer(pathname, request);
    if (served === null) return otherwise(request, response);
    response.writeHead(200, { "content-type": served.contentType }).end(served.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, close };
}

/** Serves a page that runs a bundle; what else there is, `answer` says. */
export async function serveBundle(
  files: readonly BundleFile[],
  answer: Answer = () => null,
): Promise<PageServer> {
  const byPath = new Map(files.map((file) => [`/${file.name}`, file.content]));
  return await servePages((path, request) => {
    if (path === "/") return emptyPage(files.map(headOf).join(""));
    const body = byPath.get(path);
    return body === undefined ? answer(path, request) : { contentType: contentTypeOf(path), body };
  });
}

function headOf({ name, isEntry }: BundleFile): string {
  if (name.endsWith(".css")) return `<link rel="stylesheet" href="/${name}">`;
  return isEntry ? `<script type="module" src="/${name}"></script>` : "";
}

/** A page with nothing in it but an element `root` and what `head` brings. */
export function emptyPage(head: string): Served {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>${head}<div id="root"></div></html>`;
  return { contentType: "text/html; charset=utf-8", body };
}

export function contentTypeOf(name: string): string {
  return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
}
