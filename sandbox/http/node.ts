import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";

/** Between `node:http` and handlers in the shape of `fetch`: `Request` in, `Response` out. */

/** A body of at most so many bytes is read at once: a stream would cost more than what is in it. */
const SMALL_BYTES = 256 * 1024;

/** What came in, as a `Request`. Rejects when the other side breaks off in a small body. */
export async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headers } = incoming;
  const body = method === "GET" || method === "HEAD" ? {} : await bodyOf(incoming);
  return new Request(new URL(url, `http://${headers.host ?? "127.0.0.1"}`), {
    method,
    headers: toHeaders(incoming),
    ...body,
  });
}

/** Sends a `Response`: in one piece when all of it is there, otherwise as it comes. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);

  const chunks = response.body?.getReader();
  if (chunks === undefined) {
    outgoing.end();
    return;
  }
  const first = await chunks.read();
  const second = chunks.read();
  // What is there is told before the next turn of Node's loop.
  const isWhole = await Promise.race([second.then(({ done }) => done), setImmediate(false)]);
  if (isWhole) {
    outgoing.end(first.value);
    return;
  }
  const all = async function* () {
    yield first.value;
    for (let next = await second; !next.done; next = await chunks.read()) yield next.value;
  };
  await pipeline(all, outgoing);
}

function toHeaders({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

async function bodyOf(incoming: IncomingMessage): Promise<RequestInit> {
  const length = Number(incoming.headers["content-length"]);
  if (length <= SMALL_BYTES) return { body: await readAll(incoming) };
  const body = Readable.toWeb(incoming) as ReadableStream;
  // Node asks for `duplex` with a streamed body; TypeScript's DOM types do not know it yet.
  const init: RequestInit & { duplex: "half" } = { body, duplex: "half" };
  return init;
}

/** Node's own `buffer` makes a Blob of it first, which costs more than all the rest. */
async function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
