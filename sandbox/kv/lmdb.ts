import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, TransactionFlags } from "lmdb";
import type { RootDatabase } from "lmdb";
import { damageIn } from "./lmdbFile";
import type { Key, OrderedStore, RangeOptions, Stored } from "./types";

/**
 * Commits come back once the operating system has them and reach the disk a moment later
 * (`flushed`); waiting for the disk each time would make one commit a hundred times slower.
 */
const COMMIT =
  TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT | TransactionFlags.NO_SYNC_FLUSH;

/** LMDB's longest key with its usual page size, in bytes. */
export const LONGEST_LMDB_KEY = 1978;

/**
 * Opens (or makes) an LMDB database in the folder `dir`.
 * @throws when the folder cannot be used or holds a damaged database; the message names it.
 */
export function openLmdbStore(dir: string): OrderedStore {
  const db = openDatabase(dir);
  return {
    get: (key) => db.get(toBytes(key)),
    *range(options) {
      for (const { key, value } of db.getRange(lmdbRange(options))) {
        yield [fromBytes(key), value] as const;
      }
    },
    commit(writes) {
      db.transactionSync(() => {
        for (const { key, value } of writes) {
          if (value === undefined) db.removeSync(toBytes(key));
          else db.putSync(toBytes(key), value);
        }
      }, COMMIT);
    },
    async flushed() {
      await db.flushed;
    },
    async close() {
      await db.flushed;
      await db.close();
    },
  };
}

function openDatabase(dir: string): RootDatabase<Stored, Buffer> {
  try {
    mkdirSync(dir, { recursive: true });
    const damage = damageIn(join(dir, "data.mdb"));
    if (damage !== null) throw new Error(damage);
    return open<Stored, Buffer>({
      path: dir,
      noSubdir: false,
      keyEncoding: "binary",
      // Without this, bytes would be views of LMDB's own memory, which later commits overwrite.
      encoder: { copyBuffers: true },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The store in ${dir} cannot be opened: ${reason}`, { cause: error });
  }
}

function lmdbRange({ start, end, reverse = false }: RangeOptions) {
  const from = toBytes(start);
  const to = toBytes(end);
  return reverse
    ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse }
    : { start: from, end: to };
}

/** One byte per UTF-16 unit; see `Key`. */
function toBytes(key: Key): Buffer {
  return Buffer.from(key, "latin1");
}

function fromBytes(bytes: Buffer): Key {
  return bytes.toString("latin1");
}
