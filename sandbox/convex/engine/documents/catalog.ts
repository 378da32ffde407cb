import { afterPrefix, encodeUint32 } from "../values/keys";
import { tableNumberOf } from "../values/ids";
import { NO_SCHEMA } from "./schema";
import type { Schema, TableSchema } from "./schema";
import type { Key, OrderedStore, Stored } from "../../../kv/types";
import type { ValidatorJSON } from "./validators";

/** An index that documents are read by, in the order of its fields. */
export interface Index {
  readonly name: string;
  /** All that its keys are made of: the declared fields, `_creationTime`, and at last `_id`. */
  readonly fields: readonly string[];
  /** What all of its keys begin with. */
  readonly prefix: Key;
}

export interface SearchIndex {
  readonly name: string;
  readonly searchField: string;
  readonly filterFields: readonly string[];
  readonly prefix: Key;
}

/** A table of one component. */
export interface Table {
  readonly name: string;
  /** The component's path; empty for the app. */
  readonly component: string;
  /** In every id of the table; no other table of any component has it. */
  readonly number: number;
  readonly byId: Index;
  /** `by_creation_time` and the declared ones. */
  readonly indexes: readonly Index[];
  readonly searchIndexes: readonly SearchIndex[];
  /** What documents must be, or null when that is not enforced. */
  readonly validator: ValidatorJSON | null;
}

export const SYSTEM_TABLES = ["_storage", "_scheduled_functions"] as const;
export type SystemTableName = (typeof SYSTEM_TABLES)[number];

/** Numbers given to tables and indexes, kept in the store; they never change and never come back. */
interface Numbers {
  nextTable: number;
  nextIndex: number;
  readonly tables: Record<string, number>;
  readonly indexes: Record<string, number>;
  /** The schema that the documents of a component were last checked against, as JSON text. */
  readonly checked: Record<string, string>;
}

const STORE_KEY = "catalog";
/** Where Convex starts to count an app's tables; with it ids have their usual 32 characters. */
const FIRST_TABLE = 10_001;

/** All tables and indexes of all components. */
export class Catalog {
  readonly #store: OrderedStore;
  readonly #numbers: Numbers;
  readonly #schemas = new Map<string, Schema>();
  readonly #tables = new Map<string, Table>();
  readonly #byNumber = new Map<number, Table>();

  constructor(store: OrderedStore) {
    this.#store = store;
    const stored = store.get(STORE_KEY);
    this.#numbers =
      stored === undefined
        ? { nextTable: FIRST_TABLE, nextIndex: 1, tables: {}, indexes: {}, checked: {} }
        : (structuredClone(stored) as unknown as Numbers);
  }

  /** Adds a component with its tables. */
  addComponent(component: string, schema: Schema): void {
    this.#schemas.set(component, schema);
    for (const name of SYSTEM_TABLES) this.#add(component, undeclared(name), null);
    for (const table of schema.tables) {
      this.#add(component, table, schema.enforced ? table.document : null);
    }
    this.save();
  }

  /**
   * The table of that name, made on the spot in components without a schema.
   * @throws when the schema does not declare it
   */
  table(component: string, name: string): Table {
    const known = this.#tables.get(tableKey(component, name));
    if (known !== undefined) return known;
    if ((this.#schemas.get(component) ?? NO_SCHEMA).enforced || name.startsWith("_")) {
      throw new Error(`Table "${name}" is not declared in the schema.`);
    }
    const made = this.#add(component, undeclared(name), null);
    this.save();
    return made;
  }

  systemTable(component: string, name: SystemTableName): Table {
    return this.table(component, name);
  }

  /** The table that an id is of, when it is one of the component's. */
  tableOfId(component: string, id: string): Table | null {
    const table = this.#byNumber.get(tableNumberOf(id) ?? -1);
    return table?.component === component ? table : null;
  }

  tables(): Iterable<Table> {
    return this.#tables.values();
  }

  /** The names and numbers of indexes in the store that no schema declares any more. */
  abandonedIndexes(): { key: string; prefix: Key }[] {
    const used = new Set<Key>();
    for (const table of this.#tables.values()) {
      for (const { prefix } of [...table.indexes, ...table.searchIndexes]) used.add(prefix);
    }
    return Object.entries(this.#numbers.indexes)
      .map(([key, number]) => ({ key, prefix: indexPrefix(number) }))
      .filter(({ prefix }) => !used.has(prefix));
  }

  forgetIndex(key: string): void {
    delete this.#numbers.indexes[key];
  }

  checkedSchema(component: string): string | undefined {
    return this.#numbers.checked[component];
  }

  setCheckedSchema(component: string, schema: string): void {
    this.#numbers.checked[component] = schema;
  }

  save(): void {
    const value = structuredClone(this.#numbers) as unknown as Stored;
    this.#store.commit([{ key: STORE_KEY, value }]);
  }

  /** Indexes that were not in the store when the schema was read: their entries must be made. */
  readonly newIndexes: { readonly table: Table; readonly name: string }[] = [];

  #add(component: string, schema: TableSchema, validator: ValidatorJSON | null): Table {
    const key = tableKey(component, schema.name);
    const number = (this.#numbers.tables[key] ??= this.#numbers.nextTable++);
    const fresh: string[] = [];
    const prefix = (name: string, fields: readonly string[]) => {
      const indexKey = `${key}.${name} ${fields.join(",")}`;
      if (this.#numbers.indexes[indexKey] === undefined) fresh.push(name);
      return indexPrefix((this.#numbers.indexes[indexKey] ??= this.#numbers.nextIndex++));
    };
    const indexes = [
      { name: "by_creation_time", fields: [] as readonly string[] },
      ...schema.indexes,
    ];
    const table: Table = {
      name: schema.name,
      component,
      number,
      byId: { name: "by_id", fields: ["_id"], prefix: `document${encodeUint32(number)}` },
      indexes: indexes.map(({ name, fields }) => ({
        name,
        fields: [...fields, "_creationTime", "_id"],
        prefix: prefix(name, fields),
      })),
      searchIndexes: schema.searchIndexes.map((index) => ({
        ...index,
        prefix: prefix(index.name, ["search", index.searchField, ...index.filterFields]),
      })),
      validator,
    };
    this.#tables.set(key, table);
    this.#byNumber.set(number, table);
    for (const name of fresh) this.newIndexes.push({ table, name });
    return table;
  }
}

/** All keys of an index, of whatever kind. */
export function wholeIndex({ prefix }: { readonly prefix: Key }): { start: Key; end: Key } {
  return { start: prefix, end: afterPrefix(prefix) };
}

function undeclared(name: string): TableSchema {
  return { name, indexes: [], searchIndexes: [], document: { type: "any" } };
}

function tableKey(component: string, name: string): string {
  return `${component}:${name}`;
}

function indexPrefix(number: number): Key {
  return `index${encodeUint32(number)}`;
}
