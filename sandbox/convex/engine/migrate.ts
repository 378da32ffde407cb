import { toDocument, storedToRow } from "./documents/rows";
import { indexEntries } from "./documents/indexEntries";
import { wholeIndex } from "./documents/catalog";
import { checkValue } from "./documents/validators";
import type { Catalog, Table } from "./documents/catalog";
import type { Component } from "./functions/components";
import type { OrderedStore, Write } from "../../kv/types";

const BATCH = 1_000;

/**
 * Brings the store in step with schemas that changed since it was last opened: checks documents,
 * makes entries for new indexes, drops those of indexes that are gone.
 * @throws when a document does not match its table's schema any more; nothing is changed then
 */
export function bringInStep(
  store: OrderedStore,
  catalog: Catalog,
  components: readonly Component[],
): void {
  for (const component of components) checkDocuments(store, catalog, component);
  for (const { table, name } of catalog.newIndexes) fillIndex(store, table, name);
  for (const { key, prefix } of catalog.abandonedIndexes()) {
    clear(store, prefix);
    catalog.forgetIndex(key);
  }
  catalog.save();
}

function checkDocuments(store: OrderedStore, catalog: Catalog, { path, schema }: Component): void {
  const text = JSON.stringify(schema);
  if (catalog.checkedSchema(path) === text) return;
  const tableOfId = (id: string) => catalog.tableOfId(path, id)?.name ?? null;
  for (const { name } of schema.tables) {
    const table = catalog.table(path, name);
    if (table.validator === null) continue;
    for (const document of documentsOf(store, table)) {
      const { _id, _creationTime, ...fields } = document;
      const problem = checkValue(table.validator, fields, tableOfId);
      if (problem === null) continue;
      throw new Error(
        `Schema validation failed. Document with ID "${_id}" in table "${name}" does not match the schema: ${problem}`,
      );
    }
  }
  catalog.setCheckedSchema(path, text);
}

function fillIndex(store: OrderedStore, table: Table, name: string): void {
  const one: Table = {
    ...table,
    indexes: table.indexes.filter((index) => index.name === name),
    searchIndexes: table.searchIndexes.filter((index) => index.name === name),
  };
  let writes: Write[] = [];
  for (const document of documentsOf(store, table)) {
    writes.push(...indexEntries(one, document).map(({ stored }) => stored));
    if (writes.length < BATCH) continue;
    store.commit(writes);
    writes = [];
  }
  store.commit(writes);
}

/** All documents of a table, read in batches so that the store can be written meanwhile. */
function* documentsOf(store: OrderedStore, table: Table) {
  const range = wholeIndex(table.byId);
  let { start } = range;
  for (;;) {
    const batch = [];
    for (const entry of store.range({ ...range, start })) {
      batch.push(entry);
      if (batch.length === BATCH) break;
    }
    for (const [, stored] of batch) yield toDocument(storedToRow(stored));
    const last = batch.at(-1);
    if (last === undefined) return;
    start = `${last[0]}\x00`;
  }
}

function clear(store: OrderedStore, prefix: string): void {
  const keys = [...store.range(wholeIndex({ prefix }))].map(([key]) => key);
  for (let i = 0; i < keys.length; i += BATCH) {
    store.commit(keys.slice(i, i + BATCH).map((key) => ({ key, value: undefined })));
  }
}
