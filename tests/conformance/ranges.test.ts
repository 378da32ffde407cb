import type { Value } from "convex/values";
import { expect, it } from "vitest";
import type { Deployment } from "./deployment";
import { conformance } from "./suite";
import { bytes } from "./values";

/** One value of each type, in Convex's order of types. `absent` has no `value` field at all. */
const inOrder: readonly (readonly [label: string, value: Value | undefined])[] = [
  ["absent", undefined],
  ["null", null],
  ["int64 -1", -1n],
  ["int64 7", 7n],
  ["-Infinity", -Infinity],
  ["-1.5", -1.5],
  ["-0", -0],
  ["0", 0],
  ["3", 3],
  ["Infinity", Infinity],
  ["NaN", NaN],
  ["false", false],
  ["true", true],
  ["empty string", ""],
  ["A", "A"],
  ["a", "a"],
  ["a and a zero", "a\0"],
  ["ä", "ä"],
  ["last of the basic plane", "\uffff"],
  ["emoji", "😀"],
  ["no bytes", bytes()],
  ["bytes 1", bytes(1)],
  ["bytes 1 0", bytes(1, 0)],
  ["bytes 255", bytes(255)],
  ["empty array", []],
  ["array of null", [null]],
  ["array of 1", [1]],
  ["array of 1 and 2", [1, 2]],
  ["array of a", ["a"]],
  ["empty object", {}],
  ["object a 1", { a: 1 }],
  ["object a 1 b 1", { a: 1, b: 1 }],
  ["object a 2", { a: 2 }],
];
const labels = inOrder.map(([label]) => label);

/** Inserts them shuffled (the same way each time), so that order is not the order of insertion. */
async function insertAll(t: Deployment): Promise<void> {
  const shuffled = inOrder.map((_, index) => inOrder[(index * 7 + 3) % inOrder.length]);
  expect(new Set(shuffled).size).toBe(inOrder.length);
  await t.write(async ({ db }) => {
    for (const [label, value] of shuffled as typeof inOrder) {
      await db.insert("things", value === undefined ? { label } : { label, value });
    }
  });
}

conformance("index ranges over mixed types", (deploy) => {
  it("are ordered by type, then by value, upwards and downwards", async () => {
    const t = await deploy();
    await insertAll(t);
    const read = (order: "asc" | "desc") =>
      t.read(async ({ db }) =>
        (await db.query("things").withIndex("by_value").order(order).collect()).map((d) => d.label),
      );
    expect(await read("asc")).toEqual(labels);
    expect(await read("desc")).toEqual([...labels].reverse());
  });

  const found = (t: Deployment, bound: "eq" | "gt" | "gte" | "lt" | "lte", value: unknown) =>
    t.read(async ({ db }) => {
      const range = db.query("things").withIndex("by_value", (q) => q[bound]("value", value));
      return (await range.collect()).map((d) => d.label);
    });

  it("end at each value, inclusive or exclusive as asked", async () => {
    const t = await deploy();
    await insertAll(t);
    for (const [index, [label, value]] of inOrder.entries()) {
      expect(await found(t, "eq", value), `eq ${label}`).toEqual([label]);
      expect(await found(t, "gt", value), `gt ${label}`).toEqual(labels.slice(index + 1));
      expect(await found(t, "gte", value), `gte ${label}`).toEqual(labels.slice(index));
      expect(await found(t, "lt", value), `lt ${label}`).toEqual(labels.slice(0, index));
      expect(await found(t, "lte", value), `lte ${label}`).toEqual(labels.slice(0, index + 1));
    }
  });

  it("with a lower and an upper bound hold what lies between", async () => {
    const t = await deploy();
    await insertAll(t);
    const between = await t.read(async ({ db }) => {
      const range = db
        .query("things")
        .withIndex("by_value", (q) => q.gt("value", -1n).lte("value", 0));
      return (await range.collect()).map((d) => d.label);
    });
    expect(between).toEqual(["int64 7", "-Infinity", "-1.5", "-0", "0"]);
  });

  it("whose bounds cross are empty", async () => {
    const t = await deploy();
    await insertAll(t);
    const crossed = await t.read(({ db }) =>
      db
        .query("things")
        .withIndex("by_value", (q) => q.gt("value", "b").lt("value", "a"))
        .collect(),
    );
    expect(crossed).toEqual([]);
  });
});

