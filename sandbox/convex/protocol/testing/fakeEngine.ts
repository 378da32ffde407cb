import type { JSONValue } from "convex/values";
import type { CallStats, Commit, Engine, FunctionCall, FunctionResult } from "../../types";

const STATS: CallStats = {
  documentsRead: 0,
  bytesRead: 0,
  documentsWritten: 0,
  bytesWritten: 0,
  indexRanges: 0,
};

type Args = { readonly key: string; readonly value?: JSONValue };

export interface FakeEngine extends Engine {
  /** Every function run so far, as `query get`, `mutation set`, … */
  readonly runs: string[];
  /** The journals that queries were run with. */
  readonly journals: (string | null)[];
  /** While a promise is here, each mutation that has begun waits for it. */
  gate: Promise<void> | null;
  /** While a promise is here, news for clients wait for it, as they do where others want more. */
  newsGate: Promise<void> | null;
}

/**
 * An engine over a plain map, for tests of the protocol. Functions: `get`, `whoami` and `page`
 * (queries), `set`, `fail` and `crash` (mutations), `echo` (action); `get` reads one key, `set`
 * writes it.
 */
export function fakeEngine(): FakeEngine {
  const documents = new Map<string, JSONValue>();
  const answered = new Map<string, Awaited<ReturnType<Engine["mutation"]>>>();
  const listeners = new Set<(commit: Commit) => void>();
  const files = new Map<string, { bytes: Uint8Array; contentType: string | null }>();
  let ts = 1_000n;
  let lock: Promise<unknown> = Promise.resolve();

  function locked<T>(body: () => Promise<T>): Promise<T> {
    const result = lock.then(body);
    lock = result.catch(() => undefined);
    return result;
  }

  async function runQuery(call: FunctionCall & { readonly journal?: string | null }) {
    const args = call.args as Args;
    const name = functionName(call);
    engine.runs.push(`query ${name}`);
    engine.journals.push(call.journal ?? null);
    const journal = name === "page" ? (call.journal ?? "ends here") : null;
    const reads = { ranges: [args.key] };
    return { result: answer(call, args), logLines: [], journal, reads, stats: STATS };
  }

  function answer(call: FunctionCall, { key }: Args): FunctionResult {
    if (functionName(call) === "whoami") {
      return { ok: true, value: call.caller.identity?.subject ?? null };
    }
    if (key === "forbidden") {
      return {
        ok: false,
        errorMessage: "Uncaught ConvexError",
        errorData: { reason: "forbidden" },
      };
    }
    return { ok: true, value: documents.get(key) ?? null };
  }

  function commit(key: string, value: JSONValue): void {
    documents.set(key, value);
    ts += 1n;
    for (const listener of listeners) {
      listener({ ts, touches: ({ ranges }) => ranges.includes(key) });
    }
  }

  const engine: FakeEngine = {
    runs: [],
    journals: [],
    gate: null,
    newsGate: null,
    snapshot: async (body, turn) => {
      if (turn === "news") await engine.newsGate;
      return await locked(() => body({ ts, query: runQuery }));
    },
    query: (call) => locked(async () => ({ ...(await runQuery(call)), ts })),
    mutation: ({ args, once, ...call }) =>
      locked(async () => {
        const name = functionName(call);
        const request = JSON.stringify(once);
        const known = once === undefined ? undefined : answered.get(request);
        if (known !== undefined) return known;
        engine.runs.push(`mutation ${name}`);
        await engine.gate;
        const { key, value = null } = args as Args;
        if (name === "crash") throw new Error("the disk is full");
        if (name === "fail") {
          const result = { ok: false, errorMessage: "no", errorData: { key } } as const;
          return { result, logLines: ["tried"], ts, stats: STATS };
        }
        commit(key, value);
        const result = { ok: true, value } as const;
        const outcome = { result, logLines: ["set"], ts, stats: STATS };
        if (once !== undefined) answered.set(request, outcome);
        return outcome;
      }),
    action: async (call) => {
      engine.runs.push(`action ${functionName(call)}`);
      return { result: { ok: true, value: call.args }, logLines: [] };
    },
    httpAction: async (request, { identity }) =>
      Response.json({ body: await request.text(), subject: identity?.subject ?? null }),
    latestTs: () => ts,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    authProviders: async () => [],
    files: {
      store: async (bytes, contentType) => {
        const id = `file${files.size}`;
        files.set(id, { bytes, contentType });
        return id;
      },
      get: (id) => files.get(id) ?? null,
      redeemUpload: (token) => token === "good",
    },
    runDueJobs: async () => {},
    nextJobAt: () => null,
    startTimers: () => {},
    close: async () => {},
  };
  return engine;
}

/** WebSocket clients name the default export of a module. */
function functionName({ path }: { readonly path: string }): string {
  return path.replace(/:default$/, "");
}
