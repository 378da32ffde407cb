import type { Plugin } from "vite";
import { MUTANTS, type Mutant } from "./mutants";

/** Breaks one rule in what the tests load, and leaves the file as it is. */
export function mutantPlugin(index: number): Plugin {
  const mutant = MUTANTS[index];
  if (!mutant) throw new Error(`There are ${MUTANTS.length} mutants, and no number ${index}.`);
  return {
    name: "mutant",
    enforce: "pre",
    transform(code, id) {
      if (!id.split("?")[0]?.endsWith(`/${mutant.file}`)) return null;
      return mutate(code, mutant);
    },
  };
}

/** @throws when what the mutant replaces is no longer there, or no longer only once */
export function mutate(code: string, { file, from, to }: Mutant): string {
  const times = code.split(from).length - 1;
  if (times !== 1) throw new Error(`${file} holds ${times} times, not once: ${from}`);
  // A function, for in a text "$" would have a meaning.
  return code.replace(from, () => to);
}
