import { spawn } from "node:child_process";
import { delimiter } from "node:path";

/** Runs programs in a folder, aloud. A signal that ends this process ends what is running, too. */
export class Shell {
  readonly #signal: AbortSignal;
  #path = process.env.PATH ?? "";

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Has programs found in that folder first. */
  use(folder: string): void {
    this.#path = [folder, this.#path].join(delimiter);
  }

  /** @throws Error when it fails */
  async run(cwd: string, program: string, ...args: string[]): Promise<void> {
    const code = await this.exitCodeOf(cwd, program, ...args);
    if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}.`);
  }

  exitCodeOf(cwd: string, program: string, ...args: string[]): Promise<number> {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, PATH: this.#path },
      // On Windows npm is a script, which only a shell can start.
      shell: process.platform === "win32",
      signal: this.#signal,
      stdio: "inherit",
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
  }
}
