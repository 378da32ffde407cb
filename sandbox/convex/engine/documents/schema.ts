import type { ModuleExports } from "../../types";
import type { ValidatorJSON } from "./validators";

export interface IndexSchema {
  readonly name: string;
  /** Field paths, `a.b` among them, without the `_creationTime` that every index ends in. */
  readonly fields: readonly string[];
}

export interface SearchIndexSchema {
  readonly name: string;
  readonly searchField: string;
  readonly filterFields: readonly string[];
}

export interface TableSchema {
  readonly name: string;
  readonly indexes: readonly IndexSchema[];
  readonly searchIndexes: readonly SearchIndexSchema[];
  readonly document: ValidatorJSON;
}

/** What a component's `schema` module declares. */
export interface Schema {
  readonly tables: readonly TableSchema[];
  /** Whether documents are checked and tables that are not declared refused. */
  readonly enforced: boolean;
}

/** The schema of a component that has none: any table, any document. */
export const NO_SCHEMA: Schema = { tables: [], enforced: false };

interface ExportedIndex {
  readonly indexDescriptor: string;
  readonly fields: readonly string[];
}

interface ExportedSearchIndex {
  readonly indexDescriptor: string;
  readonly searchField: string;
  readonly filterFields: readonly string[];
}

/** What `schema.export()` of `convex/server` gives, as JSON text. */
interface ExportedSchema {
  readonly tables: readonly {
    readonly tableName: string;
    readonly indexes: readonly ExportedIndex[];
    readonly stagedDbIndexes?: readonly ExportedIndex[];
    readonly searchIndexes: readonly ExportedSearchIndex[];
    readonly documentType: ValidatorJSON;
  }[];
  readonly schemaValidation: boolean;
}

/**
 * Reads the default export of a `schema` module.
 * @throws in Convex's words when a name or an index is not allowed
 */
export function readSchema(module: ModuleExports): Schema {
  const definition = module["default"];
  if (!isExportable(definition)) throw new Error("The default export of `schema` is not a schema.");
  const exported = JSON.parse(definition.export()) as ExportedSchema;
  const tables = exported.tables.map((table): TableSchema => {
    const schema = {
      name: table.tableName,
      indexes: table.indexes.map((i) => ({ name: i.indexDescriptor, fields: i.fields })),
      searchIndexes: table.searchIndexes.map((i) => ({
        name: i.indexDescriptor,
        searchField: i.searchField,
        filterFields: i.filterFields,
      })),
      document: table.documentType,
    };
    checkTable(schema);
    return schema;
  });
  return { tables, enforced: exported.schemaValidation };
}

function isExportable(value: unknown): value is { export(): string } {
  return typeof value === "object" && value !== null && "export" in value;
}

const RESERVED_INDEX_NAMES = ["by_id", "by_creation_time"];
const MOST_INDEXES = 32;
const MOST_INDEX_FIELDS = 16;

function checkTable(table: TableSchema): void {
  if (!isIdentifier(table.name)) {
    throw new Error(
      `Invalid table name "${table.name}": table names start with a letter and contain only letters, digits and underscores.`,
    );
  }
  const indexes = [...table.indexes, ...table.searchIndexes];
  if (indexes.length > MOST_INDEXES) {
    throw new Error(
      `Table "${table.name}" cannot have more than ${MOST_INDEXES} indexes. Found ${indexes.length}.`,
    );
  }
  const names = indexes.map(({ name }) => name);
  for (const name of names) checkIndexName(table.name, name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new Error(`Table "${table.name}" has two or more definitions of index "${twice}".`);
  }
  for (const index of table.indexes) checkIndexFields(table, index);
}

function checkIndexName(table: string, name: string): void {
  if (RESERVED_INDEX_NAMES.includes(name)) {
    throw new Error(
      `In table "${table}" cannot name an index "${name}" because the name is reserved.`,
    );
  }
  if (!isIdentifier(name)) {
    throw new Error(
      `Invalid index name "${table}.${name}": index names start with a letter and contain only letters, digits and underscores.`,
    );
  }
}

function checkIndexFields(table: TableSchema, { name, fields }: IndexSchema): void {
  const index = `index "${name}" of table "${table.name}"`;
  if (fields.length === 0) throw new Error(`The ${index} must have at least one field.`);
  if (fields.length > MOST_INDEX_FIELDS) {
    throw new Error(`The ${index} cannot have more than ${MOST_INDEX_FIELDS} fields.`);
  }
  for (const [i, field] of fields.entries()) {
    if (fields.indexOf(field) !== i)
      throw new Error(`The ${index} has the field "${field}" twice.`);
    if (field === "_id") throw new Error(`The ${index} cannot have the reserved field "_id".`);
    if (field === "_creationTime") {
      throw new Error(
        `The ${index} cannot have the reserved field "_creationTime"; every index ends in it by itself.`,
      );
    }
    if (!isKnownField(table.document, field.split("."))) {
      throw new Error(`The ${index} has the field "${field}", which the table does not have.`);
    }
  }
}

/** Whether documents of this type can have a field at this path. */
function isKnownField(type: ValidatorJSON, path: readonly string[]): boolean {
  const [field, ...rest] = path;
  if (field === undefined || type.type === "any") return true;
  if (type.type === "union") return type.value.some((one) => isKnownField(one, path));
  if (type.type === "record") return isKnownField(type.values.fieldType, rest);
  if (type.type !== "object") return false;
  const declared = type.value[field];
  return declared !== undefined && isKnownField(declared.fieldType, rest);
}

/** Whether Convex takes this as the name of a table or an index. */
export function isIdentifier(name: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name);
}
