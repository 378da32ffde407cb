import { execFile } from "node:child_process";

export interface RunOptions {
  cwd?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** In milliseconds. */
  timeout: number;
}

/**
 * Runs a program quietly, without a terminal to ask questions at.
 *
 * @throws Error with the last lines that the program said, when it fails or takes too long.
 */
export async function run(program: string, args: string[], options: RunOptions): Promise<void> {
  const { cwd, env, timeout } = options;
  await new Promise<void>((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd, timeout, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (error === null) return resolve();
        const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
        const told = lines.slice(-2).join(" / ");
        reject(
          new Error(error.killed ? `took longer than ${timeout / 1000} s` : told || error.message),
        );
      },
    );
    child.stdin?.end();
  });
}
