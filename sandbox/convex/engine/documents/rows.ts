import { convexToJson, getConvexSize, jsonToConvex } from "convex/values";
import type { JSONValue, Value } from "convex/values";
import { isObject } from "./validators";
import type { Stored } from "../../../kv/types";

/** A document with its system fields. */
export type Document = { _id: string; _creationTime: number } & { [field: string]: Value };

/**
 * A document as it is stored: its JSON text (Convex's encoding), which is what the functions'
 * library is answered with, and its size in Convex's bytes, so that reading one parses nothing.
 */
export interface Row {
  readonly json: string;
  readonly size: number;
}

export function toRow(document: Document): Row {
  return { json: JSON.stringify(convexToJson(document)), size: getConvexSize(document) };
}

export function toDocument(row: Row): Document {
  return jsonToConvex(JSON.parse(row.json) as JSONValue) as Document;
}

export function rowToStored(row: Row): Stored {
  return [row.json, row.size];
}

export function storedToRow(stored: Stored): Row {
  const [json, size] = stored as readonly [string, number];
  return { json, size };
}

/** The value at a field path such as `address.city`; undefined when there is none. */
export function fieldAt(document: Document, path: string): Value | undefined {
  if (!path.includes(".")) return Object.hasOwn(document, path) ? document[path] : undefined;
  let value: Value | undefined = document;
  for (const name of path.split(".")) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
