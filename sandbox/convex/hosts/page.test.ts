import { ConvexHttpClient } from "convex/browser";
import { ConvexReactClient } from "convex/react";
import { makeFunctionReference } from "convex/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { eventually } from "../protocol/testing/eventually";
import { fakeEngine } from "../protocol/testing/fakeEngine";
import { createPageHost } from "./page";

const CLOUD = "https://convex.sandbox.test";
const SITE = "https://convex-site.sandbox.test";
const get = makeFunctionReference<"query", { key: string }, number | null>("get");
const set = makeFunctionReference<"mutation", { key: string; value: number }>("set");

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function setUp() {
  const engine = fakeEngine();
  const host = createPageHost(engine, { cloudUrl: CLOUD, siteUrl: SITE });
  closing.push(() => host.close());
  const connect = () => {
    const client = new ConvexReactClient(CLOUD, {
      webSocketConstructor: host.WebSocket,
      logger: false,
    });
    closing.push(() => client.close());
    return client;
  };
  return { engine, host, connect };
}

/** A bare socket and all that happened to it. */
function openSocket(socketClass: typeof WebSocket, url = `${CLOUD}/api/1.48.0/sync`) {
  const socket = new socketClass(url.replace("https", "wss"));
  const events: string[] = [];
  socket.onopen = () => events.push("open");
  socket.onmessage = ({ data }: MessageEvent<string>) =>
    events.push((JSON.parse(data) as { type: string }).type);
  socket.onerror = () => events.push("error");
  socket.onclose = ({ code }) => events.push(`close ${code}`);
  return { socket, events };
}

describe("a client in the page", () => {
  test("reads, writes and reads its own writes", async () => {
    const { connect } = setUp();
    const client = connect();
    const watch = client.watchQuery(get, { key: "a" });
    watch.onUpdate(() => {});
    await eventually(() => expect(watch.localQueryResult()).toBeNull());
    await client.mutation(set, { key: "a", value: 1 });
    expect(watch.localQueryResult()).toBe(1);
  });

  test("loses nothing and runs nothing twice while it is offline", async () => {
    const { engine, host, connect } = setUp();
    const client = connect();
    await client.mutation(set, { key: "a", value: 1 });
    const stop = engine.onCommit(() => host.offline(true));
    const answer = client.mutation(set, { key: "a", value: 2 });
    await eventually(() => expect(client.connectionState().isWebSocketConnected).toBe(false));
    stop();
    host.offline(false);
    await expect(answer).resolves.toBe(2);
    expect(engine.runs).toEqual(["mutation set", "mutation set"]);
  });

  test("is hung up on when the host closes", async () => {
    const { host, connect } = setUp();
    const client = connect();
    await client.mutation(set, { key: "a", value: 1 });
    host.close();
    await eventually(() => expect(client.connectionState().isWebSocketConnected).toBe(false));
  });
});

describe("a socket in the page", () => {
  test("opens after its handlers are set, and closes in order", async () => {
    const { host } = setUp();
    const { socket, events } = openSocket(host.WebSocket);
    expect(socket.readyState).toBe(host.WebSocket.CONNECTING);
    expect(() => socket.send("{}")).toThrow("CONNECTING");
    await eventually(() => expect(events).toEqual(["open"]));
    socket.send("nonsense");
    await eventually(() => expect(events).toEqual(["open", "FatalError", "close 1008"]));
    expect(socket.readyState).toBe(host.WebSocket.CLOSED);
  });

  test("answers a close with the same code", async () => {
    const { host } = setUp();
    const { socket, events } = openSocket(host.WebSocket);
    await eventually(() => expect(events).toEqual(["open"]));
    socket.close(1000);
    expect(socket.readyState).toBe(host.WebSocket.CLOSING);
    await eventually(() => expect(events).toEqual(["open", "close 1000"]));
  });

  test("calls listeners as well as handlers", async () => {
    const { host } = setUp();
    const { socket } = openSocket(host.WebSocket);
    const opened = vi.fn();
    socket.addEventListener("open", opened);
    await eventually(() => expect(opened).toHaveBeenCalledOnce());
  });

  test("fails like a real one when nobody is there", async () => {
    const { host } = setUp();
    const elsewhere = openSocket(host.WebSocket, "https://elsewhere.test/sync");
    host.offline(true);
    const offline = openSocket(host.WebSocket);
    for (const { events } of [elsewhere, offline]) {
      await eventually(() => expect(events).toEqual(["error", "close 1006"]));
    }
  });

  test("loses what is under way when the connection is cut", async () => {
    const { host } = setUp();
    const { socket, events } = openSocket(host.WebSocket);
    await eventually(() => expect(events).toEqual(["open"]));
    socket.send("nonsense");
    host.offline(true);
    await eventually(() => expect(events).toEqual(["open", "error", "close 1006"]));
  });

  test("keeps messages in order while the latency falls", async () => {
    const { engine, host } = setUp();
    host.latency(20);
    const { socket } = openSocket(host.WebSocket);
    await eventually(() => expect(socket.readyState).toBe(host.WebSocket.OPEN));
    for (let n = 0; n < 10; n++) {
      host.latency(20 - 2 * n);
      const args = [{ key: "a", value: n }];
      socket.send(JSON.stringify({ type: "Mutation", requestId: n, udfPath: `set${n}`, args }));
    }
    await eventually(() => expect(engine.runs).toHaveLength(10));
    expect(engine.runs).toEqual(Array.from({ length: 10 }, (_, n) => `mutation set${n}`));
  });
});

describe("fetch in the page", () => {
  test("serves the API and the HTTP actions", async () => {
    const { host } = setUp();
    const client = new ConvexHttpClient(CLOUD, { fetch: host.fetch, logger: false });
    expect(await client.mutation(set, { key: "a", value: 3 })).toBe(3);
    const hook = await host.fetch(`${SITE}/hook`, { method: "POST", body: "event" });
    expect(await hook.json()).toEqual({ body: "event", subject: null });
  });

  test("knows its own addresses and no others", async () => {
    const { host } = setUp();
    expect(host.serves(`${CLOUD}/version`)).toBe(true);
    expect(host.serves(new URL(SITE))).toBe(true);
    expect(host.serves("https://elsewhere.test/")).toBe(false);
    await expect(host.fetch("https://elsewhere.test/")).rejects.toThrow("Failed to fetch");
  });

  test("fails while offline", async () => {
    const { host } = setUp();
    host.offline(true);
    await expect(host.fetch(`${CLOUD}/version`)).rejects.toThrow("Failed to fetch");
    host.offline(false);
    expect((await host.fetch(`${CLOUD}/version`)).status).toBe(200);
  });

  test("can be aborted", async () => {
    const { host } = setUp();
    const signal = AbortSignal.abort();
    await expect(host.fetch(`${CLOUD}/version`, { signal })).rejects.toThrow("aborted");
  });
});
