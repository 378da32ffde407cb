import { BaseConvexClient } from "convex/browser";
import { ConvexError } from "convex/values";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { deploy, httpClient, reactClient } from "./fixtures/deployment";
import { tapLine, type Message } from "./fixtures/line";

const channel = "general";

const cuts: [where: string, cut: () => (message: Message) => boolean][] = [
  [
    "before the request arrives",
    () =>
      ({ type }) =>
        type === "Mutation",
  ],
  [
    "after the commit and before the answer",
    () =>
      ({ type }) =>
        type === "MutationResponse",
  ],
  [
    "between the answer and the transition",
    () => {
      let isAnswered = false;
      return ({ type }) => {
        isAnswered ||= type === "MutationResponse";
        return isAnswered && type === "Transition";
      };
    },
  ],
];

test.each(cuts)("a mutation runs once when the line is cut %s", async (_where, cut) => {
  const { cloudUrl } = await deploy();
  const line = tapLine();
  const client = reactClient(cloudUrl, { webSocketConstructor: line.WebSocket });
  const watch = client.watchQuery(api.messages.list, { channel });
  const shown: (string[] | undefined)[] = [];
  watch.onUpdate(() => shown.push(watch.localQueryResult()));
  await client.mutation(api.messages.send, { channel, text: "first" });

  shown.length = 0;
  line.cutAt(cut());
  await client.mutation(
    api.messages.send,
    { channel, text: "second" },
    {
      optimisticUpdate: (store) =>
        store.setQuery(api.messages.list, { channel }, [
          ...(store.getQuery(api.messages.list, { channel }) ?? []),
          "second",
        ]),
    },
  );

  expect(client.connectionState().connectionCount).toBe(2);
  expect(await httpClient(cloudUrl).query(api.messages.list, { channel })).toEqual([
    "first",
    "second",
  ]);
  // From the optimistic update on there was nothing else to see: never lost, never doubled.
  expect(shown.length).toBeGreaterThan(0);
  for (const texts of [...shown, watch.localQueryResult()]) {
    expect(texts).toEqual(["first", "second"]);
  }
});

test("several mutations that wait for a connection run once each, in their order", async () => {
  const { cloudUrl } = await deploy();
  const line = tapLine();
  const client = reactClient(cloudUrl, { webSocketConstructor: line.WebSocket });
  await client.mutation(api.messages.send, { channel, text: "0" });
  let answers = 0;
  line.cutAt(({ type }) => type === "MutationResponse" && ++answers === 3);
  const texts = ["1", "2", "3", "4", "5"];
  await Promise.all(texts.map((text) => client.mutation(api.messages.send, { channel, text })));
  expect(await client.query(api.messages.list, { channel })).toEqual(["0", ...texts]);
});

test("an action whose connection breaks is not run again, and its caller is told", async () => {
  const { cloudUrl } = await deploy();
  const line = tapLine();
  const client = reactClient(cloudUrl, { webSocketConstructor: line.WebSocket });
  line.cutAt(({ type }) => type === "ActionResponse");
  const shouting = client.action(api.messages.shout, { channel, text: "once" });
  await expect(shouting).rejects.toThrow("Connection lost while action was in flight");
  expect(await client.query(api.messages.list, { channel })).toEqual(["ONCE"]);
});

test("a page keeps its end when the connection breaks", async () => {
  const { cloudUrl } = await deploy();
  const http = httpClient(cloudUrl);
  for (const text of ["1", "2", "3"]) await http.mutation(api.messages.send, { channel, text });
  const line = tapLine();
  const client = new BaseConvexClient(cloudUrl, () => {}, {
    webSocketConstructor: line.WebSocket,
    logger: false,
  });
  onTestFinished(() => client.close());
  const args = { channel, paginationOpts: { numItems: 2, cursor: null } };
  const { unsubscribe } = client.subscribe("messages:page", args);
  onTestFinished(unsubscribe);
  const texts = () =>
    (
      client.localQueryResult("messages:page", args) as { page: { text: string }[] } | undefined
    )?.page.map(({ text }) => text);
  await eventually(() => expect(texts()).toEqual(["3", "2"]));
  const journal = client.queryJournal("messages:page", args);
  expect(journal).toEqual(expect.any(String));

  line.cut();
  await http.mutation(api.messages.send, { channel, text: "4" });
  await eventually(() => expect(texts()).toEqual(["4", "3", "2"]));
  expect(line.heard).toContainEqual(
    expect.objectContaining({
      type: "ModifyQuerySet",
      modifications: [expect.objectContaining({ type: "Add", journal })],
    }),
  );
});

test("a query that throws recovers when its reason is gone", async () => {
  const { cloudUrl } = await deploy();
  const client = reactClient(cloudUrl);
  const watch = client.watchQuery(api.messages.few, { channel, most: 1 });
  watch.onUpdate(() => {});
  await client.mutation(api.messages.send, { channel, text: "one" });
  expect(watch.localQueryResult()).toEqual(["one"]);
  await client.mutation(api.messages.send, { channel, text: "too many" });
  expect(() => watch.localQueryResult()).toThrow(ConvexError);
  await client.mutation(api.messages.takeBack, { channel });
  expect(watch.localQueryResult()).toEqual(["one"]);
});

test("what is let go while its answer is on the way stays gone", async () => {
  const { cloudUrl, engine } = await deploy();
  const line = tapLine();
  const client = reactClient(cloudUrl, { webSocketConstructor: line.WebSocket });
  const kept = client.watchQuery(api.messages.list, { channel });
  kept.onUpdate(() => {});
  const letGo = client.watchQuery(api.messages.few, { channel, most: 9 });
  const stop = letGo.onUpdate(() => {});
  await eventually(() => expect(letGo.localQueryResult()).toEqual([]));

  // The commit makes both queries stale; the client lets one go before it hears of that.
  const ignore = engine.onCommit(() => {
    ignore();
    stop();
  });
  await client.mutation(api.messages.send, { channel, text: "news" });
  expect(kept.localQueryResult()).toEqual(["news"]);
  expect(letGo.localQueryResult()).toBeUndefined();
  const removed = { type: "QueryRemoved" };
  await eventually(() =>
    expect(line.heard).toContainEqual(
      expect.objectContaining({
        modifications: expect.arrayContaining([expect.objectContaining(removed)]) as unknown,
      }),
    ),
  );
  await client.mutation(api.messages.send, { channel, text: "more" });
  expect(kept.localQueryResult()).toEqual(["news", "more"]);

  // Asked for again, it starts over with what is true now.
  expect(await client.query(api.messages.few, { channel, most: 9 })).toEqual(["news", "more"]);
});
