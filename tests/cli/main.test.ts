import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** The command as a process: what it prints, and how it ends. */

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const tsx = createRequire(import.meta.url).resolve("tsx/cli");

function run(...args: string[]) {
  const { PATH } = process.env;
  const options = { encoding: "utf8", env: { PATH }, cwd: tmpdir() } as const;
  return spawnSync(process.execPath, [tsx, main, ...args], options);
}

it("without a command it says what there is", () => {
  const { status, stdout } = run();
  expect(status).toBe(0);
  expect(stdout).toContain("clerk-convex-sync init");
  expect(stdout).toContain("clerk-convex-sync doctor");
});

it("a set-up that is broken ends with 1", () => {
  // The port of "discard", at which nobody listens.
  const { status, stdout } = run("doctor", "--url", "http://127.0.0.1:9", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, site: "http://127.0.0.1:9" });
});

it("what is mistyped is told in one line, with what there is", () => {
  const { status, stderr } = run("innit");
  expect(status).toBe(1);
  expect(stderr).toContain("There is no command innit.");
  expect(stderr).not.toContain("    at ");
});
