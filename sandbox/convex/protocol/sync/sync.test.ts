import { afterEach, describe, expect, test, vi } from "vitest";
import { nameTags, rawClient } from "../testing/client";
import { eventually } from "../testing/eventually";
import { fakeEngine } from "../testing/fakeEngine";
import { decodeTimestamp, encodeTimestamp } from "../timestamps";

const START = { querySet: 0, identity: 0, ts: encodeTimestamp(0n) };

type Client = ReturnType<typeof rawClient>;
const open: Client[] = [];

function connect(engine = fakeEngine(), sessionId = "session") {
  const client = rawClient(engine, nameTags);
  open.push(client);
  client.connect(sessionId);
  return { engine, client };
}

afterEach(() => open.splice(0).forEach((client) => client.end()));

/** All of the protocol rests on this: each Transition starts where the one before ended. */
function expectGapless(client: Client): void {
  let at = START;
  for (const { startVersion, endVersion } of client.transitions()) {
    expect(startVersion).toEqual(at);
    at = endVersion;
  }
}

describe("watching queries", () => {
  test("answers with their results at one timestamp", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    expect(client.transitions()).toEqual([
      {
        type: "Transition",
        startVersion: START,
        endVersion: { querySet: 1, identity: 0, ts: encodeTimestamp(engine.latestTs()) },
        modifications: [
          { type: "QueryUpdated", queryId: 0, value: null, logLines: [], journal: null },
        ],
      },
    ]);
  });

  test("tells of a failure with its data", async () => {
    const { client } = connect();
    client.watch(0, "get", { key: "forbidden" });
    const { modifications } = (await client.sees({ type: "Transition" })) as unknown as {
      modifications: unknown[];
    };
    expect(modifications).toEqual([
      {
        type: "QueryFailed",
        queryId: 0,
        errorMessage: "Uncaught ConvexError",
        errorData: { reason: "forbidden" },
        logLines: [],
        journal: null,
      },
    ]);
  });

  test("confirms that a query is gone, and does not run it again", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    client.unwatch(0);
    await client.sees({ modifications: [{ type: "QueryRemoved", queryId: 0 }] });
    const { ts } = await engine.mutation({ ...set("a", 1) });
    client.mutate(0, "set", { key: "b", value: 1 });
    await client.reaches(ts);
    expect(engine.runs.filter((run) => run.startsWith("query"))).toHaveLength(1);
  });

  test("runs again only the queries that a commit touched", async () => {
    const { engine, client } = connect();
    client.modify(
      { type: "Add", queryId: 0, udfPath: "get", args: [{ key: "a" }] },
      { type: "Add", queryId: 1, udfPath: "get", args: [{ key: "b" }] },
    );
    await client.sees({ type: "Transition" });
    const { ts } = await engine.mutation(set("b", 2));
    await client.reaches(ts);
    expect(client.transitions().at(-1)?.modifications).toMatchObject([{ queryId: 1, value: 2 }]);
    expect(engine.runs.filter((run) => run === "query get")).toHaveLength(3);
  });

  test("stays silent about commits that touch nothing it watches", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    await engine.mutation(set("elsewhere", 1));
    const { ts } = await engine.mutation(set("a", 1));
    await client.reaches(ts);
    expect(client.transitions()).toHaveLength(2);
  });

  test("does not repeat a result that came out the same", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    const { ts } = await engine.mutation(set("a", null));
    await client.reaches(ts);
    expect(engine.runs.filter((run) => run === "query get")).toHaveLength(2);
    expect(client.transitions().at(-1)?.modifications).toEqual([]);
  });

  test("tells others' changes when the engine has time, and what it was asked for at once", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    let makeTime = () => {};
    engine.newsGate = new Promise((resolve) => (makeTime = resolve));
    await engine.mutation(set("a", 1));
    expect(client.transitions()).toHaveLength(1);

    client.mutate(0, "set", { key: "b", value: 2 });
    await eventually(() => expect(client.transitions()).toHaveLength(2));
    expect(client.transitions().at(-1)?.modifications).toMatchObject([{ queryId: 0, value: 1 }]);

    makeTime();
    const { ts } = await engine.mutation(set("a", 3));
    await client.reaches(ts);
    expect(client.transitions()).toHaveLength(3);
    expectGapless(client);
  });

  test("puts many commits into few Transitions", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    const commits = Array.from({ length: 50 }, (_, n) => engine.mutation(set("a", n)));
    const { ts } = (await Promise.all(commits)).at(-1) ?? { ts: 0n };
    await client.reaches(ts);
    expect(client.transitions().at(-1)?.modifications).toMatchObject([{ value: 49 }]);
    expect(client.transitions().length).toBeLessThan(10);
    expectGapless(client);
  });

  test("hands a query's journal back to its next run, also after a reconnect", async () => {
    const { engine, client } = connect();
    client.watch(0, "page", { key: "a" });
    await client.sees({ type: "Transition" });
    const { ts } = await engine.mutation(set("a", 1));
    await client.reaches(ts);
    expect(engine.journals).toEqual([null, "ends here"]);

    const again = connect(engine);
    again.client.watch(0, "page", { key: "a" }, { journal: "ends there" });
    await again.client.sees({ type: "Transition" });
    expect(engine.journals.at(-1)).toBe("ends there");
  });
});

