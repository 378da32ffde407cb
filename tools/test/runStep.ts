import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { repositoryRoot } from "../browser/places";
import type { Step } from "./steps";
import type { Outcome } from "./summary";

/** A step that takes longer than this hangs, in milliseconds. The slowest takes about eight minutes. */
const TIME_LIMIT = 25 * 60_000;

/** So many of a step's last lines are said once more where the steps are summed up, if it fails. */
const LAST_WORDS = 60;

/** Runs one step, handing on what it says line by line. Never throws: a step that cannot run fails. */
export async function runStep(step: Step, say: (line: string) => void): Promise<Outcome> {
  const start = performance.now();
  const lastWords: string[] = [];
  const exitCode = await runNode(step, (line) => {
    lastWords.push(line);
    if (lastWords.length > LAST_WORDS) lastWords.shift();
    say(line);
  });
  const counts = step.count(exitCode, readReport(step.reportFile));
  return { name: step.name, title: step.title, counts, took: performance.now() - start, lastWords };
}

async function runNode(step: Step, say: (line: string) => void): Promise<number> {
  const child = spawn(process.execPath, step.command, {
    cwd: repositoryRoot,
    // Vite remarks on configurations that import TypeScript, as ours do, each time it starts.
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: "true", ...colour(), ...step.env },
    stdio: ["ignore", "pipe", "pipe"],
    // Its own process group, so that stopping it stops the browsers and servers that it started.
    detached: process.platform !== "win32",
  });
  const stop = () => stopGroup(child.pid);
  const timer = setTimeout(() => {
    say(`stopped after ${TIME_LIMIT / 60_000} minutes`);
    stop();
  }, TIME_LIMIT);
  process.once("exit", stop);
  try {
    const [exitCode] = await Promise.all([
      new Promise<number>((resolve) => {
        child.once("error", (error) => {
          say(error.message);
          resolve(1);
        });
        child.once("close", (code) => resolve(code ?? 1));
      }),
      handOn(child.stdout, say),
      handOn(child.stderr, say),
    ]);
    return exitCode;
  } finally {
    clearTimeout(timer);
    process.off("exit", stop);
  }
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGTERM");
  } catch {
    // It has just ended by itself.
  }
}

async function handOn(stream: Readable, say: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) {
    if (line.trim() !== "") say(line);
  }
}

/** Steps write to a pipe, whose end only we know: colours for a terminal, plain text for a log. */
function colour(): Record<string, string> {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (FORCE_COLOR !== undefined || NO_COLOR !== undefined) return {};
  return process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
}

function readReport(file: string | undefined): unknown {
  if (file === undefined) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
