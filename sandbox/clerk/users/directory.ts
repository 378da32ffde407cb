import type { OrderedStore, Write } from "../../kv/types";
import { keyNumber, keyText, Table } from "../table";
import { primaryEmail, type UserRecord } from "./record";

/** The fields that Clerk's `order_by` knows and that are kept sorted, each with its sort key. */
const SORT_KEYS = {
  created_at: (user) => keyNumber(user.created_at),
  updated_at: (user) => keyNumber(user.updated_at),
  last_sign_in_at: (user) => keyNumber(user.last_sign_in_at ?? 0),
  username: (user) => sortText(user.username),
  first_name: (user) => sortText(user.first_name),
  last_name: (user) => sortText(user.last_name),
  email_address: (user) => sortText(primaryEmail(user)),
} satisfies Record<string, (user: UserRecord) => string>;

/** Lower than any character, so that "ann" comes before "ann-lee". */
const ID_FOLLOWS = "\0";

export type SortField = keyof typeof SORT_KEYS;

export function isSortField(field: string): field is SortField {
  return Object.hasOwn(SORT_KEYS, field);
}

/** What can name exactly one person, each with the values that a person holds. */
const UNIQUE_KEYS = {
  username: (user) => (user.username === null ? [] : [user.username]),
  email_address: (user) => user.emails.map((email) => email.email_address),
  external_id: (user) => (user.external_id === null ? [] : [user.external_id]),
} satisfies Record<string, (user: UserRecord) => readonly string[]>;

export type UniqueField = keyof typeof UNIQUE_KEYS;

/**
 * Everyone, with the indexes that keep a page of people, a look-up by identifier and the count
 * independent of how many people there are. It only reads; what to write is handed back, so that
 * a caller commits it together with what belongs to the same change.
 */
export class Directory {
  private readonly users: Table<UserRecord>;
  private readonly sorted: (field: SortField) => Table<null>;
  private readonly unique: (field: UniqueField) => Table<string>;
  private readonly counts: Table<number>;

  constructor(store: OrderedStore) {
    this.users = new Table(store, "user");
    this.counts = new Table(store, "count");
    const sorted = tablesOf<null, SortField>(store, "users-by", SORT_KEYS);
    const unique = tablesOf<string, UniqueField>(store, "user-of", UNIQUE_KEYS);
    this.sorted = (field) => sorted[field];
    this.unique = (field) => unique[field];
  }

  get(id: string): UserRecord | undefined {
    return this.users.get(id);
  }

  count(): number {
    return this.counts.get("users") ?? 0;
  }

  /** The id of the person who holds this username, e-mail address or external id, in any case. */
  holder(field: UniqueField, value: string): string | undefined {
    return this.unique(field).get(uniqueKey(field, value));
  }

  /** Everyone in the order of a field; those equal in it in the order of their ids. */
  *inOrder(field: SortField, { reverse = false } = {}): Generator<UserRecord> {
    for (const id of this.idsInOrder(field, { reverse })) {
      const user = this.users.get(id);
      if (user) yield user;
    }
  }

  *idsInOrder(field: SortField, { reverse = false } = {}): Generator<string> {
    for (const [key] of this.sorted(field).entries({ reverse })) {
      yield key.slice(key.lastIndexOf(ID_FOLLOWS) + 1);
    }
  }

  /** The writes that turn `before` into `after`, in the record and in every index. */
  writes(before: UserRecord | null, after: UserRecord | null): Write[] {
    const writes: Write[] = [];
    if (after) writes.push(this.users.put(after.id, after));
    else if (before) writes.push(this.users.remove(before.id));
    const step = (after ? 1 : 0) - (before ? 1 : 0);
    if (step !== 0) writes.push(this.counts.put("users", this.count() + step));
    return [...writes, ...this.sortWrites(before, after), ...this.uniqueWrites(before, after)];
  }

  private sortWrites(before: UserRecord | null, after: UserRecord | null): Write[] {
    return keysOf(SORT_KEYS).flatMap((field) => {
      const [old, next] = [before, after].map((user) => user && sortKey(field, user));
      if (old === next) return [];
      const table = this.sorted(field);
      return [...(old ? [table.remove(old)] : []), ...(next ? [table.put(next, null)] : [])];
    });
  }

  private uniqueWrites(before: UserRecord | null, after: UserRecord | null): Write[] {
    return keysOf(UNIQUE_KEYS).flatMap((field) => {
      const table = this.unique(field);
      const old = before ? UNIQUE_KEYS[field](before) : [];
      const next = after ? UNIQUE_KEYS[field](after) : [];
      return [
        ...old.map((value) => table.remove(uniqueKey(field, value))),
        ...(after ? next.map((value) => table.put(uniqueKey(field, value), after.id)) : []),
      ];
    });
  }
}

function sortKey(field: SortField, user: UserRecord): string {
  return SORT_KEYS[field](user) + ID_FOLLOWS + user.id;
}

/** People without the value come first. Keys have a limited length, so long texts tie. */
function sortText(text: string | null): string {
  return keyText((text ?? "").toLowerCase().slice(0, 100));
}

function uniqueKey(field: UniqueField, value: string): string {
  return keyText(field === "external_id" ? value : value.toLowerCase());
}

function tablesOf<T extends null | string, Field extends string>(
  store: OrderedStore,
  name: string,
  fields: Record<Field, unknown>,
): Record<Field, Table<T>> {
  const tables = keysOf(fields).map((field) => [field, new Table<T>(store, `${name}/${field}`)]);
  return Object.fromEntries(tables) as Record<Field, Table<T>>;
}

/** `Object.keys` of a table that is written out in this file, so its keys are known. */
function keysOf<Field extends string>(table: Record<Field, unknown>): Field[] {
  return Object.keys(table) as Field[];
}
