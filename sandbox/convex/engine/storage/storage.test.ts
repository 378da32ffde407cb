import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "../../../kv/memory";
import { LONGEST_STORED_KEY, scan, storedEntry } from "./scan";
import { Reads, touchTester } from "./readSet";
import { WriteBuffer } from "./writeBuffer";

const shortKey = fc.string({ unit: fc.constantFrom("a", "b", "\x00", "\xfe"), maxLength: 4 });

test("a buffer over a store reads like a store to which its writes were committed", () => {
  const write = fc.record({ key: shortKey, value: fc.option(fc.nat(), { nil: undefined }) });
  fc.assert(
    fc.property(
      fc.array(write),
      fc.array(write),
      shortKey,
      shortKey,
      fc.boolean(),
      (before, pending, start, end, reverse) => {
        const store = memoryStore();
        store.commit(before);
        const buffer = new WriteBuffer(store);
        for (const { key, value } of pending) buffer.put(key, value);
        const seen = [...buffer.range({ start, end, reverse })];
        const single = pending.map(({ key }) => buffer.get(key));
        store.commit(buffer.writes());
        expect(seen).toEqual([...store.range({ start, end, reverse })]);
        expect(single).toEqual(pending.map(({ key }) => store.get(key)));
      },
    ),
  );
});

test("going back to a savepoint takes back what came after it and nothing else", () => {
  const write = fc.record({ key: shortKey, value: fc.option(fc.nat(), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(write), fc.array(write), (kept, undone) => {
      const buffer = new WriteBuffer(memoryStore());
      for (const { key, value } of kept) buffer.put(key, value);
      const before = buffer.writes();
      const savepoint = buffer.savepoint();
      for (const { key, value } of undone) buffer.put(key, value);
      buffer.rollback(savepoint);
      expect(buffer.writes()).toEqual(before);
    }),
  );
});

test("entries with keys longer than a store takes are scanned in the order of their whole keys", () => {
  const head = "x".repeat(LONGEST_STORED_KEY - 2);
  const longKey = fc
    .string({ unit: fc.constantFrom("a", "b"), maxLength: 6 })
    .map((tail) => `${head}${tail}!`);
  fc.assert(
    fc.property(
      fc.uniqueArray(longKey, { maxLength: 30 }),
      longKey,
      longKey,
      fc.boolean(),
      (keys, start, end, reverse) => {
        const store = memoryStore();
        store.commit(keys.map((key, index) => storedEntry(key, `id${(index * 7) % 31}`)));
        const expected = keys.filter((k) => k >= start && k < end).sort((a, b) => (a < b ? -1 : 1));
        const seen = [...scan(store, { start, end, reverse })].map((entry) => entry.key);
        expect(seen).toEqual(reverse ? expected.reverse() : expected);
      },
    ),
  );
});

test("a scan sees writes made in front of it while it runs", () => {
  const buffer = new WriteBuffer(memoryStore());
  for (let i = 0; i < 40; i += 1) buffer.put(`k${String(i).padStart(2, "0")}`, i);
  const seen: string[] = [];
  for (const { key } of scan(buffer, { start: "k", end: "l" })) {
    if (seen.length === 0) buffer.put("k99", 99);
    seen.push(key);
  }
  expect(seen.at(-1)).toBe("k99");
});

test("a commit touches a read when a changed key lies in one of its ranges", () => {
  fc.assert(
    fc.property(fc.array(shortKey), fc.array(fc.tuple(shortKey, shortKey)), (changed, pairs) => {
      const reads = new Reads();
      for (const [start, end] of pairs) reads.add({ start, end });
      const expected = pairs.some(([start, end]) => changed.some((k) => k >= start && k < end));
      expect(touchTester(changed)(reads)).toBe(expected);
    }),
  );
});
