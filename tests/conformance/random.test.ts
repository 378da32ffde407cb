import fc from "fast-check";
import type { Value } from "convex/values";
import { expect, it } from "vitest";
import { api } from "./app/api";
import { handOver } from "./app/inline";
import type { Id, MutationCtx, QueryCtx } from "./app/server";
import { indexedValue } from "./arbitraries";
import type { Deployment, Implementation } from "./deployment";
import { onConvexTest } from "./onConvexTest";
import { onLocalEngine } from "./onLocalEngine";

/** One write; `which` chooses among the documents that were ever inserted, deleted ones too. */
type Write =
  | { do: "insert"; value: Value | undefined; group: Group }
  | { do: "patch" | "replace"; which: number; value: Value | undefined }
  | { do: "delete"; which: number }
  | ({ do: "nested" } & Transaction);

type Group = "a" | "b" | null | undefined;

interface Transaction {
  writes: Write[];
  /** Whether it throws at its end, so that nothing of it may remain. */
  throws: boolean;
}

/** A range on `value`, in one group or over all, as a whole, its beginning, or page by page. */
interface Read {
  group: { is: Group } | "all";
  lower: { bound: "gt" | "gte"; value: Value | undefined } | null;
  upper: { bound: "lt" | "lte"; value: Value | undefined } | null;
  order: "asc" | "desc";
  how: "collect" | { take: number } | { pagesOf: number };
}

const value = fc.option(indexedValue, { nil: undefined, freq: 6 });
const which = fc.nat(25);
const group = fc.constantFrom<Group[]>("a", "b", null, undefined);

const insert = fc.record({ do: fc.constant("insert" as const), value, group });

const simpleWrite: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: insert },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("patch" as const, "replace" as const),
      which,
      value,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), which }) },
);

const throws = fc.nat(4).map((n) => n === 0);

const nested: fc.Arbitrary<Write> = fc.record({
  do: fc.constant("nested" as const),
  writes: fc.array(simpleWrite, { minLength: 1, maxLength: 4 }),
  throws,
});

const transaction: fc.Arbitrary<Transaction> = fc.record({
  writes: fc.array(
    fc.oneof({ weight: 5, arbitrary: simpleWrite }, { weight: 1, arbitrary: nested }),
    { minLength: 1, maxLength: 6 },
  ),
  throws,
});

/** Enough documents for ranges to hold some. */
const beginning: fc.Arbitrary<Transaction> = fc.record({
  writes: fc.array(insert, { minLength: 6, maxLength: 20 }),
  throws: fc.constant(false),
});

const read: fc.Arbitrary<Read> = fc.record({
  group: fc.oneof(fc.constant("all" as const), fc.record({ is: group })),
  lower: fc.option(fc.record({ bound: fc.constantFrom("gt" as const, "gte" as const), value })),
  upper: fc.option(fc.record({ bound: fc.constantFrom("lt" as const, "lte" as const), value })),
  order: fc.constantFrom("asc" as const, "desc" as const),
  how: fc.oneof(
    fc.constant("collect" as const),
    fc.record({ take: fc.nat(4) }),
    fc.record({ pagesOf: fc.integer({ min: 1, max: 4 }) }),
  ),
});

const TIMEOUT_MS = 120_000;

it(
  "random writes and range reads have the same answers on both",
  { timeout: TIMEOUT_MS },
  async () => {
    const steps = fc.array(fc.oneof(transaction, read), { minLength: 3, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(beginning, steps, async (beginning, steps) => {
        const script = [beginning, ...steps];
        const expected = await answers(onConvexTest, script);
        expect(await answers(onLocalEngine, script)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  },
);

/** Every document is known by its label: the number of its insertion, the same on both sides. */
async function answers(
  implementation: Implementation,
  script: readonly (Transaction | Read)[],
): Promise<unknown[]> {
  const t = await implementation.deploy();
  const ids: Id<"things">[] = [];
  const given: unknown[] = [];
  for (const step of script) {
    given.push("writes" in step ? await runTransaction(t, step, ids) : await runRead(t, step));
  }
  await t.close();
  return given;
}

async function runTransaction(
  t: Deployment,
  transaction: Transaction,
  ids: Id<"things">[],
): Promise<unknown> {
  return rolledBack(ids, () => t.write((ctx) => applyAll(ctx, transaction, ids)));
}

/** Forgets the ids that a transaction made when it throws; null then. */
async function rolledBack<T>(ids: Id<"things">[], run: () => Promise<T>): Promise<T | null> {
  const known = ids.length;
  return run().catch(() => {
    ids.length = known;
    return null;
  });
}

async function applyAll(
  ctx: MutationCtx,
  { writes, throws }: Transaction,
  ids: Id<"things">[],
): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const write of writes) {
    outcomes.push(await apply(ctx, write, ids).catch(() => "refused"));
  }
  if (throws) throw new Error("rolled back");
  return outcomes;
}

async function apply(ctx: MutationCtx, write: Write, ids: Id<"things">[]): Promise<unknown> {
  const { db } = ctx;
  if (write.do === "insert") {
    const document = { label: String(ids.length), value: write.value, group: write.group };
    ids.push(await db.insert("things", document));
    return "inserted";
  }
  if (write.do === "nested") {
    const inner = handOver((ctx: MutationCtx) => applyAll(ctx, write, ids));
    return rolledBack(ids, () => ctx.runMutation(api.inline.write, inner));
  }
  const id = ids[write.which % Math.max(ids.length, 1)];
  if (id === undefined) return "nothing to change";
  if (write.do === "delete") await db.delete(id);
  else if (write.do === "patch") await db.patch(id, { value: write.value });
  else await db.replace(id, { label: String(ids.indexOf(id)), value: write.value });
  return "changed";
}

async function runRead(t: Deployment, read: Read): Promise<unknown> {
  const { how } = read;
  if (how === "collect") return t.read(async (ctx) => shown(await rangeOf(ctx, read).collect()));
  if ("take" in how) return t.read(async (ctx) => shown(await rangeOf(ctx, read).take(how.take)));
  const pages: unknown[] = [];
  for (let cursor: string | null = null, done = false; !done;) {
    const options: { cursor: string | null; numItems: number } = { cursor, numItems: how.pagesOf };
    const page = await t.read((ctx) => rangeOf(ctx, read).paginate(options));
    pages.push(...shown(page.page));
    [cursor, done] = [page.continueCursor, page.isDone];
  }
  return pages;
}

function rangeOf({ db }: QueryCtx, { group, lower, upper, order }: Read) {
  // The builder's types know one order of calls only; here the calls depend on the data.
  type Bounds = Record<"gt" | "gte" | "lt" | "lte", (field: "value", value: unknown) => Bounds>;
  const bounded = <Range>(range: Range): Range => {
    let bounds = range as unknown as Bounds;
    if (lower !== null) bounds = bounds[lower.bound]("value", lower.value);
    if (upper !== null) bounds = bounds[upper.bound]("value", upper.value);
    return bounds as unknown as Range;
  };
  const things = db.query("things");
  return group === "all"
    ? things.withIndex("by_value", (q) => bounded(q)).order(order)
    : things
        .withIndex("by_group_and_value", (q) => bounded(q.eq("group", group.is) as never))
        .order(order);
}

function shown(things: readonly { label: string; value?: unknown; group?: unknown }[]): unknown[] {
  return things.map(({ label, value, group }) => ({ label, value, group }));
}
