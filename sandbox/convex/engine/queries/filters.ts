import { compareValues } from "convex/values";
import type { JSONValue, Value } from "convex/values";
import { fieldAt } from "../documents/rows";
import { queryValue } from "./serialized";
import type { Document } from "../documents/rows";

type Operand = Value | undefined;
type Expression = { readonly [operator: string]: JSONValue };

/** Whether a document passes a `.filter()`, given as `convex/server` serialises it. */
export function passesFilter(expression: JSONValue, document: Document): boolean {
  return isTrue(evaluate(expression, document));
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $neq: (order) => order !== 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
};

const ARITHMETIC: Readonly<
  Record<string, { float(a: number, b: number): number; int(a: bigint, b: bigint): bigint }>
> = {
  $add: { float: (a, b) => a + b, int: (a, b) => a + b },
  $sub: { float: (a, b) => a - b, int: (a, b) => a - b },
  $mul: { float: (a, b) => a * b, int: (a, b) => a * b },
  $div: { float: (a, b) => a / b, int: (a, b) => a / b },
  $mod: { float: (a, b) => a % b, int: (a, b) => a % b },
};

function evaluate(json: JSONValue, document: Document): Operand {
  const [operator, operand] = Object.entries(json as Expression)[0] ?? ["nothing", null];
  if (operator === "$field") return fieldAt(document, operand as string);
  if (operator === "$literal") return queryValue(operand);
  if (operator === "$and") return list(operand).every((one) => passesFilter(one, document));
  if (operator === "$or") return list(operand).some((one) => passesFilter(one, document));
  if (operator === "$not") return !passesFilter(operand, document);
  if (operator === "$neg") return negate(evaluate(operand, document));
  const [left, right] = list(operand).map((one) => evaluate(one, document));
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return comparison(compareValues(left, right));
  return calculate(operator, left, right);
}

function list(operand: JSONValue): readonly JSONValue[] {
  return Array.isArray(operand) ? operand : [];
}

function isTrue(value: Operand): boolean {
  if (typeof value === "boolean") return value;
  throw new Error("The expression of a filter must be a boolean.");
}

function negate(value: Operand): Operand {
  if (typeof value === "number" || typeof value === "bigint") return -value;
  throw new Error("Only numbers can be negated in a filter.");
}

function calculate(operator: string, left: Operand, right: Operand): Operand {
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic === undefined) throw new Error(`Unknown operator ${operator} in a filter.`);
  if (typeof left === "number" && typeof right === "number") return arithmetic.float(left, right);
  if (typeof left === "bigint" && typeof right === "bigint") return arithmetic.int(left, right);
  throw new Error(`The operator ${operator} of a filter needs two numbers of the same type.`);
}
