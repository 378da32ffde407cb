import type { Files } from "../files";
import { isPart, placeOf, readModule, walk, type Part, type Statement } from "../source/module";

/** The folder in an app's `convex/` that the kit's functions are copied to. */
export const FOLDER = "clerkSync";

/** New names of tables of the kit's, by their own. */
export type Renamed = Readonly<Record<string, string>>;

/** The kit's files as they have to be in an app, by their paths in its `convex/` folder. */
export function copiesFor(kit: Files, renamed: Renamed): Files {
  return new Map(
    Array.from(kit, ([path, text]) => [`${FOLDER}/${path}`, moved(text, renamed)] as const),
  );
}

/**
 * A module of the kit's in its new place, a folder deeper: generated code is imported from above,
 * functions are called by their new names, and tables have the names that they have in this app.
 * In the kit a text that is a table's name means that table, wherever it stands; a test renames
 * them all, and lets TypeScript say whether one was left out.
 */
export function moved(text: string, renamed: Renamed): string {
  // Most rules in model/ have nothing to be rewritten, and reading takes time.
  const isTouched = ["_generated/", ...Object.keys(renamed)].some((word) => text.includes(word));
  if (!isTouched) return text;
  const { body, edits } = readModule(text);
  const roots = functionRoots(body);
  walk(body, (part, parent) => {
    const { start, end } = placeOf(part);
    if (part.type === "StringLiteral") {
      if (parent?.source === part) deepen(String(part.value), start + 1);
      else rename(part.value, start + 1, end - 1);
    } else if (part.type === "Identifier") {
      const isRoot = parent?.object === part || parent?.left === part;
      if (isRoot && roots.has(part.name)) edits.appendLeft(end, `.${FOLDER}`);
      if (parent?.key === part && isTable(parent)) rename(part.name, start, end);
    }
  });
  return edits.toString();

  function deepen(specifier: string, at: number): void {
    if (specifier.startsWith("./_generated/")) edits.overwrite(at, at + 1, "..");
    else if (/^(\.\.\/)+_generated\//.test(specifier)) edits.appendLeft(at, "../");
  }

  function rename(name: unknown, start: number, end: number): void {
    if (typeof name !== "string" || !Object.hasOwn(renamed, name)) return;
    edits.overwrite(start, end, renamed[name] ?? name);
  }

  /** `users: defineTable(…)` */
  function isTable({ value }: Part): boolean {
    return isPart(value) && text.startsWith("defineTable(", placeOf(value).start);
  }
}

/** The names through which a module calls functions: `internal` and `api`, as it imports them. */
function functionRoots(body: readonly Statement[]): Set<unknown> {
  const names = new Set<unknown>();
  for (const statement of body) {
    if (statement.type !== "ImportDeclaration") continue;
    if (!statement.source.value.endsWith("_generated/api")) continue;
    for (const { local } of statement.specifiers) {
      if (local.name !== "components") names.add(local.name);
    }
  }
  return names;
}

/** The tables that the kit has, by their own names. */
export function tablesOf(kit: Files): string[] {
  const text = kit.get("tables.ts") ?? "";
  const names: string[] = [];
  walk(readModule(text).body, ({ type, key, value }) => {
    if (type !== "ObjectProperty" || !isPart(key) || !isPart(value)) return;
    if (text.startsWith("defineTable(", placeOf(value).start)) names.push(String(key.name));
  });
  return names;
}
