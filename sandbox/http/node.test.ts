import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { sendResponse, toRequest } from "./node";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Serves a handler; answers with its address and with what went wrong. */
async function serve(handler: (request: Request) => Response | Promise<Response>) {
  const failures: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    toRequest(incoming)
      .then(handler)
      .then((response) => sendResponse(response, outgoing))
      .catch((error: unknown) => {
        failures.push(error);
        outgoing.destroy();
      });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, failures };
}

const echo = async (request: Request) =>
  new Response(await request.arrayBuffer(), { headers: request.headers });

describe("a request", () => {
  test.each([
    ["nothing in it", 0],
    ["little in it", 3_000],
    ["much in it", 2_000_000],
  ])("comes whole with %s", async (_how, size) => {
    const { url } = await serve(echo);
    const body = Uint8Array.from({ length: size }, (_, n) => n % 251);
    const response = await fetch(url, { method: "POST", body });
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  test("comes whole when nobody said how much it is", async () => {
    const { url } = await serve(echo);
    const body = new Blob(["one ", "two"]).stream();
    const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
    expect(await (await fetch(url, init)).text()).toBe("one two");
  });

  test("keeps its method, its path and each of its headers", async () => {
    const { url } = await serve(({ method, url, headers }) => {
      const { pathname, search } = new URL(url);
      return Response.json([method, pathname + search, headers.get("x-two")]);
    });
    const headers: [string, string][] = [
      ["x-two", "a"],
      ["x-two", "b"],
    ];
    const response = await fetch(`${url}/a/b?c=d`, { method: "PATCH", headers, body: "{}" });
    expect(await response.json()).toEqual(["PATCH", "/a/b?c=d", "a, b"]);
  });

  test("that breaks off is not handled", async () => {
    let handled = 0;
    const { port, failures } = await serve(() => {
      handled += 1;
      return new Response("no");
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{", () => {
      socket.destroy();
    });
    await expect.poll(() => failures.length).toBe(1);
    expect(handled).toBe(0);
  });
});

describe("a response", () => {
  test("that is there goes out in one piece, with its length", async () => {
    const { url } = await serve(() => Response.json({ a: 1 }, { status: 201 }));
    const response = await fetch(url);
    expect(response.status).toBe(201);
    expect(response.headers.get("content-length")).toBe("7");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ a: 1 });
  });

  test("keeps its cookies apart", async () => {
    const headers = new Headers();
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    const { url } = await serve(() => new Response(null, { status: 204, headers }));
    expect((await fetch(url)).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  test("that is still being made is sent as it comes", async () => {
    let more = (_text: string | null) => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        more = (text) => {
          if (text === null) controller.close();
          else controller.enqueue(new TextEncoder().encode(text));
        };
        more("first");
      },
    });
    const { url } = await serve(() => new Response(body));
    const reader = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toMatchObject({ value: "first" });
    more("second");
    expect(await reader?.read()).toMatchObject({ value: "second" });
    more(null);
    expect(await reader?.read()).toMatchObject({ done: true });
  });
});
