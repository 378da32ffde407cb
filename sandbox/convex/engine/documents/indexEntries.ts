import { encodeValue } from "../values/keys";
import { fieldAt } from "./rows";
import { postingsOf } from "./searchText";
import { storedEntry } from "../storage/scan";
import type { Document } from "./rows";
import type { Index, Table } from "./catalog";
import type { Key, Stored } from "../../../kv/types";

/** An entry of an index as it is known by (`key`) and as it is stored. */
export interface IndexEntry {
  readonly key: Key;
  readonly stored: { readonly key: Key; readonly value: Stored };
}

/**
 * The key of a document in an index.
 * @param encoded its fields as they are in keys, so far: most are in several indexes
 */
export function indexKey(index: Index, document: Document, encoded = new Map<string, Key>()): Key {
  let key = index.prefix;
  for (const field of index.fields) {
    let value = encoded.get(field);
    if (value === undefined) encoded.set(field, (value = encodeValue(fieldAt(document, field))));
    key += value;
  }
  return key;
}

/** The key under which the document itself is stored: its entry in `by_id`. */
export function documentKey(table: Table, id: string): Key {
  return table.byId.prefix + encodeValue(id);
}

/** The id at the end of an index key. */
export function idInKey(key: Key): string {
  // An id is written as the type of a string, 32 or so characters and a zero byte; the byte of
  // that type is no character of an id.
  return key.slice(key.lastIndexOf(STRING_TYPE) + 1, -1);
}

const STRING_TYPE = encodeValue("").charAt(0);

/** All entries, search indexes included, that a document has beside itself. */
export function indexEntries(table: Table, document: Document): IndexEntry[] {
  const encoded = new Map<string, Key>();
  const entries = table.indexes.map((index) => {
    const key = indexKey(index, document, encoded);
    return { key, stored: storedEntry(key, document._id) };
  });
  for (const index of table.searchIndexes) {
    for (const posting of postingsOf(index, document)) {
      entries.push({ key: posting.key, stored: posting });
    }
  }
  return entries;
}
