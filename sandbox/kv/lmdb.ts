import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, TransactionFlags } from "lmdb";
import type { RootDatabase } from "lmdb";
import { damageIn } from "./lmdbFile";
import type { Key, OrderedStore, RangeOptions, Stored } from "./types";

/**
 * Commits come back once the operating system has them, and are on the disk after `flushed`.
 * Waiting for the disk each time would make one commit a hundred times slower.
 */
const COMMIT =
  TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT | TransactionFlags.NO_SYNC_FLUSH;

/**
 * How many free pages LMDB keeps at hand, as entries of a list. Its defaults are 50,000 and 75,000,
 * and each page that a commit frees or takes is looked for along that list: after large commits had
 * freed many pages, every small one took a hundred times longer. What is not at hand stays in the
 * file, and is loaded when it is needed. The package documents neither option.
 */
const FREE_PAGES = { maxFreeSpaceToLoad: 1_000, maxFreeSpaceToRetain: 1_000 };

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
    flushed: () => flush(db),
    async close() {
      await flush(db);
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
      // By default every commit starts a flush and the next one waits for it to end.
      overlappingSync: false,
      // Without this, bytes would be views of LMDB's own memory, which later commits overwrite.
      encoder: { copyBuffers: true },
      ...FREE_PAGES,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The store in ${dir} cannot be opened: ${reason}`, { cause: error });
  }
}

/** Resolves when the disk has everything committed so far. */
function flush(db: RootDatabase<Stored, Buffer>): Promise<void> {
  // The package's types leave this method out.
  const environment = db as unknown as { sync(done: (error?: Error | null) => void): void };
  return new Promise((resolve, reject) => {
    environment.sync((error) => (error ? reject(error) : resolve()));
  });
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
