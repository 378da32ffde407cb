import { parseArgs } from "node:util";

/** What to run the tests with, in place of what is installed. */
export interface Versions {
  node: string | null;
  react: string | null;
  clerk: string | null;
}

export interface Options extends Versions {
  /** Steps of `npm test`, with commas. */
  only: string;
}

/**
 * The steps of `npm test` that another version could fail. TypeScript does not read our sources with
 * React 18's types, which lack what is new in HTML; what is published of them it does, in `package`.
 */
const STEPS: Record<keyof Versions, string[]> = {
  node: ["types", "convex-types", "unit", "functions", "sandbox", "build", "package"],
  react: ["unit", "stories", "build", "package"],
  clerk: ["types", "unit", "sandbox", "stories", "build", "package", "e2e"],
};

export const USAGE = `Runs tests of what is committed with other versions, in a folder of its own.

  npm run versions -- --node 22     another Node, which npm brings
  npm run versions -- --react 18    React and its types
  npm run versions -- --clerk 6     Clerk's package for React, and clerk-js
    --only a,b                      steps of npm test, in place of all that it could concern`;

/** @throws Error when the command line says nothing to do, or what it says is unknown */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      node: { type: "string" },
      react: { type: "string" },
      clerk: { type: "string" },
      only: { type: "string" },
    },
  });
  const { node = null, react = null, clerk = null } = values;
  const versions: Versions = { node, react, clerk };
  const asked = Object.entries(versions) as [keyof Versions, string | null][];
  const wanted = asked.filter(([, version]) => version !== null);
  if (wanted.length === 0) throw new Error(USAGE);
  for (const [, version] of wanted) {
    if (!/^\d+(\.\d+)*$/.test(version ?? "")) {
      throw new Error(`${version} is no version.\n\n${USAGE}`);
    }
  }
  const steps = new Set(wanted.flatMap(([name]) => STEPS[name]));
  return { ...versions, only: values.only ?? [...steps].join(",") };
}