describe("mutations", () => {
  test("are followed by a Transition that reaches them, even if nothing changed", async () => {
    const { client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    client.mutate(0, "set", { key: "elsewhere", value: 1 });
    const { ts } = await client.sees({ type: "MutationResponse", success: true, result: 1 });
    await client.reaches(decodeTimestamp(String(ts)) ?? 0n);
    expect(client.transitions().at(-1)?.modifications).toEqual([]);
    expectGapless(client);
  });

  test("show their effect in the very Transition that reaches them", async () => {
    const { client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    client.mutate(0, "set", { key: "a", value: 1 });
    const { ts } = await client.sees({ type: "MutationResponse" });
    const mutated = decodeTimestamp(String(ts)) ?? 0n;
    await client.reaches(mutated);
    const reaching = client
      .transitions()
      .find(({ endVersion }) => (decodeTimestamp(endVersion.ts) ?? 0n) >= mutated);
    expect(reaching?.modifications).toMatchObject([{ queryId: 0, value: 1 }]);
  });

  test("run one by one, in the order they came", async () => {
    const { client } = connect();
    for (let n = 0; n < 20; n++) client.mutate(n, "set", { key: "a", value: n });
    await client.sees({ type: "MutationResponse", requestId: 19 });
    const answers = client.received.filter(({ type }) => type === "MutationResponse");
    expect(answers.map(({ requestId }) => requestId)).toEqual(Array.from(answers.keys()));
    expect(answers.map(({ result }) => result)).toEqual(Array.from(answers.keys()));
  });

  test("carry their log lines", async () => {
    const { client } = connect();
    client.mutate(0, "set", { key: "a", value: 1 });
    await client.sees({ type: "MutationResponse", logLines: ["set"] });
  });

  test("that fail are answered at once with their data", async () => {
    const { client } = connect();
    client.mutate(0, "fail", { key: "a" });
    const answer = await client.sees({ type: "MutationResponse" });
    expect(answer).toEqual({
      type: "MutationResponse",
      requestId: 0,
      success: false,
      result: "no",
      errorData: { key: "a" },
      logLines: ["tried"],
    });
  });

  test("sent again by a reconnected client are answered again and not run again", async () => {
    const { engine, client } = connect();
    client.mutate(7, "set", { key: "a", value: 1 });
    const first = await client.sees({ type: "MutationResponse" });
    client.end();
    const again = connect(engine).client;
    again.mutate(7, "set", { key: "a", value: 1 });
    expect(await again.sees({ type: "MutationResponse" })).toEqual(first);
    await again.reaches(engine.latestTs());
    expect(engine.runs).toEqual(["mutation set"]);
  });

  test("with the same number from another session do run", async () => {
    const { engine, client } = connect();
    client.mutate(7, "set", { key: "a", value: 1 });
    await client.sees({ type: "MutationResponse" });
    const other = connect(engine, "another session").client;
    other.mutate(7, "set", { key: "a", value: 2 });
    await other.sees({ type: "MutationResponse", result: 2 });
  });

  test("not begun when the connection breaks are left for the next connection", async () => {
    const { engine, client } = connect();
    let letThrough = () => {};
    engine.gate = new Promise((resolve) => (letThrough = resolve));
    client.mutate(0, "set", { key: "a", value: 1 });
    client.mutate(1, "set", { key: "b", value: 1 });
    await eventually(() => expect(engine.runs).toHaveLength(1));
    client.end();
    letThrough();
    await allSettled();
    expect(engine.runs).toHaveLength(1);

    const again = connect(engine).client;
    again.mutate(0, "set", { key: "a", value: 1 });
    again.mutate(1, "set", { key: "b", value: 1 });
    await again.sees({ type: "MutationResponse", requestId: 1 });
    expect(engine.runs).toEqual(["mutation set", "mutation set"]);
  });
});

test("actions are answered with their result", async () => {
  const { client } = connect();
  client.say({ type: "Action", requestId: 3, udfPath: "echo", args: [{ hello: "world" }] });
  expect(await client.sees({ type: "ActionResponse" })).toEqual({
    type: "ActionResponse",
    requestId: 3,
    success: true,
    result: { hello: "world" },
    logLines: [],
  });
});

describe("signing in", () => {
  test("moves the identity version on by one and runs all queries again", async () => {
    const { client } = connect();
    client.watch(0, "whoami");
    await client.sees({ type: "Transition" });
    client.signIn(0, "ada");
    await eventually(() => expect(client.transitions().at(-1)?.endVersion.identity).toBe(1));
    expect(client.transitions().at(-1)?.modifications).toMatchObject([{ value: "ada" }]);
    client.say({ type: "Authenticate", tokenType: "None", baseVersion: 1 });
    await eventually(() => expect(client.transitions().at(-1)?.endVersion.identity).toBe(2));
    expect(client.transitions().at(-1)?.modifications).toMatchObject([{ value: null }]);
    expectGapless(client);
  });

  test("comes before what was said after it", async () => {
    const { engine, client } = connect();
    client.signIn(0, "ada");
    client.watch(0, "whoami");
    await client.sees({ type: "Transition" });
    expect(client.transitions()[0]?.modifications).toMatchObject([{ value: "ada" }]);
    expect(engine.runs).toEqual(["query whoami"]);
  });

  test("with a bad token is refused with the version it started from, and ends the connection", async () => {
    const { client } = connect();
    client.signIn(0, "ada");
    client.signIn(1, "expired");
    await client.sees({
      type: "AuthError",
      error: "expired",
      baseVersion: 1,
      authUpdateAttempted: true,
    });
    expect(client.closes).toEqual([{ code: 1008, reason: "Unauthenticated" }]);
  });

  test("with a token that ends meanwhile makes the next call ask for a new one", async () => {
    const { engine, client } = connect();
    client.signIn(0, "brief");
    client.mutate(0, "set", { key: "a", value: 1 });
    await client.sees({ type: "AuthError", baseVersion: 1, authUpdateAttempted: false });
    expect(client.closes).toHaveLength(1);
    expect(engine.runs).toEqual([]);
  });
});

describe("a connection", () => {
  test("hears a Ping every 15 seconds", () => {
    vi.useFakeTimers();
    try {
      const { client } = connect();
      vi.advanceTimersByTime(30_000);
      expect(client.received).toEqual([{ type: "Ping" }, { type: "Ping" }]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("tells a client how far its clock is off", async () => {
    const client = rawClient(fakeEngine());
    open.push(client);
    client.connect("session", { clientTs: Date.now() + 3_600_000 });
    client.watch(0, "get", { key: "a" });
    const { clientClockSkew } = await client.sees({ type: "Transition" });
    expect(clientClockSkew).toBeGreaterThan(3_500_000);
  });

  test.each([
    ["what is not JSON", "{"],
    ["an unknown type", JSON.stringify({ type: "Hello" })],
    ["a missing field", JSON.stringify({ type: "Mutation", requestId: 0 })],
  ])("ends for good on %s", async (_what, text) => {
    const { client } = connect();
    client.sayText(text);
    await client.sees({ type: "FatalError" });
    expect(client.closes).toEqual([{ code: 1008, reason: "BadRequest" }]);
  });

  test("ends for good on a query set version out of turn", async () => {
    const { client } = connect();
    client.say({ type: "ModifyQuerySet", baseVersion: 4, newVersion: 5, modifications: [] });
    await client.sees({
      type: "FatalError",
      error: expect.stringContaining("BaseVersionMismatch") as string,
    });
  });

  test("is refused to a client that has seen a later time than the store", async () => {
    const { engine } = connect();
    const client = rawClient(engine);
    open.push(client);
    client.connect("session", { maxObservedTimestamp: encodeTimestamp(engine.latestTs() + 1n) });
    await eventually(() => expect(client.closes).toMatchObject([{ code: 1011 }]));
  });

  test("breaks off without an answer when the engine itself fails, so that the client retries", async () => {
    const { client } = connect();
    client.mutate(0, "crash");
    await eventually(() => expect(client.closes).toMatchObject([{ code: 1011 }]));
    expect(client.received).toEqual([]);
  });

  test("that has ended says and starts nothing more", async () => {
    const { engine, client } = connect();
    client.watch(0, "get", { key: "a" });
    await client.sees({ type: "Transition" });
    client.end();
    client.mutate(0, "set", { key: "a", value: 1 });
    await engine.mutation(set("a", 2));
    await allSettled();
    expect(client.received).toHaveLength(1);
    expect(engine.runs).toEqual(["query get", "mutation set"]);
  });
});

/** Nothing here waits for timers: one turn of the event loop, and all that will happen has. */
function allSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function set(key: string, value: number | null) {
  return { path: "set", args: { key, value }, caller: { identity: null } };
}
