/**
 * `npm run mutants`: breaks each of the rules of docs/guarantees.md in turn, and shows that the
 * tests notice.
 *
 *   npm run mutants                     all of them
 *   npm run mutants -- --rule 3         those of one rule
 *   npm run mutants -- --report FILE    also writes how many were noticed, as JSON
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { repositoryRoot } from "../../tools/browser/places";
import { MUTANTS, type Mutant } from "./mutants";

/** `noticed`: tests failed. Anything else is a hole in the tests, or in the list of mutants. */
type Verdict = "noticed" | "survived" | "not run";

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

const { values } = parseArgs({
  options: { rule: { type: "string" }, report: { type: "string" } },
});
const scratch = mkdtempSync(join(tmpdir(), "mutants-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

const counts = { passed: 0, failed: 0 };
for (const [index, mutant] of MUTANTS.entries()) {
  if (values.rule !== undefined && mutant.rule !== Number(values.rule)) continue;
  const { verdict, failed } = await judge(index, mutant);
  counts[verdict === "noticed" ? "passed" : "failed"] += 1;
  const mark = verdict === "noticed" ? "✓" : "✗";
  const told = verdict === "noticed" ? `${failed} tests notice` : verdict.toUpperCase();
  const place = mutant.suite.split("/").at(-1) ?? mutant.suite;
  console.log(
    `${mark} rule ${String(mutant.rule).padStart(2)}  ${mutant.does}: ${told} (${place})`,
  );
}
console.log(`${counts.passed} mutants noticed, ${counts.failed} not.`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

async function judge(index: number, mutant: Mutant): Promise<{ verdict: Verdict; failed: number }> {
  const { project, suite } = mutant;
  const outputFile = join(scratch, `${index}.json`);
  const said = await runTests(mutant, [
    `--project=${project}`,
    suite,
    "--reporter=json",
    `--outputFile=${outputFile}`,
  ]);
  const report = vitestReport.safeParse(readJson(outputFile));
  // A mutant that breaks the file, and not the rule, makes every test fail: that shows nothing.
  if (!report.success || report.data.numPassedTests === 0) {
    console.log(said);
    return { verdict: "not run", failed: 0 };
  }
  const failed = report.data.numFailedTests;
  return { verdict: failed > 0 ? "noticed" : "survived", failed };
}

function runTests(mutant: Mutant, args: readonly string[]): Promise<string> {
  const vitest = join(repositoryRoot, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, ...mutant.env, MUTANT: JSON.stringify(mutant) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once("close", () => resolve(said)));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
