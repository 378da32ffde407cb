import type { ExpressionOrValue, FilterBuilder, NamedTableInfo } from "convex/server";
import { expect, it } from "vitest";
import type { DataModel } from "./app/server";
import type { Deployment } from "./deployment";
import { conformance } from "./suite";

type Filter = (q: FilterBuilder<NamedTableInfo<DataModel, "things">>) => ExpressionOrValue<boolean>;

conformance("filters", (deploy) => {
  async function withNumbers(): Promise<(filter: Filter) => Promise<string[]>> {
    const t = await deploy();
    await t.write(async ({ db }) => {
      for (const value of [1, 2, 3, 4, 5]) {
        await db.insert("things", { label: String(value), value, nested: { depth: value * 10 } });
      }
      await db.insert("things", { label: "none" });
    });
    return (filter) => labelsOf(t, filter);
  }

  const labelsOf = (t: Deployment, filter: Filter) =>
    t.read(async ({ db }) =>
      (await db.query("things").filter(filter).collect()).map((d) => d.label),
    );

  it("compare", async () => {
    const matching = await withNumbers();
    expect(await matching((q) => q.eq(q.field("value"), 3))).toEqual(["3"]);
    expect(await matching((q) => q.gt(q.field("value"), 3))).toEqual(["4", "5"]);
    expect(await matching((q) => q.gte(q.field("value"), 3))).toEqual(["3", "4", "5"]);
    expect(await matching((q) => q.neq(q.field("value"), 3))).toEqual(["1", "2", "4", "5", "none"]);
  });

  it("combine with and, or and not", async () => {
    const matching = await withNumbers();
    expect(
      await matching((q) => q.and(q.gt(q.field("value"), 1), q.lt(q.field("value"), 4))),
    ).toEqual(["2", "3"]);
    expect(
      await matching((q) => q.or(q.eq(q.field("value"), 1), q.eq(q.field("label"), "none"))),
    ).toEqual(["1", "none"]);
    expect(await matching((q) => q.not(q.eq(q.field("value"), 1)))).toEqual([
      "2",
      "3",
      "4",
      "5",
      "none",
    ]);
  });

  it("calculate", async () => {
    const matching = await withNumbers();
    const calculating = (calculate: (q: Parameters<Filter>[0]) => ExpressionOrValue<boolean>) =>
      matching((q) => q.and(q.neq(q.field("value"), undefined), calculate(q)));
    expect(await calculating((q) => q.eq(q.add(q.field("value"), 1), 3))).toEqual(["2"]);
    expect(await calculating((q) => q.eq(q.sub(q.field("value"), 1), 3))).toEqual(["4"]);
    expect(await calculating((q) => q.eq(q.mul(q.field("value"), 2), 6))).toEqual(["3"]);
    expect(await calculating((q) => q.eq(q.div(q.field("value"), 2), 2.5))).toEqual(["5"]);
    expect(await calculating((q) => q.eq(q.mod(q.field("value"), 2), 1))).toEqual(["1", "3", "5"]);
  });

  it("reach into nested fields, and find what is missing", async () => {
    const matching = await withNumbers();
    expect(await matching((q) => q.eq(q.field("nested.depth"), 20))).toEqual(["2"]);
    expect(await matching((q) => q.eq(q.field("nested.depth"), undefined))).toEqual(["none"]);
  });

  it("apply after the index range, and before the limit", async () => {
    const t = await deploy();
    await t.write(async ({ db }) => {
      for (let value = 0; value < 10; value++) {
        await db.insert("things", { label: String(value), value });
      }
    });
    const taken = await t.read(async ({ db }) => {
      const odd = db
        .query("things")
        .withIndex("by_value", (q) => q.gte("value", 2))
        .order("desc")
        .filter((q) => q.eq(q.mod(q.field("value"), 2), 1));
      return (await odd.take(3)).map((d) => d.label);
    });
    expect(taken).toEqual(["9", "7", "5"]);
  });
});

conformance("queries end", (deploy) => {
  async function withThree(): Promise<Deployment> {
    const t = await deploy();
    await t.write(async ({ db }) => {
      for (const label of ["a", "b", "c"]) await db.insert("things", { label });
    });
    return t;
  }

  it("with the first document, or null", async () => {
    const t = await withThree();
    expect((await t.read(({ db }) => db.query("things").first()))?.label).toBe("a");
    expect((await t.read(({ db }) => db.query("things").order("desc").first()))?.label).toBe("c");
    expect(await t.read(({ db }) => db.query("notes").first())).toBeNull();
  });

  it("with the only document, null, or an error when there are two", async () => {
    const t = await withThree();
    const unique = (label: string) =>
      t.read(({ db }) =>
        db
          .query("things")
          .withIndex("by_label", (q) => q.eq("label", label))
          .unique(),
      );
    expect((await unique("b"))?.label).toBe("b");
    expect(await unique("z")).toBeNull();
    await expect(t.read(({ db }) => db.query("things").unique())).rejects.toThrow(/unique\(\)/);
  });

  it("with at most as many as taken", async () => {
    const t = await withThree();
    expect(await t.read(({ db }) => db.query("things").take(0))).toEqual([]);
    expect(await t.read(({ db }) => db.query("things").take(2))).toHaveLength(2);
    expect(await t.read(({ db }) => db.query("things").take(9))).toHaveLength(3);
  });

  it("when the loop over them is left", async () => {
    const t = await withThree();
    const seen = await t.read(async ({ db }) => {
      const labels = [];
      for await (const thing of db.query("things")) {
        labels.push(thing.label);
        if (labels.length === 2) break;
      }
      return labels;
    });
    expect(seen).toEqual(["a", "b"]);
  });
});
