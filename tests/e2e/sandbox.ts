import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { readVariables } from "../../sandbox/start/envFile";

export { expect };

/** `npm start` on a folder and ports of its own. */
export class Sandbox {
  private readonly dir = mkdtempSync(join(tmpdir(), "clerk-convex-sync-e2e-"));
  private child: ChildProcess | null = null;
  private output = "";
  /** All that it has ever printed. */
  printed = "";

  /** @param env variables that it gets besides those of this process */
  constructor(private readonly env: Readonly<Record<string, string>> = {}) {}

  /** Resolves when the app answers. Started again, it has the data and the ports of before. */
  async start(): Promise<void> {
    // Node itself and not the tsx command: that one runs Node in a second process, which a SIGKILL
    // would leave behind.
    const program = ["--import", "tsx", "sandbox/start.ts"];
    const options = ["--dir", this.dir, "--port", "0", "--no-storybook", "--users", "24"];
    const child = spawn(process.execPath, [...program, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...this.env },
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.output += chunk.toString();
        this.printed += chunk.toString();
        if (this.output.includes("Ctrl-C stops everything")) resolve();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", (code) => reject(new Error(`Ended with ${code}:\n${this.output}`)));
    });
    this.output = "";
  }

  /** Ends it at once, with no chance to put anything in order. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  async remove(): Promise<void> {
    await this.end("SIGTERM");
    rmSync(this.dir, { recursive: true, force: true });
  }

  variable(name: string): string {
    const value = readVariables(this.dir)[name];
    if (value === undefined) throw new Error(`The sandbox has no variable ${name}.`);
    return value;
  }

  get url(): string {
    return this.variable("APP_URL");
  }

  /** The control API of the Clerk stand-in. */
  async clerk<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.variable("CLERK_API_URL")}/sandbox${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  /** The Clerk user of that username. */
  async person(username: string): Promise<{ id: string; name: string; username: string }> {
    const query = new URLSearchParams({ query: username });
    const found = await this.clerk<{ id: string; name: string; username: string }[]>(
      "GET",
      `/people?${query}`,
    );
    const person = found.find((each) => each.username === username);
    if (!person) throw new Error(`Nobody in the sandbox is called ${username}.`);
    return person;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
}

/** A test with a sandbox; one for each worker, so tests must not lean on each other's people. */
export const test = base.extend<object, { sandbox: Sandbox }>({
  sandbox: [
    // Playwright reads the fixtures a fixture needs from this pattern; this one needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const sandbox = new Sandbox();
      await sandbox.start();
      await use(sandbox);
      await sandbox.remove();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

/** Opens the app as somebody, through the switcher as a visitor would. */
export async function openAs(
  page: Page,
  sandbox: Sandbox,
  username: string,
  path = "/",
): Promise<void> {
  const person = await sandbox.person(username);
  await page.goto(sandbox.url);
  await page.getByRole("button", { name: /Switch user/ }).click();
  await page.getByRole("searchbox", { name: "Find a person" }).fill(username);
  await page.getByRole("button", { name: person.name }).click();
  await expect(page.getByRole("button", { name: `Signed in as ${person.name}` })).toBeVisible();
  await page.goto(sandbox.url + path);
}
