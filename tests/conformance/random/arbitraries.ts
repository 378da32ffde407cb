import fc from "fast-check";
import type { Value } from "convex/values";
import { indexedValue, mixedScalar } from "../arbitraries";
import { bytes } from "../values";
import {
  INDEXES,
  type Article,
  type Filter,
  type How,
  type IndexName,
  type Operation,
  type Program,
  type Range,
  type Read,
  type Step,
  type ThingFields,
  type Transaction,
  type ValidatedCall,
} from "./program";

const which = fc.nat(25);
const now = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const seldom = fc.nat(4).map((n) => n === 0);
const order = fc.constantFrom("asc" as const, "desc" as const);

/** What the fields of `things` hold. The same few values come again, so that ranges meet them. */
const field = {
  value: fc.option(indexedValue, { nil: undefined, freq: 6 }),
  group: fc.constantFrom<ThingFields["group"][]>("a", "b", null, undefined),
  maybe: fc.constantFrom<ThingFields["maybe"][]>(
    undefined,
    null,
    -1n,
    2n ** 62n,
    "",
    "a",
    bytes(),
    bytes(0),
    bytes(0, 255),
  ),
  depth: fc.constantFrom(-0, 0, 1, 1.5, NaN, -Infinity),
};
const nested: fc.Arbitrary<ThingFields["nested"]> = fc.option(
  fc.oneof(fc.record({ depth: field.depth }), now({})),
  { nil: undefined },
);
const thing = fc.record({ value: field.value, group: field.group, maybe: field.maybe, nested });
const someOfThing: fc.Arbitrary<Partial<ThingFields>> = fc.record(
  { value: field.value, group: field.group, maybe: field.maybe, nested },
  { requiredKeys: [] },
);

/** What ranges are bound by, field by field. */
const boundOf: Record<string, fc.Arbitrary<Value | undefined>> = {
  value: field.value,
  label: fc.constantFrom("", "0", "1", "10", "3", "7"),
  group: field.group,
  maybe: field.maybe,
  "nested.depth": fc.option(field.depth, { nil: undefined }),
};

const range: fc.Arbitrary<Range> = fc
  .constantFrom(...(Object.keys(INDEXES) as IndexName[]))
  .chain((index) => {
    const bounds = INDEXES[index].map((name) => boundOf[name] ?? field.value);
    return fc.nat(bounds.length).chain((equals) => {
      const value = bounds[equals] ?? field.value;
      const isOpen = equals === bounds.length;
      const bounded = <B extends string>(...kinds: B[]) =>
        isOpen ? now(null) : fc.option(fc.record({ bound: fc.constantFrom(...kinds), value }));
      return fc.record({
        index: now(index),
        equal: fc.tuple(...bounds.slice(0, equals)),
        lower: bounded("gt", "gte"),
        upper: bounded("lt", "lte"),
        order,
      });
    });
  });

/** Order between different types is an intended difference; labels are all text. */
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.record({
      is: fc.constantFrom("eq" as const, "neq" as const),
      field: fc.constantFrom("value", "group", "maybe", "nested.depth", "nested", "nowhere"),
      value: fc.oneof(mixedScalar, field.maybe, field.group),
    }),
    fc.record({
      is: fc.constantFrom("gt" as const, "gte" as const, "lt" as const, "lte" as const),
      label: fc.constantFrom("", "1", "4", "9"),
    }),
    fc.record({
      is: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("filter"), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ is: now("not"), part: tie("filter") }),
  ),
}));

const maybeFilter: fc.Arbitrary<Filter | null> = fc.option(filter, { freq: 3 });

const how: fc.Arbitrary<How> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("collect" as const, "first" as const, "unique" as const),
  },
  { weight: 1, arbitrary: fc.record({ take: fc.nat(4) }) },
);

const vocabulary = ["gulls", "harbour", "storm", "meadow", "larks"];
const words = fc.subarray(vocabulary);
const someWords = fc.subarray(vocabulary, { minLength: 1 });
const topic = fc.constantFrom("sea", "land");

const readThings: fc.Arbitrary<Read> = fc.record({
  from: now("things"),
  range,
  filter: maybeFilter,
  how,
});

const readOther: fc.Arbitrary<Read> = fc.oneof(
  fc.record({ from: now("articles"), words: someWords, topic: fc.option(topic) }),
  fc.record({ from: now("one"), which }),
  fc.record({ from: now("since"), which, order }),
  fc.record({ from: fc.constantFrom("jobs" as const, "files" as const, "notes" as const) }),
);

const read: fc.Arbitrary<Read> = fc.oneof(
  { weight: 3, arbitrary: readThings },
  { weight: 2, arbitrary: readOther },
);

