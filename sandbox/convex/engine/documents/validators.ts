import { CommitTsPlaceholder, jsonToConvex } from "convex/values";
import type { JSONValue, Value } from "convex/values";

/** A validator in the form that `exportArgs`, `exportReturns` and `schema.export()` give it. */
export type ValidatorJSON =
  | { type: "null" | "number" | "bigint" | "boolean" | "string" | "bytes" | "any" | "commitTs" }
  | { type: "literal"; value: JSONValue }
  | { type: "id"; tableName: string }
  | { type: "array"; value: ValidatorJSON }
  | { type: "record"; keys: ValidatorJSON; values: FieldJSON }
  | { type: "object"; value: Record<string, FieldJSON> }
  | { type: "union"; value: ValidatorJSON[] };

export interface FieldJSON {
  readonly fieldType: ValidatorJSON;
  readonly optional: boolean;
}

/** The name of the table that an id is of, as the validating component sees it; null for none. */
export type TableOfId = (id: string) => string | null;

/** Checks a value and says in Convex's words what is wrong with it, or answers null. */
export function checkValue(
  validator: ValidatorJSON,
  value: Value,
  tableOfId: TableOfId,
): string | null {
  return findProblem(validator, value, tableOfId, "")?.() ?? null;
}

/** Puts what is wrong into words. Of a union most members do not fit, and nobody wants to know why. */
type Problem = () => string;

/** @param path where in the whole value this one is, for the message: `.users[0].name` */
function findProblem(
  validator: ValidatorJSON,
  value: Value,
  tableOfId: TableOfId,
  path: string,
): Problem | null {
  switch (validator.type) {
    case "any":
      return null;
    case "id":
      return checkId(validator.tableName, value, tableOfId, path);
    case "literal":
      return checkLiteral(validator.value, value, path);
    case "array":
      return Array.isArray(value)
        ? firstProblem(value, (item, i) =>
            findProblem(validator.value, item, tableOfId, `${path}[${i}]`),
          )
        : noMatch(validator, value, path);
    case "record":
      return checkRecord(validator, value, tableOfId, path);
    case "object":
      return checkObject(validator, value, tableOfId, path);
    case "union":
      return checkUnion(validator, value, tableOfId, path);
    default:
      return isOfType(validator.type, value) ? null : noMatch(validator, value, path);
  }
}

type ScalarType = "null" | "number" | "bigint" | "boolean" | "string" | "bytes" | "commitTs";

function isOfType(type: ScalarType, value: Value): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "bytes":
      return value instanceof ArrayBuffer;
    case "bigint":
    case "commitTs":
      // A commit timestamp that is not known yet will be an int64.
      return typeof value === "bigint" || value instanceof CommitTsPlaceholder;
    default:
      return typeof value === type;
  }
}

function checkId(
  tableName: string,
  value: Value,
  tableOfId: TableOfId,
  path: string,
): Problem | null {
  const found = typeof value === "string" ? tableOfId(value) : null;
  if (found === null || typeof value !== "string") {
    return noMatch({ type: "id", tableName }, value, path);
  }
  if (found === tableName) return null;
  const where = found.startsWith("_") ? "a system table" : `table \`${found}\``;
  return () =>
    `Found ID "${value}" from ${where}, which does not match the table name in validator \`v.id("${tableName}")\`.${atPath(path)}`;
}

function checkLiteral(literal: JSONValue, value: Value, path: string): Problem | null {
  return Object.is(jsonToConvex(literal), value)
    ? null
    : () =>
        `\`${showValue(value)}\` does not match literal validator \`v.literal(${showLiteral(literal)})\`.${atPath(path)}`;
}

function checkRecord(
  validator: ValidatorJSON & { type: "record" },
  value: Value,
  tableOfId: TableOfId,
  path: string,
): Problem | null {
  if (!isObject(value)) return noMatch(validator, value, path);
  return firstProblem(
    Object.entries(value),
    ([key, item]) =>
      findProblem(validator.keys, key, tableOfId, `${path}.keys()`) ??
      findProblem(validator.values.fieldType, item ?? null, tableOfId, `${path}.values()`),
  );
}