conformance("compound indexes", (deploy) => {
  async function withGroups(): Promise<Deployment> {
    const t = await deploy();
    await t.write(async ({ db }) => {
      for (const [label, group, value] of [
        ["b2", "b", 2],
        ["a1", "a", 1],
        ["none", undefined, 1],
        ["null", null, 1],
        ["a3", "a", 3],
        ["aa0", "aa", 0],
        ["a2", "a", 2],
      ] as const) {
        await db.insert("things", group === undefined ? { label, value } : { label, group, value });
      }
    });
    return t;
  }

  it("are ordered by their fields in turn", async () => {
    const t = await withGroups();
    const order = await t.read(async ({ db }) =>
      (await db.query("things").withIndex("by_group_and_value").collect()).map((d) => d.label),
    );
    expect(order).toEqual(["none", "null", "a1", "a2", "a3", "aa0", "b2"]);
  });

  it("take an equal prefix and a range on the next field", async () => {
    const t = await withGroups();
    const range = await t.read(async ({ db }) => {
      const things = db
        .query("things")
        .withIndex("by_group_and_value", (q) => q.eq("group", "a").gte("value", 2))
        .order("desc");
      return (await things.collect()).map((d) => d.label);
    });
    expect(range).toEqual(["a3", "a2"]);
  });

  it("tell a missing first field from a null one", async () => {
    const t = await withGroups();
    const first = (group: undefined | null) =>
      t.read(async ({ db }) => {
        const range = db
          .query("things")
          .withIndex("by_group_and_value", (q) => q.eq("group", group));
        return (await range.collect()).map((d) => d.label);
      });
    expect(await first(undefined)).toEqual(["none"]);
    expect(await first(null)).toEqual(["null"]);
  });

  it("break ties by creation", async () => {
    const t = await deploy();
    await t.write(async ({ db }) => {
      for (const label of ["first", "second", "third"]) {
        await db.insert("things", { label, group: "a", value: 1 });
      }
    });
    const order = (direction: "asc" | "desc") =>
      t.read(async ({ db }) => {
        const range = db.query("things").withIndex("by_group_and_value").order(direction);
        return (await range.collect()).map((d) => d.label);
      });
    expect(await order("asc")).toEqual(["first", "second", "third"]);
    expect(await order("desc")).toEqual(["third", "second", "first"]);
  });

  it("reach into nested fields", async () => {
    const t = await deploy();
    await t.write(async ({ db }) => {
      await db.insert("things", { label: "deep", nested: { depth: 9 } });
      await db.insert("things", { label: "no depth", nested: {} });
      await db.insert("things", { label: "not nested" });
      await db.insert("things", { label: "flat", nested: { depth: 1 } });
    });
    const order = await t.read(async ({ db }) =>
      (await db.query("things").withIndex("by_nested_depth").collect()).map((d) => d.label),
    );
    expect(order).toEqual(["no depth", "not nested", "flat", "deep"]);
  });
});

conformance("built-in indexes", (deploy) => {
  it("order tables by creation, and take ranges of creation times", async () => {
    const t = await deploy();
    for (const label of ["one", "two", "three"]) {
      await t.write(({ db }) => db.insert("things", { label }));
    }
    const later = await t.read(async ({ db }) => {
      const [, second] = await db.query("things").collect();
      const range = db
        .query("things")
        .withIndex("by_creation_time", (q) => q.gte("_creationTime", second?._creationTime ?? 0));
      return (await range.collect()).map((d) => d.label);
    });
    expect(later).toEqual(["two", "three"]);
    expect(
      await t.read(async ({ db }) =>
        (await db.query("things").order("desc").collect()).map((d) => d.label),
      ),
    ).toEqual(["three", "two", "one"]);
  });

  it("find a document by its id", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "found" }));
    const found = await t.read(({ db }) =>
      db
        .query("things")
        .withIndex("by_id", (q) => q.eq("_id", id))
        .unique(),
    );
    expect(found?.label).toBe("found");
  });
});

conformance("indexes follow writes", (deploy) => {
  const labelsOf = (t: Deployment, value: number) =>
    t.read(async ({ db }) => {
      const range = db.query("things").withIndex("by_value", (q) => q.eq("value", value));
      return (await range.collect()).map((d) => d.label);
    });

  it("when a document is patched, replaced or deleted", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "a", value: 1 }));
    await t.write(({ db }) => db.patch(id, { value: 2 }));
    expect([await labelsOf(t, 1), await labelsOf(t, 2)]).toEqual([[], ["a"]]);
    await t.write(({ db }) => db.replace(id, { label: "b", value: 3 }));
    expect([await labelsOf(t, 2), await labelsOf(t, 3)]).toEqual([[], ["b"]]);
    await t.write(({ db }) => db.delete(id));
    expect(await labelsOf(t, 3)).toEqual([]);
  });

  it("already inside the mutation that writes", async () => {
    const t = await deploy();
    await t.write(({ db }) => db.insert("things", { label: "old", value: 1 }));
    const seen = await t.write(async ({ db }) => {
      const old = await db.query("things").withIndex("by_value").first();
      if (old !== null) await db.delete(old._id);
      await db.insert("things", { label: "new", value: 0 });
      const moved = await db.insert("things", { label: "moved", value: 1 });
      await db.patch(moved, { value: -1 });
      return (await db.query("things").withIndex("by_value").collect()).map((d) => d.label);
    });
    expect(seen).toEqual(["moved", "new"]);
  });
});

conformance("wrong ranges", (deploy) => {
  /** Built past the types, as JavaScript may. */
  interface Untyped {
    withIndex(name: string, range?: (q: UntypedRange) => UntypedRange): Untyped;
    collect(): Promise<unknown>;
  }
  type UntypedRange = Record<"eq" | "gt" | "lt", (field: string, value: unknown) => UntypedRange>;

  const reading = (t: Deployment, build: (query: Untyped) => Untyped) =>
    t.read(({ db }) => build(db.query("things") as unknown as Untyped).collect());

  it("on an index that is not declared are refused", async () => {
    const t = await deploy();
    await expect(reading(t, (q) => q.withIndex("by_nothing"))).rejects.toThrow(/by_nothing/);
  });

  it("that skip a field of the index are refused", async () => {
    const t = await deploy();
    const skipping = reading(t, (q) =>
      q.withIndex("by_group_and_value", (range) => range.eq("value", 1)),
    );
    await expect(skipping).rejects.toThrow(/value/);
  });

  it("that go on after a range on an earlier field are refused", async () => {
    const t = await deploy();
    const goingOn = reading(t, (q) =>
      q.withIndex("by_group_and_value", (range) => range.gt("group", "a").eq("value", 1)),
    );
    await expect(goingOn).rejects.toThrow();
  });
});
