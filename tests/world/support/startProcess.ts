import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** The last line that `npm start` prints once everything answers. */
const READY = "Ctrl-C stops everything";

/** The real `npm start`, in a process of its own. */
export class StartProcess {
  static readonly #alive = new Set<StartProcess>();
  /** All that it has printed so far. */
  output = "";
  /** Its exit code, once it has ended and everything it printed is read. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<() => void>();

  constructor(...options: readonly string[]) {
    // Node itself: npm and tsx would each run it in a second process, which a kill leaves behind.
    const child = spawn(process.execPath, ["--import", "tsx", "sandbox/start.ts", ...options], {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe"],
      // The tests' own mode is not for what they start.
      env: { ...process.env, NODE_ENV: undefined },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
        for (const listener of this.#listeners) listener();
      });
    }
    this.ended = new Promise((resolve) => child.once("close", resolve));
    StartProcess.#alive.add(this);
    void this.ended.then(() => StartProcess.#alive.delete(this));
  }

  /** Ends, at once, all that a failed test left running. */
  static async killAll(): Promise<void> {
    await Promise.all(Array.from(StartProcess.#alive, (each) => each.stop("SIGKILL")));
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("It did not start.");
    return this.#child.pid;
  }

  ready(): Promise<void> {
    return this.says(READY);
  }

  /** Resolves once it has printed `text`; rejects when it ends without. */
  async says(text: string): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      const listen = () => {
        if (this.output.includes(text)) resolve();
      };
      this.#listeners.add(listen);
      listen();
    });
    const silent = this.ended.then((code) => {
      if (this.output.includes(text)) return;
      throw new Error(`Ended with ${code} and never said "${text}":\n${this.output}`);
    });
    await Promise.race([heard, silent]);
  }

  /** Sends the signal and waits for the end; answers with the exit code. */
  stop(signal: "SIGINT" | "SIGTERM" | "SIGKILL" = "SIGINT"): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** In /proc/net/tcp: the state of a socket that listens, and 127.0.0.1 and ::1. */
const LISTEN = "0A";
const LOOPBACKS = ["0100007F", "00000000000000000000000001000000"];

/** What a process listens on, by Linux's own tables. */
export function listeningSockets(pid: number): { port: number; loopback: boolean }[] {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).map((name) => linkOf(pid, name)));
  const lines = ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8").trim().split("\n").slice(1),
  );
  return lines.flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state !== LISTEN || !own.has(`socket:[${inode}]`)) return [];
    const [address = "", port = ""] = local.split(":");
    return [{ port: Number.parseInt(port, 16), loopback: LOOPBACKS.includes(address) }];
  });
}

function linkOf(pid: number, descriptor: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch {
    return null; // Closed since it was listed.
  }
}
