import { CommitTsPlaceholder } from "convex/values";
import type { Value } from "convex/values";
import { WriteBuffer } from "./storage/writeBuffer";
import { scan } from "./storage/scan";
import { Reads } from "./storage/readSet";
import { checkDocumentLimits, Meter } from "./documents/limits";
import { checkValue } from "./documents/validators";
import { documentKey, idInKey, indexEntries } from "./documents/indexEntries";
import { rowToStored, storedToRow, toDocument, toRow } from "./documents/rows";
import { justAfter } from "./values/keys";
import { newId } from "./values/ids";
import { wholeIndex } from "./documents/catalog";
import type { Catalog, Table } from "./documents/catalog";
import type { Document, Row } from "./documents/rows";
import type { Entry } from "./storage/scan";
import type { Savepoint } from "./storage/writeBuffer";
import type { Key, OrderedStore, RangeOptions, Stored, Write } from "../../kv/types";

/** A point in a transaction to go back to. */
export interface Mark {
  readonly writes: Savepoint;
  readonly changed: number;
}

export interface TransactionBase {
  readonly store: OrderedStore;
  readonly catalog: Catalog;
  /** The timestamp of the snapshot that is read. */
  readonly ts: bigint;
  /** Gives a `_creationTime`, each larger than the one before. */
  nextCreationTime(): number;
}

/**
 * One transaction: reads and writes documents over a store whose content stands still meanwhile
 * (the engine's lock sees to that). It notes what was read, for the invalidation of queries, and
 * what was changed. Nothing is in the store before the engine commits `finish`.
 */
export class Transaction {
  readonly buffer: WriteBuffer;
  readonly reads: Reads;
  readonly meter: Meter;
  /** The timestamp of the snapshot that is read. */
  readonly ts: bigint;
  readonly #base: TransactionBase;
  readonly #changed: Key[] = [];
  readonly #awaitingTs = new Map<Key, Table>();

  constructor(base: TransactionBase, { reads = new Reads(), meter = new Meter() } = {}) {
    this.#base = base;
    this.buffer = new WriteBuffer(base.store);
    this.ts = base.ts;
    this.reads = reads;
    this.meter = meter;
  }

