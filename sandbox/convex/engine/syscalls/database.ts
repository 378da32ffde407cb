import { jsonToConvex } from "convex/values";
import type { JSONValue, Value } from "convex/values";
import { tableNumberOf } from "../values/ids";
import { isObject, showValue } from "../documents/validators";
import { toDocument } from "../documents/rows";
import { queryValue } from "../queries/serialized";
import { json } from "./types";
import type { Document, Row } from "../documents/rows";
import type { Table } from "../documents/catalog";
import type { Execution } from "../runtime/execution";
import type { AsyncSyscall, SyncSyscall } from "./types";

interface IdArgs {
  readonly id: string;
  readonly table?: string | undefined;
}

function get(execution: Execution, args: IdArgs & { readonly isSystem?: boolean }): string {
  const table = tableOf(execution, "get", args);
  if (table === null) return json(null);
  guardSystem(table, args.isSystem === true);
  return execution.tx.get(table, args.id)?.json ?? json(null);
}

function insert(
  execution: Execution,
  args: { readonly table: string; readonly value: JSONValue },
): string {
  const table = execution.core.catalog.table(execution.component.path, args.table);
  guardWrite(execution, table);
  const value = jsonToConvex(args.value);
  const fields = objectArgument("insert", value);
  for (const name of SYSTEM_FIELDS) {
    if (fields[name] !== undefined) {
      throw new Error(
        `Provided document already has the field \`${name}\`, which Convex sets by itself.`,
      );
    }
  }
  return json({ _id: execution.tx.insert(table, fields) });
}

function patch(execution: Execution, args: IdArgs & { readonly value: JSONValue }): string {
  const { table, row } = existing(execution, "patch", "Update", args);
  if (typeof args.value !== "object" || args.value === null || Array.isArray(args.value)) {
    throw notAnObject("patch");
  }
  const before = toDocument(row);
  const after: Document = { ...before };
  for (const [name, item] of Object.entries(args.value)) {
    const value = queryValue(item);
    checkSystemField(before, name, value);
    if (isSystemField(name)) continue;
    if (value === undefined) Reflect.deleteProperty(after, name);
    else after[name] = value;
  }
  execution.tx.replace(table, before, after);
  return json({});
}

function replace(execution: Execution, args: IdArgs & { readonly value: JSONValue }): string {
  const { table, row } = existing(execution, "replace", "Replace", args);
  const fields = objectArgument("replace", jsonToConvex(args.value));
  const before = toDocument(row);
  for (const name of SYSTEM_FIELDS) checkSystemField(before, name, fields[name]);
  const { _id, _creationTime } = before;
  execution.tx.replace(table, before, { ...fields, _id, _creationTime });
  return json({});
}

function remove(execution: Execution, args: IdArgs): string {
  const { table, row } = existing(execution, "delete", "Delete", args);
  execution.tx.remove(table, row);
  return json({});
}

function count(execution: Execution, args: { readonly table: string }): string {
  const table = execution.core.catalog.table(execution.component.path, args.table);
  return json(execution.tx.count(table));
}

function normalizeId(
  { core, component }: Execution,
  args: { readonly table: string; readonly idString: string },
): string {
  const table = core.catalog.tableOfId(component.path, args.idString);
  return json({ id: table?.name === args.table ? args.idString : null });
}

/** The document that a write is about. */
function existing(
  execution: Execution,
  method: string,
  verb: string,
  args: IdArgs,
): { table: Table; row: Row } {
  const table = tableOf(execution, method, args);
  if (table !== null) guardWrite(execution, table);
  const row = table === null ? null : execution.tx.get(table, args.id);
  if (table === null || row === null) {
    throw new Error(`${verb} on nonexistent document ID ${args.id}`);
  }
  return { table, row };
}

/**
 * The table of an id; null when the component has no such table.
 * @throws when it is no id, or one of another table than the function said
 */
function tableOf({ core, component }: Execution, method: string, args: IdArgs): Table | null {
  if (tableNumberOf(args.id) === null) {
    throw new Error(
      `Invalid argument \`id\` for \`db.${method}\`: Unable to decode ID: "${args.id}" is not the ID of a document`,
    );
  }
  const table = core.catalog.tableOfId(component.path, args.id);
  if (args.table !== undefined && table !== null && table.name !== args.table) {
    throw new Error(
      `Invalid argument \`id\` for \`db.${method}\`: expected to be an Id<"${args.table}">, got Id<"${table.name}"> instead.`,
    );
  }
  return table;
}

function guardSystem(table: Table, asSystem: boolean): void {
  const isSystem = table.name.startsWith("_");
  if (isSystem && !asSystem) {
    throw new Error("System tables can only be accessed with db.system.");
  }
  if (!isSystem && asSystem) throw new Error("User tables cannot be accessed with db.system.");
}

function guardWrite(execution: Execution, table: Table): void {
  if (execution.kind !== "mutation") throw new Error("Queries cannot write to the database.");
  guardSystem(table, false);
}

function objectArgument(method: string, value: Value): { [field: string]: Value } {
  if (!isObject(value)) throw notAnObject(method);
  return value as { [field: string]: Value };
}

function notAnObject(method: string): Error {
  return new Error(`Invalid argument \`value\` for \`db.${method}\`: Value must be an Object`);
}

const SYSTEM_FIELDS = ["_id", "_creationTime"] as const;

function isSystemField(name: string): name is (typeof SYSTEM_FIELDS)[number] {
  return name === "_id" || name === "_creationTime";
}

/** System fields may be given again, but not changed. */
function checkSystemField(before: Document, name: string, value: Value | undefined): void {
  if (!isSystemField(name) || value === undefined || value === before[name]) return;
  throw new Error(
    `Provided \`${name}\` field value ${showValue(value)} does not match the document's ${showValue(before[name])}`,
  );
}

export const databaseSyscalls: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/get": get,
  "1.0/insert": insert,
  "1.0/shallowMerge": patch,
  "1.0/replace": replace,
  "1.0/remove": remove,
  "1.0/count": count,
};

export const databaseSyncSyscalls: Readonly<Record<string, SyncSyscall>> = {
  "1.0/db/normalizeId": normalizeId,
};
