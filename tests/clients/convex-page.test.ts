import { ConvexReactClient } from "convex/react";
import { expect, onTestFinished, test } from "vitest";
import { createEngine } from "../../sandbox/convex/engine";
import { createPageHost } from "../../sandbox/convex/hosts/page";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { testIssuer } from "../../sandbox/convex/protocol/testing/issuer";
import { memoryStore } from "../../sandbox/kv/memory";
import { api, chatApp } from "./fixtures/app";

const addresses = {
  cloudUrl: "https://convex.sandbox.test",
  siteUrl: "https://convex-site.sandbox.test",
};
const channel = "general";

/** The chat app and an identity provider with no network at all. */
async function deployInPage() {
  const issuer = await testIssuer();
  const app = chatApp([issuer.provider]);
  const engine = await createEngine({ app, store: memoryStore(), ...addresses });
  const host = createPageHost(engine, { ...addresses, fetch: issuer.fetch });
  const client = new ConvexReactClient(addresses.cloudUrl, {
    webSocketConstructor: host.WebSocket,
    logger: false,
  });
  onTestFinished(async () => {
    await client.close();
    host.close();
    await engine.close();
  });
  return { issuer, host, client };
}

test("a client in the page signs in, writes, and sees what HTTP actions write", async () => {
  const { issuer, host, client } = await deployInPage();
  client.setAuth(() => issuer.sign({ name: "Ada Lovelace" }));
  const watch = client.watchQuery(api.messages.list, { channel: "hook" });
  watch.onUpdate(() => {});
  await eventually(async () =>
    expect(await client.query(api.people.whoami, {})).toMatchObject({ name: "Ada Lovelace" }),
  );
  await client.mutation(api.messages.send, { channel: "hook", text: "by the client" });
  expect(watch.localQueryResult()).toEqual(["by the client"]);
  await host.fetch(`${addresses.siteUrl}/hook`, { method: "POST", body: "by an HTTP action" });
  await eventually(() =>
    expect(watch.localQueryResult()).toEqual(["by the client", "by an HTTP action"]),
  );
});

test("a client in the page stores files", async () => {
  const { host, client } = await deployInPage();
  const uploadUrl = await client.mutation(api.files.uploadUrl);
  const uploaded = await host.fetch(uploadUrl, { method: "POST", body: "a picture" });
  const { storageId } = (await uploaded.json()) as { storageId: never };
  const url = await client.query(api.files.url, { storageId });
  expect(await (await host.fetch(url ?? "")).text()).toBe("a picture");
});

test("a write made offline is sent when the connection is back", async () => {
  const { host, client } = await deployInPage();
  await client.mutation(api.messages.send, { channel, text: "online" });
  host.offline(true);
  await eventually(() => expect(client.connectionState().isWebSocketConnected).toBe(false));
  const answer = client.mutation(api.messages.send, { channel, text: "offline" });
  host.offline(false);
  await answer;
  expect(await client.query(api.messages.list, { channel })).toEqual(["online", "offline"]);
});
