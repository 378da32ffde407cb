import { once } from "node:events";
import WebSocket from "ws";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { deploy, reactClient } from "./fixtures/deployment";
import type { Message } from "./fixtures/line";

const channel = "general";
const SYNC = "/api/1.48.0/sync";
const add = { type: "Add", queryId: 0, udfPath: "messages:list", args: [{ channel }] };
const query = { type: "ModifyQuerySet", baseVersion: 0, newVersion: 1, modifications: [add] };

/** A socket that says what it is told to, and keeps what it hears until the server hangs up. */
async function stranger(cloudUrl: string, path = SYNC) {
  const socket = new WebSocket(cloudUrl.replace("http", "ws") + path);
  onTestFinished(() => socket.terminate());
  const heard: Message[] = [];
  const sizes: number[] = [];
  socket.on("message", (data) => {
    const text = String(data);
    sizes.push(text.length);
    heard.push(JSON.parse(text) as Message);
  });
  const closed = once(socket, "close").then(([code]) => code as number);
  await once(socket, "open");
  const say = (...messages: (object | string | Buffer)[]) => {
    for (const message of messages) {
      const isRaw = typeof message === "string" || Buffer.isBuffer(message);
      socket.send(isRaw ? message : JSON.stringify(message));
    }
  };
  return { heard, sizes, closed, say };
}

const connect = {
  type: "Connect",
  sessionId: "stranger",
  connectionCount: 0,
  lastCloseReason: null,
};

test.each<[what: string, said: readonly (object | string | Buffer)[]]>([
  ["text that is no JSON", ["Connect, please"]],
  ["nothing", [""]],
  ["JSON that is no message", ["null"]],
  ["bytes", [Buffer.from([0, 255, 254, 1])]],
  ["JSON as deep as it is long", ["[".repeat(200_000)]],
  ["a type that there is not", [{ type: "Subscribe" }]],
  ["a type that every object has", [{ type: "__proto__" }]],
  ["a message without its fields", [connect, { type: "Mutation" }]],
  [
    "a request with a number that is none",
    [connect, { type: "Action", requestId: -1, udfPath: "a:b", args: [] }],
  ],
  [
    "an unknown way to authenticate",
    [connect, { type: "Authenticate", tokenType: "Key", baseVersion: 0 }],
  ],
  ["a query set that skips a version", [connect, { ...query, baseVersion: 1, newVersion: 2 }]],
  [
    "a query set that goes backwards",
    [connect, query, { ...query, baseVersion: 1, newVersion: 0 }],
  ],
  ["a query asked for twice", [connect, { ...query, modifications: [add, add] }]],
  [
    "a query let go that was never asked for",
    [connect, { ...query, modifications: [{ type: "Remove", queryId: 7 }] }],
  ],
])("%s is answered, and nobody else notices", async (_what, said) => {
  const { cloudUrl } = await deploy();
  const client = reactClient(cloudUrl);
  const watch = client.watchQuery(api.messages.list, { channel });
  watch.onUpdate(() => {});
  const { say, heard, closed } = await stranger(cloudUrl);
  say(...said);
  expect(await closed).toBe(1008);
  expect(heard.at(-1)).toEqual({ type: "FatalError", error: expect.any(String) as string });
  await client.mutation(api.messages.send, { channel, text: "still here" });
  expect(watch.localQueryResult()).toEqual(["still here"]);
  expect(client.connectionState().connectionCount).toBe(1);
});

test.each([
  ["a function that there is not", { udfPath: "nowhere:atAll", args: [{}] }],
  ["a path that is none", { udfPath: "../../etc/passwd", args: [{}] }],
  ["a function of another kind", { udfPath: "messages:send", args: [{ channel, text: "a" }] }],
  ["an internal function", { udfPath: "messages:clear", args: [{ channel }] }],
  ["arguments that do not fit", { udfPath: "messages:list", args: [{ channel: 1 }] }],
  ["arguments that are no object", { udfPath: "messages:list", args: ["general"] }],
  [
    "arguments that are no Convex value",
    { udfPath: "messages:list", args: [{ channel: { $integer: "?" } }] },
  ],
])("asking for %s fails that query alone", async (_what, asked) => {
  const { cloudUrl } = await deploy();
  const { say, heard } = await stranger(cloudUrl);
  const wrong = { type: "Add", queryId: 1, ...asked };
  say(connect, { ...query, modifications: [add, wrong] });
  await eventually(() => expect(heard.at(-1)?.type).toBe("Transition"));
  expect(heard.at(-1)?.modifications).toEqual([
    expect.objectContaining({ type: "QueryUpdated", queryId: 0, value: [] }),
    expect.objectContaining({ type: "QueryFailed", queryId: 1 }),
  ]);
});

test("an older client, which says less and takes no parts, is served as well", async () => {
  const { cloudUrl } = await deploy();
  const { say, heard, sizes } = await stranger(cloudUrl, "/api/1.16.0/sync");
  const large = { type: "Add", queryId: 0, udfPath: "sizes:texts", args: [{ count: 6 }] };
  say({ type: "Connect", sessionId: "old" }, { ...query, modifications: [large] });
  await eventually(() => expect(heard.map(({ type }) => type)).toEqual(["Transition"]));
  expect(sizes[0]).toBeGreaterThan(6_000_000);

  const today = await stranger(cloudUrl);
  today.say(connect, { ...query, modifications: [large] });
  await eventually(() =>
    expect(today.heard.map(({ type }) => type)).toEqual(["TransitionChunk", "TransitionChunk"]),
  );
});
