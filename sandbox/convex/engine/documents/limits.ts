import { CommitTsPlaceholder, getConvexSize } from "convex/values";
import type { Value } from "convex/values";
import type { CallStats } from "../../types";

const MiB = 2 ** 20;

/** Convex's limits of one transaction. */
export const TRANSACTION_LIMITS = {
  bytesRead: 16 * MiB,
  bytesWritten: 16 * MiB,
  databaseQueries: 4_096,
  documentsRead: 32_000,
  documentsWritten: 16_000,
  functionsScheduled: 1_000,
  scheduledFunctionArgsBytes: 16 * MiB,
  filesWritten: 1_000,
  fileWriteBytes: 64 * MiB,
  filesRead: 1_000,
  fileReadBytes: 64 * MiB,
} as const;

export type Metric = keyof typeof TRANSACTION_LIMITS;
export type Limits = Readonly<Record<Metric, number>>;
type Usage = Record<Metric, number>;

const SMALLER_READS =
  "Consider using smaller limits in your queries, paginating your queries, or using indexed queries with a selective index range expressions.";

/** What is said when a limit is passed; Convex's words where they are known. */
const OVER_LIMIT: Readonly<Record<Metric, (limit: number) => string>> = {
  bytesRead: (n) =>
    `Too many bytes read in a single function execution (limit: ${n} bytes). ${SMALLER_READS}`,
  bytesWritten: (n) => `Too many bytes written in a single function execution (limit: ${n} bytes).`,
  databaseQueries: (n) =>
    `Too many reads in a single function execution (limit: ${n}). ${SMALLER_READS}`,
  documentsRead: (n) =>
    `Too many documents read in a single function execution (limit: ${n}). ${SMALLER_READS}`,
  documentsWritten: (n) => `Too many writes in a single function execution (limit: ${n})`,
  functionsScheduled: (n) => `Too many functions scheduled by this mutation (limit: ${n})`,
  scheduledFunctionArgsBytes: (n) =>
    `Too large total size of the arguments of scheduled functions from this mutation (limit: ${n} bytes)`,
  filesWritten: (n) => `Too many files written in a single function execution (limit: ${n})`,
  fileWriteBytes: (n) =>
    `Too many bytes of files written in a single function execution (limit: ${n} bytes)`,
  filesRead: (n) => `Too many files read in a single function execution (limit: ${n})`,
  fileReadBytes: (n) =>
    `Too many bytes of files read in a single function execution (limit: ${n} bytes)`,
};

/** What a limit was passed by. Pagination ends a page there instead of failing. */
export class LimitError extends Error {
  readonly metric: Metric;

  constructor(metric: Metric, limit: number) {
    super(OVER_LIMIT[metric](limit));
    this.metric = metric;
  }
}

/** Counts what a transaction uses and refuses what is over a limit. */
export class Meter {
  #limits: Limits = TRANSACTION_LIMITS;
  readonly #used: Usage = {
    bytesRead: 0,
    bytesWritten: 0,
    databaseQueries: 0,
    documentsRead: 0,
    documentsWritten: 0,
    functionsScheduled: 0,
    scheduledFunctionArgsBytes: 0,
    filesWritten: 0,
    fileWriteBytes: 0,
    filesRead: 0,
    fileReadBytes: 0,
  };

  /** @throws LimitError when it is too much; what was tried is counted all the same */
  count(metric: Metric, amount = 1): void {
    this.#used[metric] += amount;
    if (this.#used[metric] > this.#limits[metric]) {
      throw new LimitError(metric, this.#limits[metric]);
    }
  }

  countRead(bytes: number): void {
    this.count("documentsRead");
    this.count("bytesRead", bytes);
  }

  countWrite(bytes: number): void {
    this.count("documentsWritten");
    this.count("bytesWritten", bytes);
  }

  /** Lowers limits for a nested call, counted from now on; answers with how to end that. */
  narrow(limits: Partial<Limits>): () => void {
    const before = this.#limits;
    const lowered = Object.entries(limits).map(([metric, limit]) => {
      const name = metric as Metric;
      return [name, Math.min(before[name], this.#used[name] + limit)] as const;
    });
    this.#limits = { ...before, ...Object.fromEntries(lowered) };
    return () => {
      this.#limits = before;
    };
  }

  stats(): CallStats {
    const { documentsRead, bytesRead, documentsWritten, bytesWritten, databaseQueries } =
      this.#used;
    return {
      documentsRead,
      bytesRead,
      documentsWritten,
      bytesWritten,
      indexRanges: databaseQueries,
    };
  }

  /** The answer to `ctx.meta.getTransactionMetrics()`. */
  metrics(): Record<Metric, { used: number; remaining: number }> {
    const entries = Object.entries(this.#used).map(([metric, used]) => [
      metric,
      { used, remaining: this.#limits[metric as Metric] - used },
    ]);
    return Object.fromEntries(entries) as Record<Metric, { used: number; remaining: number }>;
  }
}

export const NO_STATS: CallStats = new Meter().stats();

const MOST_DOCUMENT_BYTES = MiB;
const DEEPEST_DOCUMENT = 16;
const DEEPEST_VALUE = 64;
const MOST_ARRAY_ITEMS = 8_192;
const MOST_FIELDS = 1_024;
const MOST_ARGUMENT_BYTES = 16 * MiB;

/**
 * @param size the document's, in Convex's bytes
 * @throws when the value is not one that Convex takes as a document
 */
export function checkDocumentLimits(document: Value, size: number): void {
  const depth = checkNesting(document);
  if (depth > DEEPEST_DOCUMENT) {
    throw new Error(
      `Document is too nested (nested ${depth} levels deep > maximum nesting ${DEEPEST_DOCUMENT})`,
    );
  }
  checkSize(size, MOST_DOCUMENT_BYTES);
}

/** @throws when the value is not one that Convex takes as an argument or a result */
export function checkValueLimits(value: Value): void {
  const depth = checkNesting(value);
  if (depth > DEEPEST_VALUE) {
    throw new Error(
      `Value is too nested (nested ${depth} levels deep > maximum nesting ${DEEPEST_VALUE})`,
    );
  }
  checkSize(getConvexSize(value), MOST_ARGUMENT_BYTES);
}

function checkSize(size: number, limit: number): void {
  if (size > limit) {
    const shown = `${(size / MiB).toFixed(2)} MiB`;
    throw new Error(`Value is too large (${shown} > maximum size ${limit / MiB} MiB)`);
  }
}

/** Checks lengths on the way down and answers with the depth. */
function checkNesting(value: Value | undefined): number {
  if (typeof value !== "object" || value === null) return 0;
  if (value instanceof ArrayBuffer || value instanceof CommitTsPlaceholder) return 0;
  const isArray = Array.isArray(value);
  const items = isArray ? value : Object.values(value);
  if (isArray && items.length > MOST_ARRAY_ITEMS) {
    throw new Error(
      `Array length is too long (${items.length} > maximum length ${MOST_ARRAY_ITEMS})`,
    );
  }
  if (!isArray && items.length > MOST_FIELDS) {
    throw new Error(`Object has too many fields (${items.length} > maximum number ${MOST_FIELDS})`);
  }
  let deepest = 0;
  for (const item of items) deepest = Math.max(deepest, checkNesting(item));
  return deepest + 1;
}
