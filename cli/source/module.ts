import { parse } from "@babel/parser";
import MagicString from "magic-string";

/** Reading and editing a module of TypeScript: places are found in its syntax, text is put there. */

type Program = ReturnType<typeof parse>["program"];
export type Statement = Program["body"][number];
export type Expression = Extract<Statement, { type: "ExpressionStatement" }>["expression"];
export type ObjectLiteral = Extract<Expression, { type: "ObjectExpression" }>;
export type Call = Extract<Expression, { type: "CallExpression" }>;

/** Any part of a module: its kind, its place, and what parts of some kinds have besides. */
export interface Part {
  readonly type: string;
  readonly start?: number | null;
  readonly end?: number | null;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly key?: unknown;
  readonly object?: unknown;
  readonly left?: unknown;
  readonly source?: unknown;
}

export interface Module {
  readonly text: string;
  readonly body: readonly Statement[];
  /** Such as "use node", which must stay first. */
  readonly directives: readonly Part[];
  /** Collects the edits; `edits.toString()` is the module with them. */
  readonly edits: MagicString;
}

/** @throws {SyntaxError} when the text is no TypeScript */
export function readModule(text: string): Module {
  const { program } = parse(text, {
    sourceType: "module",
    plugins: ["typescript"],
    errorRecovery: false,
  });
  const { body, directives } = program;
  return { text, body, directives, edits: new MagicString(text) };
}

/** Where a part begins and ends. Parts that were read from a text always have places. */
export function placeOf({ start, end }: Pick<Part, "start" | "end">): {
  start: number;
  end: number;
} {
  if (start == null || end == null) throw new Error("This part of the module has no place.");
  return { start, end };
}

/** Calls `visit` with every part of a module, outer parts first. */
export function walk(root: unknown, visit: (part: Part, parent: Part | null) => void): void {
  const step = (value: unknown, parent: Part | null): void => {
    if (Array.isArray(value)) return value.forEach((one) => step(one, parent));
    if (!isPart(value)) return;
    visit(value, parent);
    for (const child of Object.values(value)) step(child, value);
  };
  step(root, null);
}

export function isPart(value: unknown): value is Part {
  if (typeof value !== "object" || value === null) return false;
  return "type" in value && typeof value.type === "string" && "start" in value;
}

/** Adds an import below those that are there, or at the top. */
export function addImport({ body, directives, edits, text }: Module, line: string): void {
  const last = body.findLast(({ type }) => type === "ImportDeclaration") ?? directives.at(-1);
  if (last !== undefined) edits.appendLeft(placeOf(last).end, `\n${line}`);
  else edits.prepend(`${line}\n${text.startsWith("\n") ? "" : "\n"}`);
}

/** Whether a module is imported under this specifier, with or without a file extension. */
export function imports({ body }: Module, specifier: string): boolean {
  return body.some(
    (statement) =>
      statement.type === "ImportDeclaration" &&
      statement.source.value.replace(/\.[jt]s$/, "") === specifier,
  );
}

/** What the module exports by default, when that is an expression. */
export function defaultExport({
  body,
}: Module): { statement: Statement; value: Expression } | null {
  for (const statement of body) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const { declaration: value } = statement;
    if (/Declaration$/.test(value.type)) return null;
    return { statement, value: value as Expression };
  }
  return null;
}

/** How many names may stand for each other in a row: enough, and an end where they go in circles. */
const MAX_NAMES = 8;

/** An expression without what TypeScript adds to it, a name replaced by its constant's value. */
export function resolved(module: Module, value: Expression, names = MAX_NAMES): Expression {
  if (value.type === "TSSatisfiesExpression" || value.type === "TSAsExpression") {
    return resolved(module, value.expression, names);
  }
  if (value.type !== "Identifier" || names === 0) return value;
  const found = constantOf(module, value.name);
  return found === null ? value : resolved(module, found, names - 1);
}

/** The value of a constant of the module's, exported or not. */
export function constantOf({ body }: Module, name: string): Expression | null {
  for (const statement of body) {
    const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (inner?.type !== "VariableDeclaration") continue;
    for (const { id, init } of inner.declarations) {
      if (id.type === "Identifier" && id.name === name && init) return init;
    }
  }
  return null;
}

/** The arguments of a call of a function by its plain name; null for anything else. */
export function argumentsOf(value: Expression, callee: string): Call["arguments"] | null {
  if (value.type !== "CallExpression" || value.callee.type !== "Identifier") return null;
  return value.callee.name === callee ? value.arguments : null;
}

/** The name of a property that is written out; null for spreads and computed names. */
export function keyOf(property: ObjectLiteral["properties"][number]): string | null {
  if (property.type === "SpreadElement" || property.computed) return null;
  if (property.key.type === "Identifier") return property.key.name;
  return property.key.type === "StringLiteral" ? property.key.value : null;
}

/** Adds an entry at the end of an object literal, in the way in which the others stand there. */
export function addEntry({ edits, text }: Module, object: ObjectLiteral, entry: string): void {
  const { start, end } = placeOf(object);
  const last = object.properties.at(-1);
  if (last === undefined) return void edits.overwrite(start, end, `{\n  ${entry},\n}`);
  const lastEnd = placeOf(last).end;
  const comma = text.slice(lastEnd, end).indexOf(",");
  const lineStart = text.lastIndexOf("\n", placeOf(last).start) + 1;
  const indent = /^\s*/.exec(text.slice(lineStart))?.[0] ?? "";
  const isOneLine = !text.slice(start, placeOf(last).start).includes("\n");
  const at = comma === -1 ? lastEnd : lastEnd + comma + 1;
  const before = comma === -1 ? "," : "";
  edits.appendLeft(at, isOneLine ? `${before} ${entry}` : `${before}\n${indent}${entry},`);
}
