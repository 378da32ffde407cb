import { jsonToConvex } from "convex/values";
import type { JSONValue, Value } from "convex/values";

/** A query as `convex/server` sends it with `queryStream` and `queryPage`. */
export interface SerializedQuery {
  readonly source: Source;
  readonly operators: readonly Operator[];
}

export type Operator = { readonly filter: JSONValue } | { readonly limit: number };
export type Order = "asc" | "desc";

export type Source =
  | { readonly type: "FullTableScan"; readonly tableName: string; readonly order: Order | null }
  | {
      readonly type: "IndexRange";
      /** `table.index` */
      readonly indexName: string;
      readonly range: readonly RangeExpression[];
      readonly order: Order | null;
    }
  | {
      readonly type: "Search";
      /** `table.index` */
      readonly indexName: string;
      readonly filters: readonly SearchFilter[];
    };

export interface RangeExpression {
  readonly type: "Eq" | "Gt" | "Gte" | "Lt" | "Lte";
  readonly fieldPath: string;
  readonly value: JSONValue;
}

export type SearchFilter =
  | { readonly type: "Search"; readonly fieldPath: string; readonly value: string }
  | { readonly type: "Eq"; readonly fieldPath: string; readonly value: JSONValue };

/** A value of a query, where `undefined` stands for a field that is not there. */
export function queryValue(json: JSONValue): Value | undefined {
  const isUndefined = typeof json === "object" && json !== null && "$undefined" in json;
  return isUndefined ? undefined : jsonToConvex(json);
}

/** Takes `table.index` apart. */
export function splitIndexName(name: string): { table: string; index: string } {
  const dot = name.indexOf(".");
  return { table: name.slice(0, dot), index: name.slice(dot + 1) };
}
