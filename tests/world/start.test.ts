import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readVariables } from "../../sandbox/start/envFile";
import { listeningSockets, StartProcess } from "./support/startProcess";

const folders: string[] = [];
/** A folder that a sandbox of four people has used and left; tests work on copies. */
let used: string;

beforeAll(async () => {
  used = newFolder();
  const sandbox = start(used);
  await sandbox.ready();
  await sandbox.stop();
});

afterAll(async () => {
  await StartProcess.killAll();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("npm start, while it runs", () => {
  let dir: string;
  let sandbox: StartProcess;

  beforeAll(async () => {
    dir = copyOf(used);
    sandbox = start(dir);
    await sandbox.ready();
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  it("has said where everything is, and what is real and what stands in", async () => {
    const { APP_URL, CLERK_API_URL, VITE_CONVEX_URL, CONVEX_SITE_URL } = readVariables(dir);
    for (const url of [APP_URL, CLERK_API_URL, VITE_CONVEX_URL, CONVEX_SITE_URL]) {
      expect(sandbox.output).toContain(url);
    }
    expect(sandbox.output).toMatch(/^ {2}Dashboard .*signed in as Amara Okafor/m);
    expect(sandbox.output).toMatch(/^ {2}Real .*Clerk's and Convex's client libraries/m);
    expect(sandbox.output).toMatch(/^ {2}Stand-ins .*Clerk's cloud/m);
    expect(sandbox.output).toContain("4, all invented");
    const page = await fetch(String(APP_URL));
    expect(await page.text()).toContain("<div id=");
  });

  it.runIf(existsSync("/proc/net/tcp"))("listens on loopback addresses only", () => {
    const sockets = listeningSockets(sandbox.pid);
    expect(sockets.map(({ port }) => port)).toEqual(expect.arrayContaining(portsOf(dir)));
    expect(sockets.filter(({ loopback }) => !loopback)).toEqual([]);
  });

  it("keeps all variables in one file that only its owner can read", () => {
    expect(statSync(join(dir, "env")).mode & 0o777).toBe(0o600);
    const variables = readVariables(dir);
    expect(Object.keys(variables).toSorted()).toEqual([
      "APP_URL",
      "CLERK_API_URL",
      "CLERK_INSTANCE_ID",
      "CLERK_JWT_ISSUER_DOMAIN",
      "CLERK_SECRET_KEY",
      "CLERK_WEBHOOK_SIGNING_SECRET",
      "CONVEX_SELF_HOSTED_ADMIN_KEY",
      "CONVEX_SELF_HOSTED_URL",
      "CONVEX_SITE_URL",
      "VITE_CLERK_PUBLISHABLE_KEY",
      "VITE_CONVEX_URL",
    ]);
    expect(Object.values(variables)).not.toContain("");
  });

  it("lets no second one onto its folder, and goes on undisturbed", async () => {
    const second = start(dir);
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`already runs on ${dir} (process ${sandbox.pid})`);
    expect(second.output).toContain("--dir OTHER");
    expect(await people(dir)).toHaveLength(4);
    expect(readFileSync(join(dir, "lock"), "utf8")).toBe(String(sandbox.pid));
  });
});

describe("npm start, when it is stopped", () => {
  it("leaves nothing listening, and has the same people and ports the next time", async () => {
    const dir = copyOf(used);
    const sandbox = start(dir);
    await sandbox.ready();
    const before = { people: await people(dir), ports: portsOf(dir) };
    expect(before.people).toHaveLength(4);

    expect(await sandbox.stop("SIGINT")).toBe(0);
    expect(await Promise.all(before.ports.map(isFree))).toEqual(before.ports.map(() => true));
    expect(existsSync(join(dir, "lock"))).toBe(false);

    const again = start(dir);
    await again.ready();
    expect({ people: await people(dir), ports: portsOf(dir) }).toEqual(before);
    expect(again.output).not.toContain("Inviting people");
    await again.stop();
  });

  it("while it invites people: ends in good order, and says so the next time", async () => {
    const dir = newFolder();
    const sandbox = start(dir, "--users", "2000");
    await sandbox.says("Inviting people: 2 of 2000");
    expect(await sandbox.stop("SIGINT")).toBe(0);
    expect(sandbox.output).not.toContain("Error");
    expect(existsSync(join(dir, "lock"))).toBe(false);

    const again = start(dir);
    await again.ready();
    expect(again.output).toContain("Seeding was interrupted last time");
    expect((await people(dir)).length).toBeGreaterThanOrEqual(2);
    await again.stop();
  });

  it("by a kill: the next one takes the folder over", async () => {
    const dir = copyOf(used);
    const sandbox = start(dir);
    await sandbox.ready();
    const before = await people(dir);
    await sandbox.stop("SIGKILL");
    expect(existsSync(join(dir, "lock"))).toBe(true);

    const again = start(dir);
    await again.ready();
    expect(await people(dir)).toEqual(before);
    await again.stop();
  });
});

describe("npm start, asked for what it cannot do", () => {
  it("explains its options and exits with 1", async () => {
    const dir = newFolder();
    const sandbox = start(dir, "--users", "nonsense");
    expect(await sandbox.ended).toBe(1);
    expect(sandbox.output).toContain(
      '--users takes a whole number from 2 to 200000, not "nonsense"',
    );
    expect(sandbox.output).toContain("npm start -- [options]");
    expect(existsSync(join(dir, "data"))).toBe(false);
  });

  it("takes the next free port for a taken one, and says so", async () => {
    const taken = await occupyPort();
    const dir = copyOf(used);
    const sandbox = start(dir, "--port", String(taken));
    await sandbox.ready();
    const actual = portOf(readVariables(dir).APP_URL);
    expect(actual).toBeGreaterThan(taken);
    expect(sandbox.output).toContain(`Port ${taken} is taken, so the app is at ${actual}.`);
    expect((await fetch(`http://127.0.0.1:${actual}/`)).status).toBe(200);
    await sandbox.stop();
  });
});

describe("npm start on a damaged store", () => {
  const damages = {
    "holds garbage": (file: string) => writeFileSync(file, "garbage ".repeat(20_000)),
    "is cut short": (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  };

  it.each(Object.entries(damages))(
    "that %s: names the file and the way out, and leaves it alone until --reset",
    async (_, damage) => {
      const dir = copyOf(used);
      const file = join(dir, "data", "convex", "data.mdb");
      damage(file);
      const damaged = readFileSync(file);

      const refused = start(dir);
      expect(await refused.ended).toBe(1);
      expect(refused.output).toContain(file);
      expect(refused.output).toContain("Nothing was deleted. npm start -- --reset begins anew.");
      expect(readFileSync(file).equals(damaged)).toBe(true);

      const anew = start(dir, "--reset");
      await anew.ready();
      expect(anew.output).toContain("Inviting people: 4 of 4");
      expect(await people(dir)).toHaveLength(4);
      await anew.stop();
    },
  );
});

/** Starts a sandbox of four people on free ports; later options win. */
function start(dir: string, ...options: string[]): StartProcess {
  const usual = ["--port", "0", "--users", "4", "--no-storybook"];
  return new StartProcess("--dir", dir, ...usual, ...options);
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clerk-convex-sync-start-"));
  folders.push(folder);
  return folder;
}

function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** The ids of the people in a running sandbox's Clerk. */
async function people(dir: string): Promise<string[]> {
  const { CLERK_API_URL } = readVariables(dir);
  const response = await fetch(`${CLERK_API_URL}/sandbox/people`);
  const found = (await response.json()) as { id: string }[];
  return found.map(({ id }) => id);
}

/** Of the app, Clerk, Convex, and Convex's HTTP actions. */
function portsOf(dir: string): number[] {
  const { APP_URL, CLERK_API_URL, VITE_CONVEX_URL, CONVEX_SITE_URL } = readVariables(dir);
  return [APP_URL, CLERK_API_URL, VITE_CONVEX_URL, CONVEX_SITE_URL].map(portOf);
}

function portOf(url: string | undefined): number {
  return Number(new URL(String(url)).port);
}

/** Whether nobody listens on the port: it can be listened on. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function occupyPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
