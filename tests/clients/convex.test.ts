import type { FunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { describe, expect, test, vi } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { deploy, httpClient, reactClient, simpleClient } from "./fixtures/deployment";

const channel = "general";

describe("ConvexReactClient", () => {
  test("sees its own write as soon as the mutation resolves", async () => {
    const { cloudUrl } = await deploy();
    const client = reactClient(cloudUrl);
    const watch = client.watchQuery(api.messages.list, { channel });
    watch.onUpdate(() => {});
    await eventually(() => expect(watch.localQueryResult()).toEqual([]));
    await client.mutation(api.messages.send, { channel, text: "hello" });
    expect(watch.localQueryResult()).toEqual(["hello"]);
  });

  test("sees what others write, and is not bothered with other channels", async () => {
    const { cloudUrl } = await deploy();
    const client = reactClient(cloudUrl);
    const watch = client.watchQuery(api.messages.list, { channel });
    const updated = vi.fn();
    watch.onUpdate(updated);
    const other = httpClient(cloudUrl);
    await other.mutation(api.messages.send, { channel: "elsewhere", text: "psst" });
    await other.mutation(api.messages.send, { channel, text: "hello" });
    await eventually(() => expect(watch.localQueryResult()).toEqual(["hello"]));
    expect(updated.mock.calls.length).toBeLessThanOrEqual(2);
  });

  test("shows an optimistic update at once and never flickers back", async () => {
    const { cloudUrl } = await deploy();
    const client = reactClient(cloudUrl);
    const watch = client.watchQuery(api.messages.list, { channel });
    const seen: unknown[] = [];
    watch.onUpdate(() => seen.push(watch.localQueryResult()));
    await eventually(() => expect(seen).toEqual([[]]));
    const answer = client.mutation(
      api.messages.send,
      { channel, text: "hello" },
      {
        optimisticUpdate: (store, { text }) => {
          const texts = store.getQuery(api.messages.list, { channel }) ?? [];
          store.setQuery(api.messages.list, { channel }, [...texts, text]);
        },
      },
    );
    expect(watch.localQueryResult()).toEqual(["hello"]);
    await answer;
    expect(watch.localQueryResult()).toEqual(["hello"]);
    expect(seen).not.toContainEqual(undefined);
    expect(seen.slice(1)).not.toContainEqual([]);
  });

  test("takes an optimistic update back when the mutation fails, and gets its data", async () => {
    const { cloudUrl } = await deploy();
    const client = reactClient(cloudUrl);
    const watch = client.watchQuery(api.messages.list, { channel });
    watch.onUpdate(() => {});
    await eventually(() => expect(watch.localQueryResult()).toEqual([]));
    const answer = client.mutation(
      api.messages.refuse,
      { channel },
      {
        optimisticUpdate: (store) => store.setQuery(api.messages.list, { channel }, ["never seen"]),
      },
    );
    expect(watch.localQueryResult()).toEqual(["never seen"]);
    const error: unknown = await answer.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConvexError);
    expect(error).toMatchObject({ data: { code: "refused", channel } });
    expect(watch.localQueryResult()).toEqual([]);
  });

  test("runs actions", async () => {
    const { cloudUrl } = await deploy();
    const client = reactClient(cloudUrl);
    expect(await client.action(api.messages.shout, { channel, text: "hello" })).toBe("HELLO");
    expect(await client.query(api.messages.list, { channel })).toEqual(["HELLO"]);
  });

  test("hears of a query's failure", async () => {
    const { cloudUrl } = await deploy();
    const client = reactClient(cloudUrl);
    await expect(client.query(api.messages.stumble, {})).rejects.toThrow("stumbled");
  });
});

