import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { LOOPBACK } from "../world/ports";

const cli = fileURLToPath(new URL("../../node_modules/.bin/storybook", import.meta.url));

export interface Storybook {
  /** Resolves when Storybook answers; rejects with its last words when it ends before. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

/** Runs `storybook dev` beside the sandbox; its output is shown only when it fails. */
export function startStorybook(port: number): Storybook {
  const child = spawn(
    cli,
    [
      "dev",
      "--port",
      String(port),
      "--exact-port",
      "--host",
      LOOPBACK,
      "--ci",
      "--quiet",
      "--no-version-updates",
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: "1" },
    },
  );
  const lastWords = keepTail(child);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = ended.then(() => {
    throw new Error(`Storybook ended by itself:\n${lastWords()}`);
  });
  return {
    ready: Promise.race([answers(`http://${LOOPBACK}:${port}/`, ended), failed]),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function answers(url: string, ended: Promise<void>): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function keepTail(child: ChildProcess): () => string {
  let text = "";
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => text.trim();
}
