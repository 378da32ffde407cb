import {
  addImport,
  defaultExport,
  imports,
  placeOf,
  walk,
  type Module,
  type Part,
} from "../../source/module";
import { byHand, edit, NOTHING, type Edit } from "./edit";

/** A function of the kit's that adds to what a file of the app's exports by default. */
export interface CallAtEnd {
  readonly path: string;
  /** What the app's file is made with: `httpRouter`. */
  readonly maker: string;
  /** What it is usually called there: `http`. */
  readonly name: string;
  readonly call: string;
  /** Options of the call, as code. */
  readonly options?: string;
  readonly from: string;
}

/** Adds the call just before the default export, when it is not there. */
export function callAtEnd(text: string | null, added: CallAtEnd): Edit {
  const { path, maker, name, call, from, options } = added;
  const line = `import { ${call} } from "${from}";`;
  const called = (subject: string) =>
    `${call}(${[subject, ...(options ? [options] : [])].join(", ")});`;
  const create = [
    `import { ${maker} } from "convex/server";`,
    line,
    "",
    `const ${name} = ${maker}();`,
    called(name),
    "",
    `export default ${name};`,
    "",
  ].join("\n");
  return edit(path, text, {
    create,
    change: (module) => {
      if (isCalled(module, call)) return NOTHING;
      const exported = defaultExport(module);
      if (exported?.value.type !== "Identifier") {
        return byHand(`${path}: add ${line} and call ${called(name)} on what is exported there.`);
      }
      if (!imports(module, from)) addImport(module, line);
      const { start } = placeOf(exported.statement);
      module.edits.appendLeft(start, `${called(exported.value.name)}\n\n`);
      return { text: module.edits.toString(), byHand: [] };
    },
  });
}

export function isCalled({ body }: Module, name: string): boolean {
  let found = false;
  walk(body, (part) => {
    const { callee } = part as Part & { callee?: Part };
    if (part.type === "CallExpression" && callee?.name === name) found = true;
  });
  return found;
}
