import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { LONGEST_LMDB_KEY, openLmdbStore } from "./lmdb";
import { memoryStore } from "./memory";
import type { OrderedStore, Stored } from "./types";

const folders: string[] = [];
const stores: OrderedStore[] = [];

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "kv-"));
  folders.push(dir);
  return dir;
}

function lmdb(dir = folder()): OrderedStore {
  const store = openLmdbStore(dir);
  stores.push(store);
  return store;
}

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const key = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((n) => String.fromCharCode(n)),
  minLength: 1,
  maxLength: 6,
});

describe.each([
  ["memory", () => memoryStore()],
  ["LMDB", () => lmdb()],
])("the %s store", (_name, make) => {
  test("ranges are ordered by byte, start inclusive and end exclusive, in both directions", () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 40 }), key, key, (keys, a, b) => {
        const store = make();
        const [start, end] = a < b ? [a, b] : [b, a];
        store.commit(keys.map((key) => ({ key, value: key })));
        const expected = keys
          .filter((key) => key >= start && key < end)
          .sort((x, y) => (x < y ? -1 : 1));
        expect([...store.range({ start, end })].map(([key]) => key)).toEqual(expected);
        expect([...store.range({ start, end, reverse: true })].map(([key]) => key)).toEqual(
          expected.reverse(),
        );
      }),
      { numRuns: 20 },
    );
  });

  test("values come back as they were stored, bytes included, and are not changed by later commits", () => {
    const store = make();
    const bytes = new Uint8Array(50_000).map((_, index) => index % 251);
    const value: Stored = {
      text: "né🙂",
      list: [1, 2.5, -1e300, null, true],
      nested: { empty: {} },
    };
    store.commit([
      { key: "a", value },
      { key: "b", value: bytes },
    ]);
    const read = store.get("b");
    store.commit([{ key: "b", value: new Uint8Array(50_000) }]);
    expect(store.get("a")).toEqual(value);
    expect(read instanceof Uint8Array && Array.from(read)).toEqual(Array.from(bytes));
  });

  test("a batch puts and removes", () => {
    const store = make();
    store.commit([
      { key: "a", value: 1 },
      { key: "b", value: null },
    ]);
    store.commit([
      { key: "a", value: undefined },
      { key: "missing", value: undefined },
    ]);
    expect([store.get("a"), store.get("b")]).toEqual([undefined, null]);
  });
});

describe("the LMDB store", () => {
  test("applies all of a batch or nothing", () => {
    const store = lmdb();
    const tooLong = "x".repeat(LONGEST_LMDB_KEY + 1);
    expect(() =>
      store.commit([
        { key: "a", value: 1 },
        { key: tooLong, value: 2 },
      ]),
    ).toThrow();
    expect(store.get("a")).toBeUndefined();
  });

  test("keeps what was committed over closing and opening", async () => {
    const dir = folder();
    const first = openLmdbStore(dir);
    first.commit([{ key: "a", value: ["kept"] }]);
    await first.close();
    expect(lmdb(dir).get("a")).toEqual(["kept"]);
  });

  test("uses the room that large commits have left, instead of growing with every small one", () => {
    const dir = folder();
    const store = lmdb(dir);
    // Spread over the whole file, as the entries of an index are.
    const keyOf = (n: number) => String((n * 7919) % 8_009).padStart(80, "0");
    const write = (n: number, value: Stored) => ({ key: keyOf(n), value });
    for (let round = 0; round < 4; round += 1) {
      store.commit(Array.from({ length: 8_000 }, (_, n) => write(n, [round, "x".repeat(100)])));
    }
    const size = () => statSync(join(dir, "data.mdb")).size;
    const before = size();
    for (let n = 0; n < 500; n += 1) store.commit([write(n, n), write(n + 3_000, n)]);
    expect(size()).toBe(before);
  });

  test("takes keys up to its limit", () => {
    const store = lmdb();
    const longest = "x".repeat(LONGEST_LMDB_KEY);
    store.commit([{ key: longest, value: 1 }]);
    expect(store.get(longest)).toBe(1);
  });

  test("names the file that is not a database", () => {
    const dir = folder();
    const file = join(dir, "data.mdb");
    writeFileSync(file, "not a database ".repeat(2000));
    expect(() => openLmdbStore(dir)).toThrow(`${file} is not an LMDB database`);
  });

  test("names the database file that is cut short", async () => {
    const dir = folder();
    const file = join(dir, "data.mdb");
    const store = openLmdbStore(dir);
    store.commit([{ key: "a", value: "x".repeat(100_000) }]);
    await store.close();
    truncateSync(file, 20_000);
    expect(() => openLmdbStore(dir)).toThrow(`${file} is cut short`);
  });
});
