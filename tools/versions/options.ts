import { parseArgs } from "node:util";

/** What to run the tests with, in place of what is installed. */
export interface Versions {
  node: string | null;
  react: string | null;
  clerk: string | null;
  /** Steps of `npm test`. */
  only: string;
}

export const USAGE = `Runs tests of what is committed with other versions, in a folder of its own.

  npm run versions -- --node 22     another Node, which npm brings
  npm run versions -- --react 18    React and its types
  npm run versions -- --clerk 6     @clerk/react and @clerk/clerk-js of that major
    --only a,b                      steps of npm test (default: types,unit,functions,package)`;

/** @throws Error when the command line says nothing to do, or what it says is unknown */
export function readVersions(args: string[]): Versions {
  const { values } = parseArgs({
    args,
    options: {
      node: { type: "string" },
      react: { type: "string" },
      clerk: { type: "string" },
      only: { type: "string", default: "types,unit,functions,package" },
    },
  });
  const { node = null, react = null, clerk = null, only } = values;
  if (node === null && react === null && clerk === null) throw new Error(USAGE);
  for (const version of [node, react, clerk]) {
    if (version !== null && !/^\d+(\.\d+)*$/.test(version)) {
      throw new Error(`${version} is no version.\n\n${USAGE}`);
    }
  }
  return { node, react, clerk, only };
}
