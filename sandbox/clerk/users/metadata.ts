import { isObject, type UserChanges } from "./input";
import type { Json, Metadata, UserRecord } from "./record";

/** Clerk's deep merge: what is given replaces, objects are merged, and `null` takes a key away. */
export function mergeMetadata(user: UserRecord, patch: UserChanges): UserChanges {
  const merged: UserChanges = {};
  for (const kind of ["public_metadata", "private_metadata", "unsafe_metadata"] as const) {
    const change = patch[kind];
    if (change !== undefined) merged[kind] = mergeObjects(user[kind], change);
  }
  return merged;
}

function mergeObjects(base: Metadata, patch: Metadata): Metadata {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = merged[key];
    if (value === null) delete merged[key];
    else if (isObject(value)) merged[key] = mergeObjects(isObject(old) ? old : {}, value);
    else merged[key] = value;
  }
  return merged;
}
