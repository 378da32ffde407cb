/**
 * `npm run mutants`: breaks each of the rules of docs/guarantees.md in turn, and shows that the
 * tests notice.
 *
 *   npm run mutants                     all of them
 *   npm run mutants -- --rule 3         those of one rule
 *   npm run mutants -- --report FILE    also writes how many were noticed, as JSON
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Plugin } from "vite";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { startVitest, type TestModule } from "vitest/node";
import { projects } from "../projects";
import { mutate, MUTANTS, type Mutant } from "./mutants";

/** `noticed`: tests failed. Anything else is a hole in the tests, or in the list of mutants. */
type Verdict = "noticed" | "survived" | "not run";

const { values } = parseArgs({
  options: { rule: { type: "string" }, report: { type: "string" } },
});
const mutants = MUTANTS.filter(
  ({ rule }) => values.rule === undefined || rule === Number(values.rule),
);

/** Each mutant is a project of its own, so that one Vitest runs them all. */
const vitest = await startVitest(
  "test",
  [],
  { config: false, watch: false, reporters: [{}] },
  { test: { projects: mutants.map(brokenBy) } },
);
const counts = { passed: 0, failed: 0 };
for (const [index, mutant] of mutants.entries()) {
  const modules = vitest.state.getTestModules();
  const { verdict, failed } = judge(
    modules.filter(({ project }) => project.name === nameOf(index)),
  );
  counts[verdict === "noticed" ? "passed" : "failed"] += 1;
  const mark = verdict === "noticed" ? "✓" : "✗";
  const told = verdict === "noticed" ? `${failed} tests notice` : verdict.toUpperCase();
  const place = mutant.suite.split("/").at(-1) ?? mutant.suite;
  console.log(
    `${mark} rule ${String(mutant.rule).padStart(2)}  ${mutant.does}: ${told} (${place})`,
  );
}
await vitest.close();
console.log(`${counts.passed} mutants noticed, ${counts.failed} not.`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

function nameOf(index: number): string {
  return `mutant ${index}`;
}

/** The suite that must notice, on code that the mutant has broken. */
function brokenBy(mutant: Mutant, index: number): TestProjectInlineConfiguration {
  const { plugins = [], test, ...project } = { plugins: [], ...projects[mutant.project] };
  return {
    ...project,
    plugins: [...plugins, breaks(mutant)],
    test: { ...test, name: nameOf(index), include: [mutant.suite], env: { ...mutant.env } },
  };
}

function breaks(mutant: Mutant): Plugin {
  return {
    name: "mutant",
    enforce: "pre",
    transform: (code, id) => (id.endsWith(`/${mutant.file}`) ? mutate(code, mutant) : null),
  };
}

function judge(modules: readonly TestModule[]): { verdict: Verdict; failed: number } {
  const states = modules.flatMap((module) =>
    Array.from(module.children.allTests(), (test) => test.result().state),
  );
  // A mutant that breaks the file, and not the rule, makes every test fail: that shows nothing.
  if (!states.includes("passed")) {
    for (const error of modules.flatMap((module) => module.errors())) console.log(error);
    return { verdict: "not run", failed: 0 };
  }
  const failed = states.filter((state) => state === "failed").length;
  return { verdict: failed > 0 ? "noticed" : "survived", failed };
}
