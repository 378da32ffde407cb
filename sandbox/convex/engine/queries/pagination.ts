import { LimitError } from "../documents/limits";
import { toDocument } from "../documents/rows";
import { justAfter } from "../values/keys";
import { passesFilter } from "./filters";
import { planOf, scan, streamOf } from "./stream";
import type { Plan, QueryScope } from "./stream";
import type { SerializedQuery } from "./serialized";
import type { Row } from "../documents/rows";
import type { Key } from "../../../kv/types";

export interface PageRequest {
  readonly query: SerializedQuery;
  readonly cursor: string | null;
  readonly endCursor: string | null;
  readonly pageSize: number;
  readonly maximumRowsRead?: number | null;
  readonly maximumBytesRead?: number | null;
}

export interface Page {
  readonly rows: readonly Row[];
  readonly isDone: boolean;
  readonly continueCursor: string;
  readonly splitCursor: string | null;
  readonly pageStatus: "SplitRecommended" | "SplitRequired" | null;
}

/** A place in an index: after a key, or the end. */
type Position = { readonly after: Key } | "end";

/** Where Convex recommends to split a page in two: three quarters of the longest array. */
const RECOMMENDED_PAGE = 6_144;

/**
 * Reads one page. With an end cursor it reads all up to there, however much that is now: a page
 * that is read again keeps its ends, so that nothing is lost or doubled between it and the next.
 */
export function readPage(scope: QueryScope, request: PageRequest): Page {
  const { query } = request;
  if (request.pageSize === 0) {
    throw new Error("Must request at least 1 document while paginating");
  }
  if (request.maximumRowsRead === 0 || request.maximumBytesRead === 0) {
    throw new Error("maximumRowsRead and maximumBytesRead must be greater than 0");
  }
  if (query.source.type === "Search") return readSearchPage(scope, request);
  const plan = planOf(scope, query);
  const fingerprint = fingerprintOf(query, plan);
  const from = request.cursor === null ? null : decodeCursor(request.cursor, fingerprint);
  const until = request.endCursor === null ? null : decodeCursor(request.endCursor, fingerprint);
  const walk = walkPage(scope, request, between(plan, from, until), until !== null);
  const last = walk.passed.at(-1);
  // With an end given that is where the page ends, also when a limit has kept the rest back.
  const reached = until ?? (walk.exhausted ? "end" : last === undefined ? from : { after: last });
  const middle = walk.passed.length > 2 ? walk.passed[walk.passed.length >> 1] : undefined;
  return {
    rows: walk.rows,
    isDone: reached === "end",
    continueCursor: encodeCursor(reached ?? { after: plan.start }, fingerprint),
    splitCursor: middle === undefined ? null : encodeCursor({ after: middle }, fingerprint),
    pageStatus: walk.stopped
      ? "SplitRequired"
      : walk.rows.length > RECOMMENDED_PAGE
        ? "SplitRecommended"
        : null,
  };
}

interface Walk {
  readonly rows: Row[];
  /** The keys of all documents that were read, whether they passed the filters or not. */
  readonly passed: Key[];
  exhausted: boolean;
  /** Whether a limit ended the page. */
  stopped: boolean;
}

function walkPage(
  { transaction }: QueryScope,
  request: PageRequest,
  plan: Plan | null,
  hasEnd: boolean,
): Walk {
  const walk: Walk = { rows: [], passed: [], exhausted: plan === null, stopped: false };
  if (plan === null) return walk;
  const filters = request.query.operators.flatMap((o) => ("filter" in o ? [o.filter] : []));
  // All up to a given end is read, however much that is.
  const mostRows = hasEnd ? Infinity : (request.maximumRowsRead ?? Infinity);
  const mostBytes = hasEnd ? Infinity : (request.maximumBytesRead ?? Infinity);
  let bytes = 0;
  const found = scan(transaction, plan);
  while (hasEnd || walk.rows.length < request.pageSize) {
    if (walk.passed.length >= mostRows || bytes >= mostBytes) {
      walk.stopped = true;
      return walk;
    }
    const next = nextWithinLimits(found, walk);
    if (next === null) return walk;
    walk.passed.push(next.key);
    bytes += next.row.size;
    if (filters.length === 0) walk.rows.push(next.row);
    else {
      const document = toDocument(next.row);
      if (filters.every((filter) => passesFilter(filter, document))) walk.rows.push(next.row);
    }
  }
  return walk;
}

/** The next document; null at the end, or when a limit of the transaction ends the page. */
function nextWithinLimits(found: ReturnType<typeof scan>, walk: Walk) {
  try {
    const next = found.next();
    if (!next.done) return next.value;
    walk.exhausted = true;
  } catch (error) {
    const isReadLimit =
      error instanceof LimitError &&
      (error.metric === "documentsRead" || error.metric === "bytesRead");
    if (!isReadLimit || walk.passed.length === 0) throw error;
    walk.stopped = true;
  }
  return null;
}

/** The part of the range after `from` and up to `until`; null when there is none. */
function between(plan: Plan, from: Position | null, until: Position | null): Plan | null {
  if (from === "end") return null;
  let { start, end } = plan;
  // Cursors stand after a document: backwards that is below its key.
  if (from !== null) {
    if (plan.reverse) end = from.after;
    else start = justAfter(from.after);
  }
  if (until !== null && until !== "end") {
    if (plan.reverse) start = until.after;
    else end = justAfter(until.after);
  }
  return { ...plan, start, end };
}

/** Search results have no place in an index; their cursor counts how many came before. */
function readSearchPage(scope: QueryScope, request: PageRequest): Page {
  const fingerprint = `search ${JSON.stringify(request.query)}`;
  const place = (cursor: string | null, otherwise: number) => {
    if (cursor === null) return otherwise;
    const position = decodeCursor(cursor, fingerprint);
    return position === "end" ? Infinity : Number(position.after);
  };
  const from = place(request.cursor, 0);
  const until = place(request.endCursor, from + request.pageSize);
  const stream = streamOf(scope, request.query);
  const rows: Row[] = [];
  let position = 0;
  let exhausted = from === Infinity;
  while (!exhausted && position < until) {
    const next = stream.next();
    if (next.done) exhausted = true;
    else if (position++ >= from) rows.push(next.value);
  }
  return {
    rows,
    isDone: exhausted,
    continueCursor: encodeCursor(exhausted ? "end" : { after: String(position) }, fingerprint),
    splitCursor: null,
    pageStatus: null,
  };
}

function fingerprintOf(
  { operators }: SerializedQuery,
  { name, start, end, reverse }: Plan,
): string {
  return JSON.stringify([name, start, end, reverse, operators]);
}

function encodeCursor(position: Position, fingerprint: string): string {
  const place = position === "end" ? ["end"] : ["after", position.after];
  return toBase64Url(JSON.stringify([hash(fingerprint), ...place]));
}

/** @throws in the words by which Convex's React client knows to start again from the first page */
function decodeCursor(cursor: string, fingerprint: string): Position {
  let parsed: unknown;
  try {
    parsed = JSON.parse(fromBase64Url(cursor));
  } catch {
    throw new Error("InvalidCursor: Failed to parse cursor");
  }
  const [query, kind, after] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  if (query !== hash(fingerprint)) {
    throw new Error(
      "InvalidCursor: Tried to run a query starting from a cursor, but it looks like this cursor is from a different query.",
    );
  }
  return kind === "after" && typeof after === "string" ? { after } : "end";
}

/** FNV-1a, 32 bits: enough to notice a cursor of another query. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}