/** Documents for the table with a validator of each kind; every field may be of a wrong type. */
const strictDocument = fc.record(
  {
    kind: fc.constantFrom<Value[]>("circle", "square", "oval", 1),
    count: fc.constantFrom<Value[]>(1, 1, 1n, "1"),
    tags: fc.constantFrom<(Value | undefined)[]>(undefined, [], ["a"], ["a", 1], "a", null),
    big: fc.constantFrom<(Value | undefined)[]>(undefined, 1n, 1),
    bytes: fc.constantFrom<(Value | undefined)[]>(undefined, bytes(1), "AQ=="),
    shape: fc.constantFrom<(Value | undefined)[]>(
      undefined,
      { type: "circle", radius: 1 },
      { type: "square", side: 1 },
      { type: "circle", side: 1 },
      { type: "square", side: 1, more: 1 },
    ),
    nothing: fc.constantFrom<(Value | undefined)[]>(undefined, null, 0),
  },
  { requiredKeys: ["count"] },
);

const article: fc.Arbitrary<Article> = fc.record({ words, topic });

const insert: fc.Arbitrary<Operation> = fc.record({ do: now("insert"), fields: thing });

const add: fc.Arbitrary<Operation> = fc.record({
  do: now("write article"),
  which: now("new"),
  article,
});

const simple: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: insert },
  { weight: 4, arbitrary: fc.record({ do: now("patch"), which, fields: someOfThing }) },
  { weight: 2, arbitrary: fc.record({ do: now("replace"), which, fields: thing }) },
  { weight: 3, arbitrary: fc.record({ do: now("delete"), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: now("write article"),
      which: fc.oneof(now("new"), which),
      article,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: now("delete article"), which }) },
  { weight: 2, arbitrary: fc.record({ do: now("insert strict"), document: strictDocument }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: now("take for another"),
      which,
      how: fc.constantFrom("get", "patch", "replace", "delete", "normalize"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: now("schedule"),
      ms: fc.constantFrom(0, 500, 1000),
      fails: seldom,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: now("cancel"), which }) },
  { weight: 1, arbitrary: fc.record({ do: now("delete file"), which }) },
  { weight: 4, arbitrary: fc.record({ do: now("read"), read }) },
  { weight: 1, arbitrary: fc.record({ do: now("nested query"), read, throws: seldom }) },
);

const { transaction } = fc.letrec<{ transaction: Transaction; operation: Operation }>((tie) => ({
  operation: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 6, arbitrary: simple },
    {
      weight: 1,
      arbitrary: fc.record({ do: now("nested mutation"), transaction: tie("transaction") }),
    },
  ),
  transaction: fc.record({
    operations: fc.array(tie("operation"), { minLength: 1, maxLength: 6 }),
    throws: seldom,
  }),
}));

const validated: fc.Arbitrary<ValidatedCall> = fc.oneof(
  fc.record({
    name: now("describe"),
    args: fc.record(
      {
        name: fc.constantFrom<Value[]>("Ada", "Ada", 1),
        role: fc.constantFrom<Value[]>("reader", "writer", "admin"),
        age: fc.constantFrom<Value[]>(36, 36n, null),
        contact: fc.constantFrom<Value[]>(null, { email: "a" }, {}, { email: "a", phone: "1" }),
        tags: fc.constantFrom<Value[]>([], ["a"], [null]),
        more: fc.constantFrom<Value[]>(1),
      },
      { requiredKeys: ["name"] },
    ),
  }),
  fc.record({
    name: fc.constantFrom("returnsWhatItGets" as const, "mutationReturnsWhatItGets" as const),
    args: fc.record({
      value: fc.oneof(
        fc.record({ known: mixedScalar }),
        fc.record({ known: now("text"), more: mixedScalar }),
        mixedScalar,
      ),
    }),
  }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: now("mutation"), transaction }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: now("query"),
      reads: fc.array(read, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: now("walk"),
      things: fc.record({ range, filter: maybeFilter }),
      numItems: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: now("action"),
      transactions: fc.array(transaction, { minLength: 1, maxLength: 2 }),
      throws: seldom,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: now("turn page"),
      pager: fc.nat(1),
      numItems: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: now("store"), text: fc.constantFrom("", "a", "Grüße") }),
  },
  { weight: 2, arbitrary: fc.record({ do: now("wait"), ms: fc.constantFrom(0, 500, 2000) }) },
  { weight: 2, arbitrary: fc.record({ do: now("call"), validated }) },
);

/** Enough documents for ranges and searches to hold some. */
const beginning: fc.Arbitrary<Step> = fc.record({
  do: now("mutation"),
  transaction: fc.record({
    operations: fc.array(
      fc.oneof({ weight: 3, arbitrary: insert }, { weight: 1, arbitrary: add }),
      {
        minLength: 6,
        maxLength: 25,
      },
    ),
    throws: now(false),
  }),
});

/** Programs, and the two ranges that their pagers leaf through while the rest goes on. */
export const program: fc.Arbitrary<{ program: Program; pagers: readonly [Range, Range] }> =
  fc.record({
    pagers: fc.tuple(range, range),
    program: fc
      .tuple(beginning, fc.array(step, { minLength: 3, maxLength: 20 }))
      .map(([first, rest]) => [first, ...rest]),
  });
