import { placeOf, readModule, walk, type Module, type Statement } from "./module";

/**
 * A module without one of its statements, and without the functions and imports that nothing but
 * this statement needed. What was unused before stays.
 */
export function withoutStatement(text: string, statement: Statement): string {
  const unusedBefore = new Set(unusedIn(readModule(text)).map(({ name }) => name));
  let rest = without(text, placeOf(statement));
  for (;;) {
    const module = readModule(rest);
    const next = unusedIn(module).find(({ name }) => !unusedBefore.has(name));
    if (next === undefined) return rest;
    rest = next.remove();
  }
}

interface Unused {
  readonly name: string;
  /** The module's text without it. */
  readonly remove: () => string;
}

function unusedIn(module: Module): Unused[] {
  const { text, body } = module;
  const mentions = new Map<unknown, number>();
  for (const statement of body) {
    if (statement.type === "ImportDeclaration") continue;
    walk(statement, ({ type, name }) => {
      if (type === "Identifier") mentions.set(name, (mentions.get(name) ?? 0) + 1);
    });
  }
  return body.flatMap((statement): Unused[] => {
    if (statement.type === "FunctionDeclaration" && statement.id) {
      const { name } = statement.id;
      const isOwnNameOnly = mentions.get(name) === 1;
      return isOwnNameOnly ? [{ name, remove: () => without(text, placeOf(statement)) }] : [];
    }
    if (statement.type !== "ImportDeclaration") return [];
    return statement.specifiers
      .filter(({ local }) => !mentions.has(local.name))
      .map(({ local: { name } }) => ({ name, remove: () => withoutImport(text, statement, name) }));
  });
}

type Import = Extract<Statement, { type: "ImportDeclaration" }>;

function withoutImport(text: string, statement: Import, name: string): string {
  const place = placeOf(statement);
  const kept = statement.specifiers.filter(({ local }) => local.name !== name);
  if (kept.length === 0) return without(text, place);
  const codeOf = (part: Parameters<typeof placeOf>[0]) =>
    text.slice(placeOf(part).start, placeOf(part).end);
  const named = kept.filter(({ type }) => type === "ImportSpecifier").map(codeOf);
  const others = kept.filter(({ type }) => type !== "ImportSpecifier").map(codeOf);
  const names = [...others, ...(named.length > 0 ? [`{ ${named.join(", ")} }`] : [])].join(", ");
  const keyword = statement.importKind === "type" ? "import type" : "import";
  const line = `${keyword} ${names} from ${codeOf(statement.source)};`;
  return text.slice(0, place.start) + line + text.slice(place.end);
}

/** Takes a piece out, with the rest of its line and the comments that stand right above it. */
function without(text: string, { start, end }: { start: number; end: number }): string {
  const above = text
    .slice(0, start)
    .replace(/(^|\n)(?:[ \t]*(?:\/\/.*|\/\*[^]*?\*\/[ \t]*)\n)+$/, "$1");
  const below = text.slice(end).replace(/^[ \t]*;?[ \t]*(\/\/.*)?\n/, "");
  if (below.trim() === "") return `${above.trimEnd()}\n`;
  const isFramed = above.endsWith("\n\n") || above === "";
  return above + (isFramed ? below.replace(/^\n+/, "") : below);
}