function checkObject(
  validator: ValidatorJSON & { type: "object" },
  value: Value,
  tableOfId: TableOfId,
  path: string,
): Problem | null {
  if (!isObject(value)) return noMatch(validator, value, path);
  for (const [name, field] of sortedEntries(validator.value)) {
    const item = value[name];
    if (item === undefined) {
      if (field.optional) continue;
      return () =>
        `Object is missing the required field \`${name}\`. Consider wrapping the field validator in \`v.optional(...)\` if this is expected.\n${aboutObject(validator, value, path)}`;
    }
    const problem = findProblem(field.fieldType, item, tableOfId, `${path}.${name}`);
    if (problem !== null) return problem;
  }
  const extra = Object.keys(value).find((name) => !Object.hasOwn(validator.value, name));
  return extra === undefined
    ? null
    : () =>
        `Object contains extra field \`${extra}\` that is not in the validator.\n${aboutObject(validator, value, path)}`;
}

function aboutObject(validator: ValidatorJSON, value: Value, path: string): string {
  return `${atPath(path)}\nObject: ${showValue(value)}\nValidator: ${showValidator(validator)}`;
}

function checkUnion(
  validator: ValidatorJSON & { type: "union" },
  value: Value,
  tableOfId: TableOfId,
  path: string,
): Problem | null {
  const [only] = validator.value;
  if (only !== undefined && validator.value.length === 1) {
    return findProblem(only, value, tableOfId, path);
  }
  const fits = validator.value.some((one) => findProblem(one, value, tableOfId, path) === null);
  return fits ? null : noMatch(validator, value, path);
}

function noMatch(validator: ValidatorJSON, value: Value, path: string): Problem {
  return () =>
    `Value does not match validator.\n${atPath(path)}\nValue: ${showValue(value)}\nValidator: ${showValidator(validator)}`;
}

function atPath(path: string): string {
  return path === "" ? "" : `Path: ${path}`;
}

function firstProblem<T>(
  items: readonly T[],
  check: (item: T, index: number) => Problem | null,
): Problem | null {
  for (const [index, item] of items.entries()) {
    const problem = check(item, index);
    if (problem !== null) return problem;
  }
  return null;
}

/** The validator as one would write it: `v.object({name: v.string()})`. */
export function showValidator(validator: ValidatorJSON): string {
  switch (validator.type) {
    case "number":
      return "v.float64()";
    case "bigint":
      return "v.int64()";
    case "literal":
      return `v.literal(${showLiteral(validator.value)})`;
    case "id":
      return `v.id("${validator.tableName}")`;
    case "array":
      return `v.array(${showValidator(validator.value)})`;
    case "record":
      return `v.record(${showValidator(validator.keys)}, ${showValidator(validator.values.fieldType)})`;
    case "union":
      return `v.union(${validator.value.map(showValidator).join(", ")})`;
    case "object": {
      const fields = sortedEntries(validator.value).map(([name, { fieldType, optional }]) => {
        const shown = showValidator(fieldType);
        return `${name}: ${optional ? `v.optional(${shown})` : shown}`;
      });
      return `v.object({${fields.join(", ")}})`;
    }
    default:
      return `v.${validator.type}()`;
  }
}

function showLiteral(literal: JSONValue): string {
  const value = jsonToConvex(literal);
  if (typeof value === "bigint") return "<bigint>";
  return typeof value === "number" ? showNumber(value) : JSON.stringify(literal);
}

/** A value as Convex's error messages show it. */
export function showValue(value: Value | undefined): string {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (typeof value === "number") return showNumber(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof ArrayBuffer) return `<${value.byteLength} bytes>`;
  if (value instanceof CommitTsPlaceholder) return String(value);
  if (Array.isArray(value)) return `[${value.map(showValue).join(", ")}]`;
  const fields = Object.entries(value).map(([name, item]) => `${name}: ${showValue(item)}`);
  return `{${fields.join(", ")}}`;
}

function showNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value);
}

type Fields = Readonly<Record<string, FieldJSON>>;
const sorted = new WeakMap<Fields, [string, FieldJSON][]>();

/** The fields of an object validator by name, which is the order in which Convex checks them. */
function sortedEntries(fields: Fields): [string, FieldJSON][] {
  let entries = sorted.get(fields);
  if (entries === undefined) {
    entries = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
    sorted.set(fields, entries);
  }
  return entries;
}

/** Whether a Convex value is an object with fields. */
export function isObject(
  value: Value | undefined,
): value is { [field: string]: Value | undefined } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ArrayBuffer) &&
    !(value instanceof CommitTsPlaceholder)
  );
}
