import fc from "fast-check";
import type { Value } from "convex/values";
import { expect, it } from "vitest";
import { api } from "./app/api";
import { anyValue } from "./arbitraries";
import { conformance } from "./suite";
import { bytes, same } from "./values";

conformance("values survive", (deploy) => {
  const values: readonly (readonly [string, Value])[] = [
    ["the largest int64", 2n ** 63n - 1n],
    ["the smallest int64", -(2n ** 63n)],
    ["NaN", NaN],
    ["minus zero", -0],
    ["infinity", Infinity],
    ["the smallest number", Number.MIN_VALUE],
    ["the largest number", Number.MAX_VALUE],
    ["bytes", bytes(0, 1, 254, 255)],
    ["no bytes", bytes()],
    ["text of all scripts", "Zoë 李小龍 Ωμέγα שלום 👩‍👩‍👧 \u0000\u001f"],
    ["nested arrays and objects", [{ a: [1n, [bytes(7)], { b: NaN }] }, null, true, ""]],
    ["deep nesting", Array.from({ length: 10 }).reduce<Value>((inner) => [inner], "core")],
  ];

  it.each(values)("a call and back: %s", async (_what, value) => {
    const t = await deploy();
    const back = (await t.query(api.validated.echo, { value })) as Value;
    expect(same(back, value)).toBe(true);
  });

  it.each(values)("the database: %s", async (_what, value) => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "kept", value }));
    const back = (await t.read(({ db }) => db.get(id)))?.value as Value;
    expect(same(back, value)).toBe(true);
  });

  it("both, whatever they are", async () => {
    const t = await deploy();
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        const id = await t.write(({ db }) => db.insert("things", { label: "any", value }));
        const back = (await t.read(({ db }) => db.get(id)))?.value as Value;
        expect(same(back, value)).toBe(true);
        expect(same((await t.query(api.validated.echo, { value })) as Value, value)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("no undefined: it is dropped from objects, and null as a result", async () => {
    const t = await deploy();
    expect(await t.read(async () => ({ kept: 1, dropped: undefined }))).toEqual({ kept: 1 });
    expect(await t.read(async () => undefined)).toBeNull();
  });

  it.each([
    ["undefined in an array", [undefined]],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["a function", () => 1],
    ["an int64 that is too large", 2n ** 63n],
  ])("but not %s", async (_what, value) => {
    const t = await deploy();
    await expect(
      t.write(({ db }) => db.insert("things", { label: "wrong", value: value as never })),
    ).rejects.toThrow();
    await expect(t.read(async () => value)).rejects.toThrow();
  });

  it("but not field names that Convex keeps for itself", async () => {
    const t = await deploy();
    await expect(
      t.write(({ db }) => db.insert("things", { label: "wrong", value: { $odd: 1 } })),
    ).rejects.toThrow(/\$odd/);
  });
});
