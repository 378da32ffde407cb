import { connect } from "node:net";
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { eventually } from "../protocol/testing/eventually";
import { fakeEngine } from "../protocol/testing/fakeEngine";
import { listenConvexHost, startConvexHost, type ConvexHost } from "./node";

const get = makeFunctionReference<"query", { key: string }, number | null>("get");
const set = makeFunctionReference<"mutation", { key: string; value: number }>("set");

const WAIT = { timeout: 10_000 };

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const open of closing.splice(0).reverse()) await open.close();
});

function closeLater<T extends { close(): Promise<void> }>(open: T): T {
  closing.push(open);
  return open;
}

async function start() {
  const host = closeLater(await listenConvexHost());
  const engine = fakeEngine();
  host.attach(engine);
  return { host, engine };
}

function clientOf({ cloudUrl }: ConvexHost): ConvexClient {
  const webSocketConstructor = WebSocket as unknown as typeof globalThis.WebSocket;
  return closeLater(new ConvexClient(cloudUrl, { webSocketConstructor, logger: false }));
}

describe("a host", () => {
  test("knows its addresses before there is an engine", async () => {
    const engine = vi.fn(async () => fakeEngine());
    const host = closeLater(await startConvexHost({ engine }));
    const { cloudUrl, siteUrl } = host;
    expect(engine).toHaveBeenCalledWith({ cloudUrl, siteUrl });
    expect(cloudUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(siteUrl).not.toBe(cloudUrl);
  });

  test("answers 503 until an engine is attached, and clients wait for it", async () => {
    const host = closeLater(await listenConvexHost());
    expect((await fetch(`${host.cloudUrl}/version`)).status).toBe(503);
    expect((await fetch(`${host.siteUrl}/hook`)).status).toBe(503);
    const client = clientOf(host);
    const answer = client.mutation(set, { key: "a", value: 1 });
    host.attach(fakeEngine());
    await expect(answer).resolves.toBe(1);
  });

  test("starts the timers of its engine unless told otherwise", async () => {
    const host = closeLater(await listenConvexHost());
    const engine = { ...fakeEngine(), startTimers: vi.fn() };
    host.attach(engine, { timers: false });
    expect(engine.startTimers).not.toHaveBeenCalled();
    host.attach(engine);
    expect(engine.startTimers).toHaveBeenCalledOnce();
  });

  test("says which port is taken, and keeps neither", async () => {
    const { host } = await start();
    const sitePort = Number(new URL(host.siteUrl).port);
    await expect(listenConvexHost({ sitePort })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("frees its ports although clients are connected", async () => {
    const { host } = await start();
    const client = clientOf(host);
    await client.mutation(set, { key: "a", value: 1 });
    const { port, hostname } = new URL(host.cloudUrl);
    await host.close();
    closing.splice(closing.indexOf(host), 1);
    const again = closeLater(await listenConvexHost({ apiPort: Number(port) }));
    expect(new URL(again.cloudUrl).hostname).toBe(hostname);
  });
});

describe("clients over real sockets", () => {
  test("see each other's writes", async () => {
    const { host } = await start();
    const values: (number | null)[] = [];
    clientOf(host).onUpdate(get, { key: "a" }, (value) => values.push(value));
    await eventually(() => expect(values).toEqual([null]));
    await new ConvexHttpClient(host.cloudUrl, { logger: false }).mutation(set, {
      key: "a",
      value: 7,
    });
    await eventually(() => expect(values).toEqual([null, 7]));
  });

  test("send bodies and get headers as they are", async () => {
    const { host } = await start();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => n % 256);
    const response = await fetch(`${host.cloudUrl}/api/storage/upload?token=good`, {
      method: "POST",
      body: bytes,
      headers: { "content-type": "image/webp" },
    });
    const { storageId } = (await response.json()) as { storageId: string };
    const file = await fetch(`${host.cloudUrl}/api/storage/${storageId}`);
    expect(file.headers.get("content-type")).toBe("image/webp");
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test("reach HTTP actions on the site's port alone", async () => {
    const { host } = await start();
    const hook = await fetch(`${host.siteUrl}/hook`, { method: "POST", body: "event" });
    expect(await hook.json()).toEqual({ body: "event", subject: null });
    expect((await fetch(`${host.cloudUrl}/hook`, { method: "POST" })).status).toBe(404);
  });

  test.each([
    ["little", 100_000],
    ["much", 19_000_000],
  ])(
    "may ask again on the same connection after an action has left %s unread",
    async (_how, size) => {
      const { host, engine } = await start();
      engine.httpAction = async () => new Response("Too much.", { status: 413 });
      const { port, hostname } = new URL(host.siteUrl);
      const socket = connect(Number(port), hostname);
      let heard = "";
      socket.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
      });
      for (let time = 1; time <= 2; time++) {
        socket.write(`POST /hook HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`);
        socket.write(Buffer.alloc(size));
      }
      await expect.poll(() => heard.match(/413 Payload Too Large/g)?.length, WAIT).toBe(2);
      socket.destroy();
    },
  );

  test.each([
    ["a page from elsewhere", "/api/1.0.0/sync", "https://evil.example", 403],
    ["a wrong path", "/sync", undefined, 404],
  ])("are not upgraded for %s", async (_what, path, origin, status) => {
    const { host } = await start();
    const options = origin === undefined ? {} : { origin };
    const socket = new WebSocket(host.cloudUrl.replace("http", "ws") + path, options);
    const error = await new Promise<Error>((resolve) => socket.once("error", resolve));
    expect(error.message).toContain(String(status));
  });

  test("may break off in the middle of a request", async () => {
    const { host } = await start();
    const { port, hostname } = new URL(host.cloudUrl);
    const socket = connect(Number(port), hostname);
    socket.write("POST /api/mutation HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
    socket.destroy();
    expect((await fetch(`${host.cloudUrl}/version`)).status).toBe(200);
  });
});
