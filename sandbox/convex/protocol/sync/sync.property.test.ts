import fc from "fast-check";
import { expect, test } from "vitest";
import { rawClient, type Transition } from "../testing/client";
import { eventually } from "../testing/eventually";
import { fakeEngine, type FakeEngine } from "../testing/fakeEngine";
import { decodeTimestamp, encodeTimestamp } from "../timestamps";

const START = { querySet: 0, identity: 0, ts: encodeTimestamp(0n) };
const WHO_AM_I = 1_000;

const key = fc.constantFrom("a", "b", "c");
const value = fc.integer({ min: 0, max: 3 });

/** All that can happen to one client, in any order. */
const happening = fc.oneof(
  fc.record({ does: fc.constant("watch" as const), key }),
  fc.record({ does: fc.constant("unwatch" as const), nth: fc.nat(5) }),
  fc.record({ does: fc.constant("mutate" as const), key, value }),
  fc.record({ does: fc.constant("others mutate" as const), key, value }),
  fc.record({ does: fc.constant("sign in" as const), name: fc.constantFrom("ada", "grace") }),
  fc.record({ does: fc.constant("breaks off" as const) }),
  fc.record({ does: fc.constant("rests" as const) }),
);

/** A client as simple as can be: it keeps what it was told, and after a break says all again. */
class ModelClient {
  readonly watched = new Map<number, string>();
  readonly unanswered = new Map<number, object>();
  told = new Map<number, unknown>();
  name: string | null = null;
  mutations = 0;
  #nextQuery = 0;
  #identity = 0;
  #at = START;
  #seen = 0;
  #raw: ReturnType<typeof rawClient>;

  constructor(readonly engine: FakeEngine) {
    this.#raw = this.#connect();
  }

  #connect(): ReturnType<typeof rawClient> {
    const raw = rawClient(this.engine);
    raw.connect();
    raw.watch(WHO_AM_I, "whoami");
    return raw;
  }

  watch(readKey: string): void {
    const queryId = this.#nextQuery++;
    this.watched.set(queryId, readKey);
    this.#raw.watch(queryId, "get", { key: readKey });
  }

  unwatch(nth: number): void {
    const queryId = [...this.watched.keys()][nth];
    if (queryId === undefined) return;
    this.watched.delete(queryId);
    this.#raw.unwatch(queryId);
  }

  mutate(args: object): void {
    const requestId = this.mutations++;
    this.unanswered.set(requestId, args);
    this.#raw.mutate(requestId, "set", args);
  }

  signIn(name: string): void {
    this.name = name;
    this.#raw.signIn(this.#identity++, name);
  }

  breakOff(): void {
    this.hear();
    this.end();
    this.told = new Map();
    [this.#at, this.#seen, this.#identity] = [START, 0, 0];
    this.#raw = this.#connect();
    if (this.name !== null) this.signIn(this.name);
    for (const [queryId, readKey] of this.watched) {
      this.#raw.watch(queryId, "get", { key: readKey });
    }
    for (const [requestId, args] of this.unanswered) this.#raw.mutate(requestId, "set", args);
  }

  /** Takes in what was said since the last time. */
  hear(): void {
    for (const message of this.#raw.received.slice(this.#seen)) {
      if (message.type === "Transition") this.#move(message as Transition);
      if (message.type === "MutationResponse") this.unanswered.delete(Number(message.requestId));
    }
    this.#seen = this.#raw.received.length;
    expect(this.#raw.closes).toEqual([]);
  }

  #move({ startVersion, endVersion, modifications }: Transition): void {
    expect(startVersion).toEqual(this.#at);
    this.#at = endVersion;
    for (const { type, queryId, value: result } of modifications) {
      if (type === "QueryRemoved") this.told.delete(Number(queryId));
      else this.told.set(Number(queryId), result);
    }
  }

  get ts(): bigint {
    return decodeTimestamp(this.#at.ts) ?? 0n;
  }

  end(): void {
    this.#raw.end();
  }
}

test("whatever happens, a client ends up with the truth, and each mutation has run once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 30 }), async (happenings) => {
      const engine = fakeEngine();
      const client = new ModelClient(engine);
      let others = 0;
      for (const it of happenings) {
        if (it.does === "watch") client.watch(it.key);
        if (it.does === "unwatch") client.unwatch(it.nth);
        if (it.does === "mutate") client.mutate({ key: it.key, value: it.value });
        if (it.does === "sign in") client.signIn(it.name);
        if (it.does === "breaks off") client.breakOff();
        if (it.does === "rests") await new Promise((resolve) => setImmediate(resolve));
        if (it.does === "others mutate") {
          others++;
          void engine.mutation({ path: "set", args: it, caller: { identity: null } });
        }
      }
      // One more, so that there is a moment to wait for.
      client.mutate({ key: "elsewhere", value: 0 });
      await eventually(async () => {
        client.hear();
        expect(client.unanswered.size).toBe(0);
        expect(client.ts).toBe(engine.latestTs());
        expect(client.told).toEqual(await truth(client));
      });
      client.end();
      const runs = engine.runs.filter((run) => run === "mutation set");
      expect(runs).toHaveLength(client.mutations + others);
    }),
    { numRuns: 100 },
  );
});

/** What the client should know: its queries' results right now. */
async function truth({ engine, watched, name }: ModelClient): Promise<Map<number, unknown>> {
  const results = new Map<number, unknown>([[WHO_AM_I, name]]);
  for (const [queryId, readKey] of watched) {
    const call = { path: "get", args: { key: readKey }, caller: { identity: null } };
    const { result } = await engine.query(call);
    results.set(queryId, result.ok ? result.value : undefined);
  }
  return results;
}
