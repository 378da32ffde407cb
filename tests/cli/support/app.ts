import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { init, type InitOptions } from "../../../cli/init/init";
import type { Terminal } from "../../../cli/terminal";

const fixture = fileURLToPath(new URL("../app", import.meta.url));
const packages = fileURLToPath(new URL("../../../node_modules", import.meta.url));

const copies: string[] = [];
afterAll(() => Promise.all(copies.map((dir) => rm(dir, { recursive: true, force: true }))));

/**
 * A copy of the app that Convex's documentation leads to, outside of the repository and with its
 * packages installed. Answers with its folder, which is gone after the last test of the file.
 */
export async function copyOfApp(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "clerk-convex-sync-"));
  copies.push(dir);
  await cp(fixture, dir, { recursive: true });
  await symlink(packages, join(dir, "node_modules"), "dir");
  return dir;
}

/** A terminal with somebody before it who gives these answers, and yes to all that follow. */
export function answering(
  ...answers: boolean[]
): Terminal & { said: () => string; asked: string[] } {
  const lines: string[] = [];
  const asked: string[] = [];
  return {
    isInteractive: true,
    say: (text) => lines.push(text),
    ask: async (question) => {
      asked.push(question);
      return answers.shift() ?? true;
    },
    paint: (_, text) => text,
    said: () => lines.join("\n"),
    asked,
  };
}

/** Runs init on an app with `--yes`; answers with what it said. */
export async function runInit(app: string, options: Partial<InitOptions> = {}): Promise<string> {
  const terminal = answering();
  const defaults = { yes: true, dryRun: false, replaceHandler: false };
  await init({ dir: join(app, "convex"), ...defaults, ...options }, terminal);
  return terminal.said();
}
