import { expect, test } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { deploy, httpClient, reactClient } from "./fixtures/deployment";
import { tapLine } from "./fixtures/line";

const MEGA = 1_000_000;

test("results of several megabytes arrive whole", async () => {
  const { cloudUrl } = await deploy();
  const line = tapLine();
  const client = reactClient(cloudUrl, { webSocketConstructor: line.WebSocket });
  for (const caller of [client, httpClient(cloudUrl)]) {
    const texts = await caller.query(api.sizes.texts, { count: 12 });
    expect(texts.map((text) => text.length)).toEqual(Array.from({ length: 12 }, () => MEGA));
  }
  // 12 MB in parts of 5 MiB, as Convex sends them.
  expect(line.heard.filter(({ type }) => type === "TransitionChunk")).toHaveLength(3);
});

test("a result over 16 MiB is an error that says so, and the client goes on", async () => {
  const { cloudUrl } = await deploy();
  const client = reactClient(cloudUrl);
  for (const caller of [client, httpClient(cloudUrl)]) {
    await expect(caller.query(api.sizes.texts, { count: 17 })).rejects.toThrow(
      "Value is too large (16.21 MiB > maximum size 16 MiB)",
    );
  }
  expect(await client.query(api.sizes.texts, { count: 0 })).toEqual([]);
  expect(client.connectionState().connectionCount).toBe(1);
});

test("arguments of several megabytes arrive whole, and those over 16 MiB are refused", async () => {
  const { cloudUrl } = await deploy();
  const client = reactClient(cloudUrl);
  const texts = (count: number) => Array.from({ length: count }, () => "x".repeat(MEGA));
  expect(await client.mutation(api.sizes.lengthOf, { texts: texts(12) })).toBe(12 * MEGA);
  await expect(client.mutation(api.sizes.lengthOf, { texts: texts(17) })).rejects.toThrow(
    /too large/,
  );
});

test("a write runs again what it touches, of a thousand queries", async () => {
  const runs: string[] = [];
  const { cloudUrl } = await deploy({ onCall: ({ path }) => runs.push(path) });
  const line = tapLine();
  const client = reactClient(cloudUrl, { webSocketConstructor: line.WebSocket });
  const channels = Array.from({ length: 1000 }, (_, i) => `channel ${i}`);
  const watches = channels.map((channel) => client.watchQuery(api.messages.list, { channel }));
  for (const watch of watches) watch.onUpdate(() => {});
  const unanswered = () => watches.filter((watch) => watch.localQueryResult() === undefined);
  await eventually(() => expect(unanswered().length).toBe(0));
  expect(runs).toHaveLength(1000);

  runs.length = 0;
  const before = line.heard.length;
  await client.mutation(api.messages.send, { channel: "channel 500", text: "hello" });
  expect(watches[500]?.localQueryResult()).toEqual(["hello"]);
  expect(runs).toEqual(["messages:send", "messages:list"]);
  const told = line.heard.slice(before).flatMap(({ modifications }) => modifications ?? []);
  expect(told).toEqual([expect.objectContaining({ type: "QueryUpdated", value: ["hello"] })]);
});

test("many clients with the same query all see a write, each at the cost of one run", async () => {
  const runs: string[] = [];
  const { cloudUrl } = await deploy({ onCall: ({ path }) => runs.push(path) });
  const clients = Array.from({ length: 30 }, () => reactClient(cloudUrl));
  const watches = clients.map((client) =>
    client.watchQuery(api.messages.list, { channel: "general" }),
  );
  for (const watch of watches) watch.onUpdate(() => {});
  const allSee = (texts: string[]) =>
    eventually(() => {
      for (const watch of watches) expect(watch.localQueryResult()).toEqual(texts);
    });
  await allSee([]);
  runs.length = 0;
  await clients[0]?.mutation(api.messages.send, { channel: "general", text: "hello" });
  await allSee(["hello"]);
  // The engine keeps no results between clients: as many runs as there are subscriptions, no more.
  expect(runs.filter((path) => path === "messages:list")).toHaveLength(30);
});
