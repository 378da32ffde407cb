import { parseArgs } from "node:util";

/** What the command line asks for, or in words what is wrong with it. */
export type Options = { list: boolean; wanted: Set<string> } | { problem: string };

/** @param names of all steps; without `--only` all of them are wanted. */
export function readOptions(argv: string[], names: string[]): Options {
  let values: { only?: string[]; list?: boolean };
  try {
    ({ values } = parseArgs({
      args: argv,
      options: { only: { type: "string", multiple: true }, list: { type: "boolean" } },
    }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const wanted = (values.only ?? [names.join(",")]).flatMap((list) => list.split(","));
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    return { problem: `No such step: ${unknown.join(", ")}. There are: ${names.join(", ")}.` };
  }
  return { list: values.list ?? false, wanted: new Set(wanted) };
}
