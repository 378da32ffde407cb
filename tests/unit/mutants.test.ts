import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../../tools/browser/places";
import { MUTANTS, mutate } from "../mutants/mutants";

describe("the mutants", () => {
  it("break each of the eleven rules", () => {
    const rules = new Set(MUTANTS.map(({ rule }) => rule));
    expect([...rules].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it.each(MUTANTS.map((mutant) => [mutant.does, mutant] as const))("%s", (_, mutant) => {
    const code = readFileSync(join(repositoryRoot, mutant.file), "utf8");
    expect(mutate(code, mutant)).not.toBe(code);
  });
});
