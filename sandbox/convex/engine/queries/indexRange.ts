import { afterPrefix, encodeValue } from "../values/keys";
import { showValue } from "../documents/validators";
import { queryValue } from "./serialized";
import type { Index } from "../documents/catalog";
import type { Key } from "../../../kv/types";
import type { RangeExpression } from "./serialized";

const MORE = "For more information see https://docs.convex.dev/using/indexes.";

/**
 * The keys of an index that a `withIndex` range asks for: equalities on its first fields, then at
 * most one lower and one upper bound on the next one.
 * @param name `table.index`, for messages
 * @throws in Convex's words when the range does not fit the index
 */
export function keyRange(
  index: Index,
  name: string,
  expressions: readonly RangeExpression[],
): { start: Key; end: Key } {
  const equal = new Map<string, RangeExpression>();
  let lower: RangeExpression | null = null;
  let upper: RangeExpression | null = null;
  for (const expression of expressions) {
    if (expression.type === "Eq") {
      if (equal.has(expression.fieldPath)) throw alreadyDefined("equality", expression);
      equal.set(expression.fieldPath, expression);
    } else if (expression.type === "Gt" || expression.type === "Gte") {
      if (lower !== null) throw alreadyDefined("lower", expression);
      lower = expression;
    } else {
      if (upper !== null) throw alreadyDefined("upper", expression);
      upper = expression;
    }
  }
  const bounded = boundedField(name, lower, upper);
  const fields = checkFields(index, name, [...equal.keys()], bounded);
  let prefix = index.prefix;
  for (const field of fields) prefix += encodeQueryValue(equal.get(field));
  return {
    start: lower === null ? prefix : lowerKey(prefix, lower),
    end: upper === null ? afterPrefix(prefix) : upperKey(prefix, upper),
  };
}

function lowerKey(prefix: Key, bound: RangeExpression): Key {
  const key = prefix + encodeQueryValue(bound);
  return bound.type === "Gt" ? afterPrefix(key) : key;
}

function upperKey(prefix: Key, bound: RangeExpression): Key {
  const key = prefix + encodeQueryValue(bound);
  return bound.type === "Lte" ? afterPrefix(key) : key;
}

function encodeQueryValue(expression: RangeExpression | undefined): Key {
  return expression === undefined ? "" : encodeValue(queryValue(expression.value));
}

function boundedField(
  name: string,
  lower: RangeExpression | null,
  upper: RangeExpression | null,
): string | null {
  if (lower !== null && upper !== null && lower.fieldPath !== upper.fieldPath) {
    throw new Error(
      `Upper and lower bounds in \`range\` can only be applied to a single index field. This query against index ${name} attempted to set a range bound on both "${lower.fieldPath}" and "${upper.fieldPath}". Consider using \`filter\` instead. See https://docs.convex.dev/using/indexes for more info.`,
    );
  }
  return (lower ?? upper)?.fieldPath ?? null;
}

/** Answers with the fields of the equalities in the order of the index. */
function checkFields(
  index: Index,
  name: string,
  equal: readonly string[],
  bounded: string | null,
): string[] {
  const positionOf = (field: string) => index.fields.indexOf(field);
  const declared = index.fields.filter((field) => field !== "_id" || index.name === "by_id");
  const unknown = [...equal, ...(bounded === null ? [] : [bounded])].find(
    (field) => positionOf(field) < 0,
  );
  if (unknown !== undefined) {
    throw new Error(
      `The index range included a comparison with "${unknown}", but ${name} with fields ${list(declared)} doesn't index this field. ${MORE}`,
    );
  }
  const inOrder = [...equal].sort((a, b) => positionOf(a) - positionOf(b));
  const used = bounded === null ? inOrder : [...inOrder, bounded];
  const wrong = used.find((field, i) => index.fields[i] !== field);
  if (wrong !== undefined) {
    throw new Error(
      `Tried to query index ${name} but the query didn't use the index fields in order.\nIndex fields: ${list(declared)}\nQuery fields: ${list(used)}\nFirst incorrect field: "${wrong}"\n${MORE}`,
    );
  }
  return inOrder;
}

function list(fields: readonly string[]): string {
  return `[${fields.map((field) => `"${field}"`).join(", ")}]`;
}

const OPERATORS = { Eq: "==", Gt: ">", Gte: ">=", Lt: "<", Lte: "<=" } as const;

function alreadyDefined(kind: "equality" | "lower" | "upper", expression: RangeExpression): Error {
  const { fieldPath, type, value } = expression;
  const shown = `"${fieldPath}" ${OPERATORS[type]} ${showValue(queryValue(value))}`;
  return new Error(`Already defined ${kind} bound in index range. Can't add ${shown}.`);
}
