import {
  addEntry,
  addImport,
  argumentsOf,
  defaultExport,
  keyOf,
  resolved,
  walk,
  type Module,
  type ObjectLiteral,
} from "../../source/module";
import { FOLDER } from "../copy";
import { byHand, edit, NOTHING, type Edit } from "./edit";

const PATH = "schema.ts";
const NAME = "clerkSyncTables";
const LINE = `import { ${NAME} } from "./${FOLDER}/tables";`;

const CREATE = `import { defineSchema } from "convex/server";
${LINE}

export default defineSchema({
  ...${NAME},
});
`;

/** The kit's tables, beside those of the app. */
export function editSchema(text: string | null): Edit {
  return edit(PATH, text, {
    create: CREATE,
    change: (module) => {
      if (mentionsTables(module)) return NOTHING;
      const tables = tablesLiteral(module);
      if (tables === null) {
        return byHand(`${PATH}: add ${LINE} and spread ...${NAME} among the tables.`);
      }
      addImport(module, LINE);
      addEntry(module, tables, `...${NAME}`);
      return { text: module.edits.toString(), byHand: [] };
    },
  });
}

function mentionsTables({ body }: Module): boolean {
  let found = false;
  walk(body, ({ type, name }) => {
    if (type === "Identifier" && name === NAME) found = true;
  });
  return found;
}

/** The object literal that is given to `defineSchema`, there or as a constant of the module's. */
export function tablesLiteral(module: Module): ObjectLiteral | null {
  const exported = defaultExport(module);
  if (exported === null) return null;
  const [tables] = argumentsOf(resolved(module, exported.value), "defineSchema") ?? [];
  if (tables === undefined || /^(SpreadElement|ArgumentPlaceholder)$/.test(tables.type))
    return null;
  const literal = resolved(module, tables as Parameters<typeof resolved>[1]);
  return literal.type === "ObjectExpression" ? literal : null;
}

/** The tables that the app names itself, and whether others may come with a spread. */
export function namedTables(module: Module): { names: string[]; hasSpread: boolean } {
  const properties = tablesLiteral(module)?.properties ?? [];
  const spreads = properties.filter(
    (one) =>
      one.type === "SpreadElement" &&
      !(one.argument.type === "Identifier" && one.argument.name === NAME),
  );
  return { names: properties.flatMap((one) => keyOf(one) ?? []), hasSpread: spreads.length > 0 };
}
