import fc from "fast-check";
import { expect, test } from "vitest";
import { chunksOf, takesChunks } from "./chunks";
import { encodeServerMessage } from "./messages";

test("a small message is left whole", () => {
  expect(chunksOf("small")).toEqual([]);
});

test("a large one is the same again once its parts have travelled", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 4, maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      (text, size) => {
        const parts = chunksOf(text, size).map(
          (part) =>
            JSON.parse(encodeServerMessage(part)) as {
              chunk: string;
              partNumber: number;
              totalParts: number;
            },
        );
        expect(parts.map(({ chunk }) => chunk).join("")).toBe(text);
        expect(parts.map(({ partNumber }) => partNumber)).toEqual([...parts.keys()]);
        expect(new Set(parts.map(({ totalParts }) => totalParts))).toEqual(new Set([parts.length]));
      },
    ),
  );
});

test.each([
  ["/api/1.48.0/sync", true],
  ["wss://happy.convex.cloud/api/1.28.0/sync", true],
  ["/api/2.0.0-alpha.1/sync", true],
  ["/api/1.27.5/sync", false],
  ["/api/0.19.1/sync", false],
  ["/api/python-0.7.0/sync", false],
  ["/api/sync", false],
])("whoever connects at %s takes parts: %s", (url, takes) => {
  expect(takesChunks(url)).toBe(takes);
});
