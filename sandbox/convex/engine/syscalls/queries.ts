import { readPage } from "../queries/pagination";
import { streamOf } from "../queries/stream";
import { json } from "./types";
import type { SerializedQuery } from "../queries/serialized";
import type { PageRequest } from "../queries/pagination";
import type { QueryScope } from "../queries/stream";
import type { Execution } from "../runtime/execution";
import type { AsyncSyscall, SyncSyscall } from "./types";

let nextQueryId = 1;
const owners = new Map<unknown, Execution>();

/**
 * The execution that a running query belongs to. Its id says so for sure, while in a page the
 * context may be lost by the time the next document is asked for.
 */
export function ownerOf({ queryId }: { readonly queryId?: unknown }): Execution | undefined {
  return owners.get(queryId);
}

/** Ends the queries that a function left unfinished. */
export function closeQueries(execution: Execution): void {
  for (const queryId of execution.streams.keys()) owners.delete(queryId);
  execution.streams.clear();
}

interface QueryId {
  readonly queryId: number;
}

function queryStream(execution: Execution, { query }: { readonly query: SerializedQuery }): string {
  const queryId = nextQueryId++;
  execution.streams.set(queryId, streamOf(scopeOf(execution), query));
  owners.set(queryId, execution);
  return json({ queryId });
}

function queryStreamNext(execution: Execution, { queryId }: QueryId): string {
  const stream = execution.streams.get(queryId);
  if (stream === undefined) throw new Error("in-progress query not found");
  const next = stream.next();
  return next.done ? '{"value":null,"done":true}' : `{"value":${next.value.json},"done":false}`;
}

function queryCleanup(execution: Execution, { queryId }: QueryId): string {
  owners.delete(queryId);
  return json(execution.streams.delete(queryId));
}

function queryPage(execution: Execution, args: PageRequest): string {
  if (execution.endCursor !== null) {
    throw new Error(
      "This query or mutation function ran multiple paginated queries. Convex only supports a single paginated query in each function.",
    );
  }
  const endCursor = args.endCursor ?? execution.journal;
  const page = readPage(scopeOf(execution), { ...args, endCursor });
  execution.endCursor = page.continueCursor;
  const { isDone, continueCursor, splitCursor, pageStatus } = page;
  const rest = json({ isDone, continueCursor, splitCursor, pageStatus });
  return `{"page":[${page.rows.map((row) => row.json).join(",")}],${rest.slice(1)}`;
}

function scopeOf(execution: Execution): QueryScope {
  const { core, component, tx } = execution;
  return { transaction: tx, catalog: core.catalog, component: component.path };
}

export const querySyscalls: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/queryStreamNext": queryStreamNext,
  "1.0/queryPage": queryPage,
};

export const querySyncSyscalls: Readonly<Record<string, SyncSyscall>> = {
  "1.0/queryStream": queryStream,
  "1.0/queryCleanup": queryCleanup,
};
