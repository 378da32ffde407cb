import type { JSONValue } from "convex/values";
import type { UserIdentity } from "convex/server";
import type { OrderedStore } from "../kv/types";

/** A module of `convex/` as the bundler gives it: its exports, functions among them. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/**
 * One component of an app: the app itself is the root. `modules` is keyed by path without
 * extension, relative to the component's folder: `users`, `model/fields`, `http`, `schema`.
 */
export interface ComponentModules {
  readonly modules: Readonly<Record<string, () => Promise<ModuleExports>>>;
  /** Child components by the name they are installed under (`components.<name>`). */
  readonly children: Readonly<Record<string, ComponentModules>>;
  /** Where the parent mounts this component's HTTP routes, e.g. `/mail/`: `use(child, { httpPrefix })`. */
  readonly httpPrefix?: string;
}

/** Who calls. `identity: null` is signed out; `admin` may also call internal functions. */
export interface Caller {
  readonly identity: UserIdentity | null;
  readonly admin?: boolean;
}

export interface FunctionCall {
  /** As clients send it: `users:current`, also `users.js:current` and `users:default` as `users`. */
  readonly path: string;
  /** The arguments object in Convex's JSON encoding (`convexToJson`). */
  readonly args: JSONValue;
  readonly caller: Caller;
}

/** What one call cost, in the terms of Convex's limits. */
export interface CallStats {
  readonly documentsRead: number;
  readonly bytesRead: number;
  readonly documentsWritten: number;
  readonly bytesWritten: number;
  readonly indexRanges: number;
}

export type FunctionResult =
  | { readonly ok: true; readonly value: JSONValue }
  | { readonly ok: false; readonly errorMessage: string; readonly errorData?: JSONValue };

/** What a query read; the protocol asks it whether a commit touched it. */
export interface ReadSet {
  /** Opaque to all but the engine. */
  readonly ranges: readonly unknown[];
}

export interface QueryOutcome {
  readonly result: FunctionResult;
  readonly logLines: readonly string[];
  /** The pagination journal to send with a re-run, so that pages keep their ends. */
  readonly journal: string | null;
  readonly reads: ReadSet;
  readonly stats: CallStats;
}

export interface MutationOutcome {
  readonly result: FunctionResult;
  readonly logLines: readonly string[];
  /** Commit timestamp; for a failed mutation the snapshot it ran at. */
  readonly ts: bigint;
  readonly stats: CallStats;
}

export interface ActionOutcome {
  readonly result: FunctionResult;
  readonly logLines: readonly string[];
}

export interface Commit {
  readonly ts: bigint;
  /** Whether this commit changed anything that the read set covers. */
  touches(reads: ReadSet): boolean;
}

/**
 * What somebody wants of the engine, when others want something too: with a `request` somebody has
 * something to say, with a `view` they want to see something else, a `job` is due, and `news` are for
 * clients that look on.
 */
export type Turn = "request" | "view" | "job" | "news";

/** One snapshot: queries run here see the same `ts`. */
export interface Snapshot {
  readonly ts: bigint;
  query(call: FunctionCall & { readonly journal?: string | null }): Promise<QueryOutcome>;
}

export interface EngineOptions {
  readonly app: ComponentModules;
  readonly store: OrderedStore;
  /** Base address of the HTTP API, as `CONVEX_CLOUD_URL` gives it to functions. */
  readonly cloudUrl: string;
  /** Base address of the HTTP actions, as `CONVEX_SITE_URL` gives it to functions. */
  readonly siteUrl: string;
  /** What actions and HTTP actions fetch with. @default globalThis.fetch */
  readonly fetch?: typeof fetch;
  /**
   * The address of a stored file, for a page without a server, where nothing can be served to
   * `<img>`. @default under `cloudUrl`
   */
  readonly fileUrl?: (
    storageId: string,
    file: { readonly bytes: Uint8Array; readonly contentType: string | null },
  ) => string;
  /** Where functions' console output goes. @default nowhere but the outcome's `logLines` */
  readonly onLog?: (line: { readonly path: string; readonly text: string }) => void;
  /** Told of every call that ended, scheduled and nested HTTP ones included; benchmarks count with it. */
  readonly onCall?: (call: {
    readonly path: string;
    readonly kind: "query" | "mutation" | "action" | "httpAction";
    readonly stats: CallStats;
    readonly ok: boolean;
  }) => void;
}

/** The local Convex: runs the functions of an app against an ordered store. */
export interface Engine {
  /**
   * Runs `body` under the engine's lock; all of its queries see one snapshot. Inside, nothing else
   * of the engine may be awaited: it would wait for the lock that `body` holds.
   * @param turn how urgent it is. @default "request"
   */
  snapshot<T>(body: (snapshot: Snapshot) => Promise<T>, turn?: Turn): Promise<T>;
  query(
    call: FunctionCall & { readonly journal?: string | null },
  ): Promise<QueryOutcome & { readonly ts: bigint }>;
  /**
   * Runs a mutation. With `once`, a call of the same session and request is answered from the
   * stored outcome, also after a restart, and does not run again.
   */
  mutation(
    call: FunctionCall & {
      readonly once?: { readonly sessionId: string; readonly requestId: number };
    },
  ): Promise<MutationOutcome>;
  action(call: FunctionCall): Promise<ActionOutcome>;
  /** Routes a request through the app's `http.ts` (and its mounted components). */
  httpAction(request: Request, caller: Caller): Promise<Response>;
  /** The newest committed timestamp. Grows strictly, also over restarts. */
  latestTs(): bigint;
  /** Called after each commit, in order, before the mutation's caller is answered. */
  onCommit(listener: (commit: Commit) => void): () => void;
  /** The providers of the app's `auth.config`. */
  authProviders(): Promise<readonly { readonly domain: string; readonly applicationID: string }[]>;
  readonly files: {
    /** Stores bytes; answers with the storage id. */
    store(bytes: Uint8Array, contentType: string | null): Promise<string>;
    get(storageId: string): { bytes: Uint8Array; contentType: string | null } | null;
    /** Redeems the token of an upload address made by `ctx.storage.generateUploadUrl()`. */
    redeemUpload(token: string): boolean;
  };
  /** Runs what is due by `Date.now()` and what that makes due, until nothing is. */
  runDueJobs(): Promise<void>;
  /** When the next job is due (ms since epoch), or null. */
  nextJobAt(): number | null;
  /** Starts timers for jobs and crons. Without it only `runDueJobs` runs them. */
  startTimers(): void;
  /** Stops timers, waits for running functions, leaves the store open. */
  close(): Promise<void>;
}
