import {
  addImport,
  defaultExport,
  placeOf,
  walk,
  type Module,
  type Part,
} from "../../source/module";
import { byHand, edit, NOTHING, type Edit } from "./edit";

const PATH = "convex.config.ts";
const SPECIFIER = "@convex-dev/rate-limiter/convex.config";
const LINE = `import rateLimiter from "${SPECIFIER}";`;

const CREATE = `${LINE}
import { defineApp } from "convex/server";

const app = defineApp();
app.use(rateLimiter);

export default app;
`;

/** The component that limits how often one person saves. */
export function editConvexConfig(text: string | null): Edit {
  return edit(PATH, text, {
    create: CREATE,
    change: (module) => {
      const imported = importedAs(module);
      const use = imported === null ? null : useOf(module, imported);
      if (use === "plain") return NOTHING;
      const exported = defaultExport(module);
      if (use === "named" || exported?.value.type !== "Identifier") {
        return byHand(`${PATH}: use @convex-dev/rate-limiter under its own name, "rateLimiter".`);
      }
      if (imported === null) addImport(module, LINE);
      const { start } = placeOf(exported.statement);
      const call = `${exported.value.name}.use(${imported ?? "rateLimiter"});`;
      module.edits.appendLeft(start, `${call}\n\n`);
      return { text: module.edits.toString(), byHand: [] };
    },
  });
}

function importedAs({ body }: Module): string | null {
  for (const statement of body) {
    if (statement.type !== "ImportDeclaration") continue;
    if (statement.source.value.replace(/\.js$/, "") !== SPECIFIER) continue;
    return statement.specifiers[0]?.local.name ?? null;
  }
  return null;
}

/** Whether the component is used, and whether under a name that the app has given it. */
function useOf({ body }: Module, component: string): "plain" | "named" | null {
  let use: "plain" | "named" | null = null;
  walk(body, (part) => {
    const { arguments: args = [] } = part as Part & { arguments?: Part[] };
    if (part.type !== "CallExpression" || args[0]?.name !== component) return;
    use = args.length > 1 ? "named" : "plain";
  });
  return use;
}
