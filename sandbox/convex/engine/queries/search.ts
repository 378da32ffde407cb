import { encodeValue, afterPrefix } from "../values/keys";
import { idInKey } from "../documents/indexEntries";
import { storedToPosting, tokenize } from "../documents/searchText";
import { queryValue, splitIndexName } from "./serialized";
import type { Posting } from "../documents/searchText";
import type { Row } from "../documents/rows";
import type { SearchIndex, Table } from "../documents/catalog";
import type { SearchFilter, Source } from "./serialized";
import type { QueryScope } from "./stream";
import type { Transaction } from "../transaction";
import type { Key } from "../../../kv/types";

/** Convex's limits of a search. */
const MOST_TERMS = 16;
const MOST_FILTERS = 8;
const MOST_RESULTS = 1_024;

interface Candidate {
  readonly id: string;
  readonly creationTime: number;
  score: number;
}

/** The documents of a search, most relevant first; among equals the newest first. */
export function* searchRows(
  scope: QueryScope,
  source: Source & { readonly type: "Search" },
): Generator<Row, void> {
  const { transaction } = scope;
  const { table, index } = findIndex(scope, source.indexName);
  const { text, filters } = readFilters(index, source);
  transaction.meter.count("databaseQueries");
  const candidates = findCandidates(transaction, index, tokenize(text), filters);
  for (const { id } of rank(candidates)) {
    const row = transaction.peek(table, id);
    if (row === null) continue;
    transaction.meter.countRead(row.size);
    yield row;
  }
}

function findIndex({ catalog, component }: QueryScope, indexName: string) {
  const names = splitIndexName(indexName);
  const table: Table = catalog.table(component, names.table);
  const index = table.searchIndexes.find(({ name }) => name === names.index);
  if (index === undefined) throw new Error(`Index ${indexName} not found.`);
  return { table, index };
}

function readFilters(index: SearchIndex, source: Source & { readonly type: "Search" }) {
  const isSearch = (f: SearchFilter) => f.type === "Search";
  const [search, ...more] = source.filters.filter(isSearch);
  if (search === undefined || more.length > 0) {
    throw new Error(`Search queries must have exactly one search expression: ${source.indexName}`);
  }
  if (search.fieldPath !== index.searchField) {
    throw new Error(
      `Search query against ${source.indexName} contains a search filter against ${search.fieldPath}, which doesn't match the indexed \`searchField\` ${index.searchField}.`,
    );
  }
  const equal = source.filters.filter((filter) => filter.type === "Eq");
  if (equal.length > MOST_FILTERS) {
    throw new Error(
      `Search query against ${source.indexName} has too many filter conditions. Max: ${MOST_FILTERS} Actual: ${equal.length}`,
    );
  }
  const filters = equal.map(({ fieldPath, value }) => {
    const position = index.filterFields.indexOf(fieldPath);
    if (position < 0) {
      throw new Error(
        `Search query against ${source.indexName} contains an equality filter on ${fieldPath} but that field isn't indexed for filtering in \`filterFields\`.`,
      );
    }
    return { position, key: encodeValue(queryValue(value)) };
  });
  return { text: String(search.value), filters };
}

/**
 * Documents with any of the terms. The last term also matches words that begin with it, because
 * it is the one still being typed. Rare terms weigh more, and short documents, and whole words.
 */
function findCandidates(
  transaction: Transaction,
  index: SearchIndex,
  terms: readonly string[],
  filters: readonly { readonly position: number; readonly key: Key }[],
): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  const searched = terms.slice(0, MOST_TERMS);
  for (const [position, term] of searched.entries()) {
    const exact = index.prefix + encodeValue(term);
    const isLast = position === searched.length - 1;
    // Without its closing zero byte, a string's key begins the keys of all that begin with it.
    const prefix = isLast ? exact.slice(0, -1) : exact;
    const postings = readPostings(transaction, prefix).filter(({ posting }) =>
      filters.every((filter) => posting.filters[filter.position] === filter.key),
    );
    const rarity = 1 / Math.log2(postings.length + 2);
    for (const { key, posting } of postings) {
      const whole = key.startsWith(exact) ? 1 : 0.5;
      addScore(candidates, idInKey(key), posting, whole * rarity * saturation(posting));
    }
  }
  return candidates;
}

function readPostings(transaction: Transaction, prefix: Key): { key: Key; posting: Posting }[] {
  const range = { start: prefix, end: afterPrefix(prefix) };
  transaction.reads.add(range);
  return [...transaction.scan(range)].map(({ key, value }) => ({
    key,
    posting: storedToPosting(value),
  }));
}

/** A term that comes again adds less and less; in a long text each counts less. */
function saturation({ frequency, length }: Posting): number {
  return frequency / (frequency + 1 + length / 16);
}

function addScore(
  candidates: Map<string, Candidate>,
  id: string,
  { creationTime }: Posting,
  score: number,
): void {
  const known = candidates.get(id);
  if (known === undefined) candidates.set(id, { id, creationTime, score });
  else known.score += score;
}

function rank(candidates: Map<string, Candidate>): Candidate[] {
  return [...candidates.values()]
    .sort((a, b) => b.score - a.score || b.creationTime - a.creationTime)
    .slice(0, MOST_RESULTS);
}
