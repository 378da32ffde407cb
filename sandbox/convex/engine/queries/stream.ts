import { wholeIndex } from "../documents/catalog";
import { toDocument } from "../documents/rows";
import { justAfter } from "../values/keys";
import { passesFilter } from "./filters";
import { keyRange } from "./indexRange";
import { searchRows } from "./search";
import { splitIndexName } from "./serialized";
import type { Catalog, Index, Table } from "../documents/catalog";
import type { Row } from "../documents/rows";
import type { ReadRange } from "../storage/readSet";
import type { Transaction } from "../transaction";
import type { Operator, SerializedQuery } from "./serialized";
import type { Key } from "../../../kv/types";

/** A document that a query came by, and where: pages end and begin at such places. */
export interface Found {
  readonly row: Row;
  readonly key: Key;
}

/** The part of an index that a query reads, and in which direction. */
export interface Plan {
  readonly table: Table;
  readonly name: string;
  readonly start: Key;
  readonly end: Key;
  readonly reverse: boolean;
}

/** Where queries of one component find what they name. */
export interface QueryScope {
  readonly transaction: Transaction;
  readonly catalog: Catalog;
  readonly component: string;
}

/** The documents that a query answers with, read as they are asked for. */
export function streamOf(scope: QueryScope, query: SerializedQuery): Iterator<Row> {
  const { source, operators } = query;
  const rows =
    source.type === "Search"
      ? searchRows(scope, source)
      : rowsOf(scan(scope.transaction, planOf(scope, query)));
  return applyOperators(rows, operators);
}

/**
 * Finds the index of a query and the range in it.
 * @throws when the table, the index or a field is not there
 */
export function planOf({ catalog, component }: QueryScope, { source }: SerializedQuery): Plan {
  if (source.type === "Search") {
    throw new Error("Search queries are in the order of relevance, not of an index.");
  }
  const reverse = source.order === "desc";
  if (source.type === "FullTableScan") {
    const table = catalog.table(component, source.tableName);
    const index = indexNamed(table, "by_creation_time");
    return { table, name: `${table.name}.${index.name}`, ...wholeIndex(index), reverse };
  }
  const names = splitIndexName(source.indexName);
  const table = catalog.table(component, names.table);
  const index = indexNamed(table, names.index);
  return {
    table,
    name: source.indexName,
    ...keyRange(index, source.indexName, source.range),
    reverse,
  };
}

function indexNamed(table: Table, name: string): Index {
  const index = [table.byId, ...table.indexes].find((one) => one.name === name);
  if (index === undefined) throw new Error(`Index ${table.name}.${name} not found.`);
  return index;
}

/** Reads an index range document by document, noting as read only what was really passed. */
export function* scan(transaction: Transaction, plan: Plan): Generator<Found, void> {
  const { table, start, end, reverse } = plan;
  transaction.meter.count("databaseQueries");
  const read: ReadRange = transaction.reads.add(
    reverse ? { start: end, end } : { start, end: start },
  );
  for (const entry of transaction.scan({ start, end, reverse })) {
    if (reverse) read.start = entry.key;
    else read.end = justAfter(entry.key);
    const row = transaction.rowOf(table, entry);
    if (row === null) continue;
    transaction.meter.countRead(row.size);
    yield { row, key: entry.key };
  }
  read.start = start;
  read.end = end;
}

function* rowsOf(found: Iterable<Found>): Generator<Row, void> {
  for (const { row } of found) yield row;
}

/** Filters and limits, in the order in which the query has them. */
function* applyOperators(
  rows: Iterable<Row>,
  operators: readonly Operator[],
): Generator<Row, void> {
  const [first, ...rest] = operators;
  if (first === undefined) yield* rows;
  else if ("filter" in first) {
    yield* applyOperators(filtered(rows, first.filter), rest);
  } else yield* applyOperators(limited(rows, first.limit), rest);
}

function* filtered(rows: Iterable<Row>, filter: Parameters<typeof passesFilter>[0]) {
  for (const row of rows) if (passesFilter(filter, toDocument(row))) yield row;
}

function* limited(rows: Iterable<Row>, limit: number): Generator<Row, void> {
  let left = limit;
  // Asked before reading: a query that has all it wants must not read one more.
  if (left <= 0) return;
  for (const row of rows) {
    yield row;
    left -= 1;
    if (left <= 0) return;
  }
}