  /** The same transaction as it began, without its own writes, for reading. */
  withoutWrites(): Transaction {
    return new Transaction(this.#base, this);
  }

  /** Reads a document by its id. */
  get(table: Table, id: string): Row | null {
    const key = documentKey(table, id);
    this.reads.add({ start: key, end: justAfter(key) });
    this.meter.count("databaseQueries");
    const row = this.peek(table, id);
    if (row !== null) this.meter.countRead(row.size);
    return row;
  }

  /** Reads a document without counting it or noting the read. */
  peek(table: Table, id: string): Row | null {
    const stored = this.buffer.get(documentKey(table, id));
    return stored === undefined ? null : storedToRow(stored);
  }

  /** Index entries in order. Reads must be noted by the caller, who knows how far it went. */
  scan(range: RangeOptions): Iterable<Entry> {
    return scan(this.buffer, range);
  }

  /** The document of an index entry; null when it was deleted since the entry was read. */
  rowOf(table: Table, entry: Entry): Row | null {
    return entry.key.startsWith(table.byId.prefix)
      ? storedToRow(entry.value)
      : this.peek(table, idInKey(entry.key));
  }

  /** How many documents the table has. Reads through all of them, but does not count as that. */
  count(table: Table): number {
    const [byCreation] = table.indexes;
    const range = wholeIndex(byCreation ?? table.byId);
    this.reads.add(range);
    this.meter.count("databaseQueries");
    let count = 0;
    for (const _entry of this.scan(range)) count += 1;
    return count;
  }

  insert(table: Table, fields: { [field: string]: Value }): string {
    const id = newId(table.number);
    const document = {
      ...fields,
      _id: id,
      _creationTime: this.#base.nextCreationTime(),
    } as Document;
    this.#write(table, null, document);
    return id;
  }

  /** Puts a document in the place of `before`, which must be what is there now. */
  replace(table: Table, before: Document, document: Document): void {
    this.#write(table, before, document);
  }

  remove(table: Table, before: Row): void {
    const document = toDocument(before);
    if (!table.name.startsWith("_")) this.meter.countWrite(0);
    this.#apply(table, document, null);
  }

  /** Puts something that is not a document, such as a file or a job. */
  put(key: Key, value: Stored | undefined): void {
    this.buffer.put(key, value);
  }

  mark(): Mark {
    return { writes: this.buffer.savepoint(), changed: this.#changed.length };
  }

  rollback({ writes, changed }: Mark): void {
    this.buffer.rollback(writes);
    this.#changed.length = changed;
  }

  /** The writes to commit, commit timestamps filled in, and all index keys that they change. */
  finish(ts: bigint): { writes: Write[]; changed: readonly Key[] } {
    for (const [key, table] of this.#awaitingTs) {
      const stored = this.buffer.get(key);
      if (stored === undefined) continue;
      const pending = toDocument(storedToRow(stored));
      const document = withCommitTs(pending, ts) as Document;
      this.#apply(table, pending, { document, row: toRow(document) });
    }
    this.#awaitingTs.clear();
    return { writes: this.buffer.writes(), changed: this.#changed };
  }

  #write(table: Table, before: Document | null, after: Document): void {
    const row = toRow(after);
    checkDocumentLimits(after, row.size);
    this.#validate(table, after);
    // Jobs and files have limits of their own.
    if (!table.name.startsWith("_")) this.meter.countWrite(row.size);
    this.#apply(table, before, { document: after, row });
  }

  #validate(table: Table, document: Document): void {
    if (table.validator === null) return;
    const { _id, _creationTime, ...fields } = document;
    const tableOfId = (id: string) =>
      this.#base.catalog.tableOfId(table.component, id)?.name ?? null;
    const problem = checkValue(table.validator, fields, tableOfId);
    if (problem === null) return;
    throw new Error(
      `Failed to insert or update a document in table "${table.name}" because it does not match the schema: ${problem}`,
    );
  }

  #apply(
    table: Table,
    before: Document | null,
    after: { readonly document: Document; readonly row: Row } | null,
  ): void {
    const key = documentKey(table, (after?.document ?? before)?._id ?? "");
    const old = before === null ? [] : indexEntries(table, before);
    const current = after === null ? [] : indexEntries(table, after.document);
    const kept = new Map(current.map((entry) => [entry.stored.key, entry.stored.value]));
    for (const { stored } of old) {
      if (!kept.has(stored.key)) this.buffer.put(stored.key, undefined);
    }
    const had = new Map(old.map((entry) => [entry.stored.key, entry.stored.value]));
    for (const { stored } of current) {
      if (!isSame(had.get(stored.key), stored.value)) this.buffer.put(stored.key, stored.value);
    }
    this.buffer.put(key, after === null ? undefined : rowToStored(after.row));
    if (after?.row.json.includes('{"$commitTs":null}')) this.#awaitingTs.set(key, table);
    this.#changed.push(key);
    for (const entry of old) this.#changed.push(entry.key);
    for (const entry of current) this.#changed.push(entry.key);
  }
}

function isSame(a: Stored | undefined, b: Stored): boolean {
  return a === b || (a !== undefined && JSON.stringify(a) === JSON.stringify(b));
}

/** The value with the commit timestamp in the place of every placeholder. */
export function withCommitTs(value: Value, ts: bigint): Value {
  if (value instanceof CommitTsPlaceholder) return ts;
  if (Array.isArray(value)) return value.map((item) => withCommitTs(item, ts));
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    item === undefined ? undefined : withCommitTs(item, ts),
  ]);
  return Object.fromEntries(entries) as { [field: string]: Value };
}
