import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { tablesOf } from "../../cli/init/copy";
import { readKit } from "../../cli/kitFolder";
import { startTimeMachine, type TimeMachine } from "../../sandbox/world/timeTravel";
import type { World } from "../../sandbox/world/world";
import { generate } from "../../tools/codegen";
import { copyOfApp, runInit } from "./support/app";
import { call, openCloud, type Cloud } from "./support/world";

/**
 * The app from Convex's documentation, with people in its table, and then the same app with the
 * kit on the same data.
 */

const MINUTE = 60_000;
const OWN = "/clerk-users-webhook";
const KITS = "/clerk/webhook";
const ADMIN = { subject: "user_staff", role: "admin" } as const;

/** The app as it was, and as it is with the kit. */
let before: string;
let after: string;
beforeAll(async () => {
  before = await copyOfApp();
  after = await copyOfApp();
  await runInit(after);
  // As `npx convex dev` does.
  generate(after);
});

let cloud: Cloud;
let time: TimeMachine;
let world: World;

beforeEach(() => {
  time = startTimeMachine(Date.now());
  vi.stubEnv("RECONCILE_REPAIR", "on");
  cloud = openCloud();
});
afterEach(async () => {
  time.stop();
  await cloud.close();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Lets minutes go by, as timers would. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    time.travelTo(time.now() + MINUTE);
    await world.clerk.webhooks.deliverNow();
    await world.engine.runDueJobs();
  }
}

async function signUp(first_name: string): Promise<string> {
  const username = `${first_name.toLowerCase()}_test`;
  const { id } = await world.clerk.users.create({ username, first_name, last_name: "Test" });
  await pass(1);
  return id;
}

/** A person's row in the app's own table. */
const rowOf = async (subject: string) =>
  (await call(world, "query", "users:current", { subject })) as {
    _id: string;
    name: string;
  } | null;
const write = (subject: string, body: string) =>
  call(world, "mutation", "messages:send", { subject }, { body });
const messages = () => call(world, "query", "messages:list", ADMIN);

/** People as the kit's dashboard lists them. */
async function listed() {
  const paginationOpts = { numItems: 50, cursor: null };
  const answer = await call(world, "query", "clerkSync/dashboard:listUsers", ADMIN, {
    paginationOpts,
  });
  return (answer as { page: { externalId: string; status: string }[] }).page;
}

/** The app as it was: Ada and Bob have written something, and Cleo has only signed up. */
async function liveBefore() {
  world = await cloud.deploy(before, OWN);
  const [ada, bob, cleo] = [await signUp("Ada"), await signUp("Bob"), await signUp("Cleo")];
  await write(ada, "Hello");
  await write(bob, "Good morning");
  return { ada, bob, cleo };
}

async function moveOver(...webhookPaths: string[]): Promise<void> {
  world = await cloud.deploy(after, ...webhookPaths);
}

describe("an app that is moved over", () => {
  it("loses nobody: rows keep their ids, messages their authors, and all get a profile", async () => {
    const { ada, bob, cleo } = await liveBefore();
    const rows = await Promise.all([ada, bob, cleo].map(rowOf));
    // What webhooks have missed so far.
    await world.clerk.users.update(bob, { first_name: "Robert" }, { webhook: false });
    world.clerk.users.delete(cleo, { webhook: false });
    const dora = await world.clerk.users.create({ username: "dora" }, { webhook: false });

    await moveOver(KITS);
    await pass(17);
    expect(await Promise.all([ada, bob, cleo].map(rowOf))).toEqual([
      rows[0],
      { ...rows[1], name: "Robert Test" },
      rows[2],
    ]);
    expect(await rowOf(dora.id)).toMatchObject({ name: "dora" });
    expect(await messages()).toEqual([
      { author: "Ada Test", body: "Hello" },
      { author: "Robert Test", body: "Good morning" },
    ]);
    const people = await listed();
    expect(people.map(({ externalId }) => externalId).sort()).toEqual([ada, bob, dora.id].sort());
    expect(new Set(people.map(({ status }) => status))).toEqual(new Set(["in_sync"]));
  });

  it("keeps its own table in step with webhooks and saves from then on", async () => {
    const { ada, bob } = await liveBefore();
    const row = await rowOf(ada);
    await moveOver(KITS);
    await pass(17);
    await call(
      world,
      "mutation",
      "clerkSync/users:updateProfile",
      { subject: ada },
      { operation_id: "op_1", changes: { first_name: "Augusta" } },
    );
    expect(await rowOf(ada)).toEqual({ ...row, name: "Augusta Test" });

    await world.clerk.users.update(bob, { last_name: "Builder" });
    await pass(1);
    expect(await rowOf(bob)).toMatchObject({ name: "Bob Builder" });
    expect(await rowOf(await signUp("Eve"))).toMatchObject({ name: "Eve Test" });

    world.clerk.users.delete(bob);
    await pass(1);
    expect(await rowOf(bob)).toBeNull();
    expect(await messages()).toContainEqual({ author: "somebody deleted", body: "Good morning" });
  });

  it("may leave its own handler mounted, and both agree", async () => {
    const { ada, cleo } = await liveBefore();
    const row = await rowOf(ada);
    await moveOver(OWN, KITS);
    await world.clerk.users.update(ada, { first_name: "Augusta" });
    const finn = await signUp("Finn");
    world.clerk.users.delete(cleo);
    await pass(17);
    expect(await rowOf(ada)).toEqual({ ...row, name: "Augusta Test" });
    expect(await rowOf(finn)).toMatchObject({ name: "Finn Test" });
    expect(await rowOf(cleo)).toBeNull();
    const statuses = Object.fromEntries(
      (await listed()).map(({ externalId, status }) => [externalId, status]),
    );
    expect(statuses).toMatchObject({ [ada]: "in_sync", [finn]: "in_sync", [cleo]: "deleted" });
  });

  it("is as it was where only its own handler is called", async () => {
    const { ada } = await liveBefore();
    const row = await rowOf(ada);
    await moveOver(OWN);
    await world.clerk.users.update(ada, { first_name: "Augusta" });
    await pass(1);
    expect(await rowOf(ada)).toEqual({ ...row, name: "Augusta Test" });
  });

  it("may have its own handler replaced, with the endpoint in Clerk left as it is", async () => {
    const { ada } = await liveBefore();
    const row = await rowOf(ada);
    const app = await copyOfApp();
    await runInit(app, { replaceHandler: true });
    world = await cloud.deploy(app, OWN);
    await world.clerk.users.update(ada, { first_name: "Augusta" });
    await pass(1);
    expect(await rowOf(ada)).toEqual({ ...row, name: "Augusta Test" });
    expect(await listed()).toMatchObject([{ externalId: ada, status: "in_sync" }]);
  });

  it("type-checks, also when it has a table of its own by each of the kit's names", async () => {
    const app = await copyOfApp();
    const schema = join(app, "convex/schema.ts");
    const names = tablesOf(readKit()).filter((name) => name !== "users");
    const tables = names.map((name) => `  ${name}: defineTable({ mine: v.string() }),\n`);
    const text = await readFile(schema, "utf8");
    await writeFile(schema, text.replace("defineSchema({\n", `$&${tables.join("")}`));
    await runInit(app);
    generate(app);
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [compiler, "-p", app], { encoding: "utf8" });
    expect(stdout).toBe("");
    // The compiler takes ten seconds, and minutes where everything runs at once.
  }, 300_000);
});
