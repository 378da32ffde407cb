import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { chromium, type Browser } from "playwright";
import { findBrowser } from "../../tools/browser";

/** A Chromium for tests that need the real thing. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await findBrowser());
}

export interface PageServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves one page that runs the given module, bundled once and whole, so that nothing can reload
 * in the middle of a test.
 * @param otherwise answers every path but the page's own two; by default with 404
 */
export async function servePage(
  entry: string,
  otherwise = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(404).end();
  },
): Promise<PageServer> {
  const script = await bundle(entry);
  const page = `<!doctype html><meta charset="utf-8"><title>Test</title><div id="root"></div><script src="/page.js"></script>`;
  const server = createServer((request, response) => {
    if (request.url === "/page.js") {
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(script);
    } else if (request.url === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    } else {
      otherwise(request, response);
    }
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

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`esbuild made nothing of ${entry}`);
  return file.text;
}
