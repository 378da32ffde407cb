/**
 * `npm test`: everything that must hold, in one go.
 *
 *   npm test                          all steps
 *   npm test -- --only unit,e2e       some of them
 *   npm test -- --list                their names
 *
 * A failing step does not stop the others. The last line is `N passed, N failed`: the tests that
 * the runners counted, and one for each step that is a check of its own.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions } from "./test/options";
import { runStages } from "./test/stages";
import { steps } from "./test/steps";
import { failures, summary, totalLine } from "./test/summary";

process.exitCode = await main();

async function main(): Promise<number> {
  // Reports and builds of this run alone: a second run in the same checkout has its own.
  const scratch = mkdtempSync(join(tmpdir(), "clerk-convex-sync-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  // Leaving through "exit" stops what is running, and clears up.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

  const all = steps(scratch);
  const options = readOptions(
    process.argv.slice(2),
    all.map(({ name }) => name),
  );
  if ("problem" in options) {
    process.stderr.write(`${options.problem}\n`);
    return 2;
  }
  if (options.list) {
    for (const { name, title } of all) process.stdout.write(`${name.padEnd(14)}${title}\n`);
    return 0;
  }

  const outcomes = await runStages(all.filter(({ name }) => options.wanted.has(name)));
  const parts = [failures(outcomes), summary(outcomes)].filter((part) => part !== "");
  process.stdout.write(`\n${parts.join("\n\n")}\n\n${totalLine(outcomes)}\n`);
  return outcomes.some(({ counts }) => counts.failed > 0) ? 1 : 0;
}