describe("ConvexClient", () => {
  test("is called with each new result", async () => {
    const { cloudUrl } = await deploy();
    const client = simpleClient(cloudUrl);
    const results: string[][] = [];
    client.onUpdate(api.messages.list, { channel }, (texts) => results.push(texts));
    await eventually(() => expect(results).toEqual([[]]));
    await client.mutation(api.messages.send, { channel, text: "one" });
    await client.mutation(api.messages.send, { channel, text: "two" });
    await eventually(() => expect(results.at(-1)).toEqual(["one", "two"]));
  });

  test("keeps pages whole while rows are inserted before, into and after them", async () => {
    const { cloudUrl } = await deploy();
    const client = simpleClient(cloudUrl);
    const send = (text: string) => client.mutation(api.messages.send, { channel, text });
    for (const text of ["1", "2", "3", "4", "5"]) await send(text);

    // The types of this experimental method want the page's own arguments and result here.
    const page = api.messages.page as unknown as FunctionReference<
      "query",
      "public",
      { channel: string },
      { text: string }
    >;
    const pages = client.onPaginatedUpdate_experimental(
      page,
      { channel },
      { initialNumItems: 2 },
      () => {},
    );
    const texts = () =>
      pages
        .getCurrentValue()
        ?.results.flat()
        .map((message) => message.text);
    await eventually(() => expect(texts()).toEqual(["5", "4"]));
    pages.getCurrentValue()?.loadMore(2);
    await eventually(() => expect(texts()).toEqual(["5", "4", "3", "2"]));

    // Newest first: new rows land in the first page, which grows instead of pushing others out.
    await send("6");
    await send("7");
    await eventually(() => expect(texts()).toEqual(["7", "6", "5", "4", "3", "2"]));
    pages.getCurrentValue()?.loadMore(2);
    await eventually(() => expect(texts()).toEqual(["7", "6", "5", "4", "3", "2", "1"]));
    expect(pages.getCurrentValue()?.status).toBe("Exhausted");
  });
});

describe("ConvexHttpClient", () => {
  test("queries, mutates and acts", async () => {
    const { cloudUrl } = await deploy();
    const client = httpClient(cloudUrl);
    await client.mutation(api.messages.send, { channel, text: "hello" });
    await client.action(api.messages.shout, { channel, text: "hello" });
    expect(await client.query(api.messages.list, { channel })).toEqual(["hello", "HELLO"]);
    expect(await client.consistentQuery(api.messages.list, { channel })).toHaveLength(2);
  });

  test("gets an error with its data as a ConvexError", async () => {
    const { cloudUrl } = await deploy();
    const error: unknown = await httpClient(cloudUrl)
      .mutation(api.messages.refuse, { channel })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConvexError);
    expect(error).toMatchObject({ data: { code: "refused", channel } });
    expect(await httpClient(cloudUrl).query(api.messages.list, { channel })).toEqual([]);
  });

  test("gets any other error as an Error with its message", async () => {
    const { cloudUrl } = await deploy();
    await expect(httpClient(cloudUrl).query(api.messages.stumble)).rejects.toThrow("stumbled");
  });
});

describe("files", () => {
  test("uploaded to a generated address come back from their URL", async () => {
    const { cloudUrl } = await deploy();
    const client = httpClient(cloudUrl);
    const uploadUrl = await client.mutation(api.files.uploadUrl);
    const body = Uint8Array.from([0, 1, 2, 255]);
    const headers = { "content-type": "image/png" };
    const uploaded = await fetch(uploadUrl, { method: "POST", body, headers });
    const { storageId } = (await uploaded.json()) as { storageId: never };

    const url = await client.query(api.files.url, { storageId });
    const file = await fetch(url ?? "");
    expect(file.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(body);
  });

  test("are not taken twice with one address", async () => {
    const { cloudUrl } = await deploy();
    const uploadUrl = await httpClient(cloudUrl).mutation(api.files.uploadUrl);
    expect((await fetch(uploadUrl, { method: "POST", body: "one" })).status).toBe(200);
    expect((await fetch(uploadUrl, { method: "POST", body: "two" })).status).toBe(403);
  });
});

test("HTTP actions write what clients then see", async () => {
  const { cloudUrl, siteUrl } = await deploy();
  const client = reactClient(cloudUrl);
  const watch = client.watchQuery(api.messages.list, { channel: "hook" });
  watch.onUpdate(() => {});
  const response = await fetch(`${siteUrl}/hook`, { method: "POST", body: "an event" });
  expect(response.status).toBe(201);
  expect(response.headers.get("x-from")).toBe("an HTTP action");
  await eventually(() => expect(watch.localQueryResult()).toEqual(["an event"]));
  expect((await fetch(`${siteUrl}/nowhere`)).status).toBe(404);
});
