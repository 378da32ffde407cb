import type { Value } from "convex/values";

/**
 * A random program, as plain data: the same one runs on every implementation. Documents, files and
 * jobs are named by the number of their making (`which`), counted over again when there are fewer;
 * deleted ones keep their numbers.
 */
export type Program = readonly Step[];

export type Step =
  | { readonly do: "mutation"; readonly transaction: Transaction }
  | { readonly do: "query"; readonly reads: readonly Read[] }
  | { readonly do: "action"; readonly transactions: readonly Transaction[]; throws: boolean }
  | { readonly do: "walk"; readonly things: ThingsRead; readonly numItems: number }
  | { readonly do: "turn page"; readonly pager: number; readonly numItems: number }
  | { readonly do: "store"; readonly text: string }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "call"; readonly validated: ValidatedCall };

export interface Transaction {
  readonly operations: readonly Operation[];
  /** Whether it throws at its end, so that nothing of it may remain. */
  readonly throws: boolean;
}

/** What a mutation does next. Those that are refused are caught, and the mutation goes on. */
export type Operation =
  | { readonly do: "insert"; readonly fields: ThingFields }
  | { readonly do: "patch"; readonly which: number; readonly fields: Partial<ThingFields> }
  | { readonly do: "replace"; readonly which: number; readonly fields: ThingFields }
  | { readonly do: "delete"; readonly which: number }
  | { readonly do: "write article"; readonly which: number | "new"; readonly article: Article }
  | { readonly do: "delete article"; readonly which: number }
  | { readonly do: "insert strict"; readonly document: Readonly<Record<string, Value | undefined>> }
  | { readonly do: "take for another"; readonly which: number; readonly how: Confusion }
  | { readonly do: "schedule"; readonly ms: number; readonly fails: boolean }
  | { readonly do: "cancel"; readonly which: number }
  | { readonly do: "delete file"; readonly which: number }
  | { readonly do: "read"; readonly read: Read }
  | { readonly do: "nested query"; readonly read: Read; readonly throws: boolean }
  | { readonly do: "nested mutation"; readonly transaction: Transaction };

/** Ways to take the id of one table for that of another. */
export type Confusion = "get" | "patch" | "replace" | "delete" | "normalize";

/** A document of `things`, but for its label, which is its number. */
export interface ThingFields {
  readonly value: Value | undefined;
  readonly group: "a" | "b" | null | undefined;
  readonly maybe: string | bigint | ArrayBuffer | null | undefined;
  readonly nested: { readonly depth?: number } | undefined;
}

/** An article's words are few and none begins another, as convex-test ranks and matches simply. */
export interface Article {
  readonly words: readonly string[];
  readonly topic: string;
}

/** What a query or a mutation reads next. */
export type Read =
  | ({ readonly from: "things"; readonly how: How } & ThingsRead)
  | { readonly from: "articles"; readonly words: readonly string[]; readonly topic: string | null }
  | { readonly from: "one"; readonly which: number }
  | { readonly from: "since"; readonly which: number; readonly order: Order }
  | { readonly from: "jobs" }
  | { readonly from: "files" }
  | { readonly from: "notes" };

export type Order = "asc" | "desc";

/** An index range: equal first fields, then bounds on the next one. */
export interface Range {
  readonly index: IndexName;
  readonly equal: readonly (Value | undefined)[];
  readonly lower: { readonly bound: "gt" | "gte"; readonly value: Value | undefined } | null;
  readonly upper: { readonly bound: "lt" | "lte"; readonly value: Value | undefined } | null;
  readonly order: Order;
}

/** The indexes of `things` and their fields. */
export const INDEXES = {
  by_value: ["value"],
  by_label: ["label"],
  by_group_and_value: ["group", "value"],
  by_nested_depth: ["nested.depth"],
  by_maybe_and_group_and_depth: ["maybe", "group", "nested.depth"],
} as const;

export type IndexName = keyof typeof INDEXES;

export interface ThingsRead {
  readonly range: Range;
  readonly filter: Filter | null;
}

export type How = "collect" | "first" | "unique" | { readonly take: number };

export type Filter =
  | { readonly is: "eq" | "neq"; readonly field: string; readonly value: Value | undefined }
  | { readonly is: "gt" | "gte" | "lt" | "lte"; readonly label: string }
  | { readonly is: "and" | "or"; readonly parts: readonly Filter[] }
  | { readonly is: "not"; readonly part: Filter };

/** A call of a function of `validated.ts`, with arguments that it may or may not take. */
export interface ValidatedCall {
  readonly name: "describe" | "returnsWhatItGets" | "mutationReturnsWhatItGets";
  readonly args: Readonly<Record<string, Value | undefined>>;
}
