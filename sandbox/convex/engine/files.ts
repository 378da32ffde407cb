import { toDocument } from "./documents/rows";
import type { Catalog } from "./documents/catalog";
import type { Transaction } from "./transaction";
import type { Key, OrderedStore } from "../../kv/types";

const BYTES: Key = "file/bytes/";
const TOKENS: Key = "file/upload/";

/** How long an upload address can be used, in ms; the same as Convex. */
const TOKEN_LIFE = 60 * 60 * 1000;

/** A file: its bytes beside its row in `_storage`. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** What hashing needs an await for, done before a transaction begins. */
export interface HashedFile extends StoredFile {
  /** SHA-256 in base 64. */
  readonly sha256: string;
}

export async function hashFile({ bytes, contentType }: StoredFile): Promise<HashedFile> {
  // A copy, because the bytes of a stored value must not change and the caller's may.
  const copy = new Uint8Array(bytes);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", copy));
  return { bytes: copy, contentType, sha256: btoa(String.fromCharCode(...digest)) };
}

/** Writes a file in a transaction and answers with its id. */
export function putFile(
  transaction: Transaction,
  catalog: Catalog,
  component: string,
  { bytes, contentType, sha256 }: HashedFile,
): string {
  transaction.meter.count("filesWritten");
  transaction.meter.count("fileWriteBytes", bytes.byteLength);
  const id = transaction.insert(catalog.systemTable(component, "_storage"), {
    sha256,
    size: bytes.byteLength,
    ...(contentType === null ? {} : { contentType }),
  });
  transaction.put(BYTES + id, bytes);
  return id;
}

/** @throws when there is no such file */
export function removeFile(
  transaction: Transaction,
  catalog: Catalog,
  component: string,
  id: string,
): void {
  const table = catalog.systemTable(component, "_storage");
  const row = transaction.peek(table, id);
  if (row === null) throw new Error(`storage id ${id} not found`);
  transaction.remove(table, row);
  transaction.put(BYTES + id, undefined);
}

/** The row of a file, as a read of the transaction; null when there is none. */
export function fileRow(transaction: Transaction, catalog: Catalog, component: string, id: string) {
  const table = catalog.systemTable(component, "_storage");
  const row = transaction.get(table, id);
  return row === null ? null : toDocument(row);
}

/** A file by its id, whichever component it belongs to. */
export function readFile(
  catalog: Catalog,
  transaction: Transaction,
  id: string,
): StoredFile | null {
  const bytes = transaction.buffer.get(BYTES + id);
  if (!(bytes instanceof Uint8Array)) return null;
  for (const table of catalog.tables()) {
    if (table.name !== "_storage") continue;
    const row = transaction.peek(table, id);
    if (row === null) continue;
    const contentType = toDocument(row)["contentType"];
    return { bytes, contentType: typeof contentType === "string" ? contentType : null };
  }
  return null;
}

/** A token that lets its holder upload one file. */
export function newUploadToken(transaction: Transaction): string {
  const token = crypto.randomUUID();
  transaction.put(TOKENS + token, Date.now() + TOKEN_LIFE);
  return token;
}

/** Whether an upload token is good; it is used up by that. */
export function redeemUploadToken(store: OrderedStore, token: string): boolean {
  const until = store.get(TOKENS + token);
  if (typeof until !== "number") return false;
  store.commit([{ key: TOKENS + token, value: undefined }]);
  return until >= Date.now();
}
