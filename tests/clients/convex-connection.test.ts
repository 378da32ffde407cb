import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { openLmdbStore } from "../../sandbox/kv/lmdb";
import { api } from "./fixtures/app";
import { BreakableSocket, deploy, httpClient, reactClient } from "./fixtures/deployment";

const channel = "general";

test("a mutation whose answer got lost with the connection has run once", async () => {
  const { cloudUrl, engine } = await deploy();
  const client = reactClient(cloudUrl);
  await client.mutation(api.messages.send, { channel, text: "before" });
  // The commit is done, its answer not sent yet: that is when the connection breaks.
  const stop = engine.onCommit(() => {
    stop();
    BreakableSocket.breakAll();
  });
  await client.mutation(api.messages.send, { channel, text: "during" });
  expect(client.connectionState().connectionCount).toBe(2);
  await client.mutation(api.messages.send, { channel, text: "after" });
  expect(await httpClient(cloudUrl).query(api.messages.list, { channel })).toEqual([
    "before",
    "during",
    "after",
  ]);
});

test("a client that was away sees what happened meanwhile", async () => {
  const { cloudUrl } = await deploy();
  const client = reactClient(cloudUrl);
  const watch = client.watchQuery(api.messages.list, { channel });
  watch.onUpdate(() => {});
  await eventually(() => expect(watch.localQueryResult()).toEqual([]));
  BreakableSocket.breakAll();
  await eventually(() => expect(client.connectionState().isWebSocketConnected).toBe(false));
  await httpClient(cloudUrl).mutation(api.messages.send, { channel, text: "meanwhile" });
  await eventually(() => expect(watch.localQueryResult()).toEqual(["meanwhile"]));
});

test("a server restart on the same files goes unnoticed by its clients", async () => {
  const folder = mkdtempSync(join(tmpdir(), "convex-restart-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  const first = await deploy({ store: openLmdbStore(folder) });
  const client = reactClient(first.cloudUrl);
  const watch = client.watchQuery(api.messages.list, { channel });
  watch.onUpdate(() => {});
  await client.mutation(api.messages.send, { channel, text: "before" });
  const tsBefore = first.engine.latestTs();

  await first.stop();
  await first.store.close();
  const whileDown = client.mutation(api.messages.send, { channel, text: "while down" });
  const store = openLmdbStore(folder);
  const apiPort = Number(new URL(first.cloudUrl).port);
  const second = await deploy({ store, apiPort });
  onTestFinished(() => store.close());

  expect(second.engine.latestTs()).toBeGreaterThanOrEqual(tsBefore);
  await whileDown;
  expect(watch.localQueryResult()).toEqual(["before", "while down"]);
  await client.mutation(api.messages.send, { channel, text: "after" });
  expect(watch.localQueryResult()).toEqual(["before", "while down", "after"]);
});
