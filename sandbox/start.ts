import { mkdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startAppServer } from "./start/app";
import { readVariables, writeVariables } from "./start/envFile";
import { takeFolder } from "./start/lock";
import { readOptions, usage, UsageError, type StartOptions } from "./start/options";
import { claimPort, LOOPBACK } from "./world/ports";
import { secretsFrom, variablesOf } from "./start/secrets";
import { dataDir, forget, markSeeded, seedState, viteDir } from "./start/stores";
import { startStorybook } from "./start/storybook";
import { progressPrinter, summary, takenPort } from "./start/words";
import { openNodeWorld, type NodeWorld } from "./world/node";
import { seed } from "./world/seed/seed";

/** `npm start`: the sandbox, the app and Storybook, until Ctrl-C. */

const convexDir = fileURLToPath(new URL("../convex", import.meta.url));

/** What must end when we end, last started first. */
const endings: (() => void | Promise<void>)[] = [];
const interrupted = new AbortController();
let stopping: Promise<void> | null = null;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await start({ ...options, dir: resolve(options.dir) });
} catch (error) {
  if (!interrupted.signal.aborted) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`\n  ${message}\n${error instanceof UsageError ? `\n${usage}` : ""}`);
    process.exitCode = 1;
  }
  await stop();
}

async function start(options: StartOptions): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void interrupt());
  endings.push(takeFolder(options.dir));
  if (options.reset) forget(options.dir);
  mkdirSync(options.dir, { recursive: true });

  const state = seedState(options.dir);
  const world = await openWorld(options);
  endings.push(() => world.stop());
  if (state === "none") await seedWorld(world, options);
  if (state === "partial") {
    say("Seeding was interrupted last time. Going on with what is there; --reset begins anew.");
  }
  world.startTimers();

  const app = await startApp(world, options);
  const storybook = options.storybook ? await startStories(options) : null;
  writeVariables(options.dir, { ...variablesOf(world), APP_URL: app });
  console.log(
    summary({
      app,
      storybook,
      addresses: world.addresses,
      dir: relative(process.cwd(), options.dir) || ".",
      people: world.clerk.users.count(),
    }),
  );
}

async function openWorld({ dir, port }: StartOptions): Promise<NodeWorld> {
  const known = readVariables(dir);
  const secrets = secretsFrom(known);
  // The ports of last time come first: pictures and open pages hang on them.
  const wantedPort = (url: string | undefined, usual: number) =>
    url ? portOf(url) : port === 0 ? 0 : usual;
  const wanted = {
    convex: wantedPort(known.VITE_CONVEX_URL, 3210),
    convexSite: wantedPort(known.CONVEX_SITE_URL, 3211),
    clerk: wantedPort(known.CLERK_API_URL, 3212),
  };
  try {
    const world = await openNodeWorld({ dir: dataDir(dir), convexDir, secrets, ports: wanted });
    writeVariables(dir, { ...known, ...variablesOf(world) });
    for (const name of ["clerk", "convex", "convexSite"] as const) {
      const asked = wanted[name];
      const actual = portOf(world.addresses[name]);
      if (asked !== 0 && asked !== actual) say(takenPort(`the ${name} stand-in`, asked, actual));
    }
    return world;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\n  Nothing was deleted. npm start -- --reset begins anew.`, {
      cause: error,
    });
  }
}

async function seedWorld(world: NodeWorld, { dir, users }: StartOptions): Promise<void> {
  const onProgress = progressPrinter("Inviting people", process.stdout);
  const seeding = seed(world, { people: users, onProgress, signal: interrupted.signal });
  // Interrupted, the seeder finishes the step that it is at; the world must not end under it.
  endings.push(() => seeding.then(nothing, nothing));
  await seeding;
  markSeeded(dir, users);
}

async function startApp(world: NodeWorld, { dir, port }: StartOptions): Promise<string> {
  const lastTime = readVariables(dir).APP_URL;
  const claimed = await claimPort(port === 0 && lastTime ? portOf(lastTime) : port);
  if (claimed.insteadOf !== null) say(takenPort("the app", claimed.insteadOf, claimed.port));
  await claimed.release();
  const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CONVEX_URL } = variablesOf(world);
  const server = await startAppServer({
    port: claimed.port,
    cacheDir: viteDir(dir),
    clerk: world.clerk,
    variables: { VITE_CLERK_PUBLISHABLE_KEY, VITE_CONVEX_URL },
    pictures: world.addresses.clerk,
  });
  endings.push(() => server.close());
  return `http://${LOOPBACK}:${claimed.port}`;
}

async function startStories({ port }: StartOptions): Promise<string> {
  const claimed = await claimPort(port === 0 ? 0 : 6006);
  if (claimed.insteadOf !== null) say(takenPort("Storybook", claimed.insteadOf, claimed.port));
  await claimed.release();
  const storybook = startStorybook(claimed.port);
  endings.push(() => storybook.stop());
  await storybook.ready;
  return `http://${LOOPBACK}:${claimed.port}`;
}

async function interrupt(): Promise<void> {
  interrupted.abort(new Error("Stopped."));
  say("Stopping.");
  await stop();
}

/** Ends what was started, in reverse. Whoever calls it again waits for the same end. */
function stop(): Promise<void> {
  return (stopping ??= endAll());
}

async function endAll(): Promise<void> {
  for (let end = endings.pop(); end; end = endings.pop()) {
    await Promise.resolve(end()).catch((error: unknown) => console.error(error));
  }
  // A dependency that keeps a handle open must not keep the prompt away.
  process.exit();
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function nothing(): void {}

function say(text: string): void {
  console.log(`  ${text}`);
}
