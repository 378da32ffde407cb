/**
 * `npm run chaos`: random histories with everything going wrong, and hosts killed under load.
 * Ctrl-C ends it after the history that is being lived, with the table of all that were; a second
 * one ends it at once.
 *
 *   npm run chaos -- --runs 10000              so many histories, and a table of what they met
 *   npm run chaos -- --runs 1000 --seed 7      the same ones each time
 *   npm run chaos -- --runs 1000 --seed 7 --path 12:3:0 --only scripted
 *                                              one that failed, as it says itself
 *   npm run chaos -- --kills 200 [--seed 7]    kills alone
 *   npm run chaos -- --no-scan                 without the repairing scan: must fail
 *   npm run chaos -- --no-shrink               shows a failure as it came, at once
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../../tools/browser/places";
import { ENVIRONMENT, type Options } from "./options";

const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    seed: { type: "string" },
    path: { type: "string" },
    only: { type: "string" },
    kills: { type: "string" },
    "no-scan": { type: "boolean" },
    "no-shrink": { type: "boolean" },
  },
});
const { runs, seed, path, kills } = values;
const scratch = mkdtempSync(join(tmpdir(), "chaos-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
const stopFile = join(scratch, "stop");
const options = {
  stopFile,
  ...(runs !== undefined && { runs: Number(runs) }),
  ...(seed !== undefined && { seed: Number(seed) }),
  ...(kills !== undefined && { kills: Number(kills) }),
  ...(path !== undefined && { path }),
  ...(values.only !== undefined && { only: values.only as Options["only"] }),
  ...(values["no-scan"] && { scan: false }),
  ...(values["no-shrink"] && { shrink: false }),
} satisfies Options;

const suites = [
  ...(kills === undefined || runs !== undefined ? ["tests/chaos/chaos.test.ts"] : []),
  ...(kills !== undefined ? ["tests/chaos/kills/kills.test.ts"] : []),
];
const vitest = join(repositoryRoot, "node_modules", "vitest", "vitest.mjs");
const child = spawn(
  process.execPath,
  [vitest, "run", "--project=sandbox", "--disableConsoleIntercept", ...suites],
  {
    cwd: repositoryRoot,
    env: { ...process.env, [ENVIRONMENT]: JSON.stringify(options) },
    stdio: "inherit",
    // A group of its own: the terminal's Ctrl-C would end it without a table.
    detached: true,
  },
);
let stoppedAt = 0;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // One Ctrl-C may come here by two ways, at once.
    const isMeant = stoppedAt > 0 && Date.now() - stoppedAt > 1_000;
    if (isMeant && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    stoppedAt ||= Date.now();
    writeFileSync(stopFile, "");
  });
}
child.once("close", (code) => {
  process.exitCode = code ?? 1;
});
