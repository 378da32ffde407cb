import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Check } from "../../cli/doctor/check";
import { doctor, type DoctorOptions } from "../../cli/doctor/doctor";
import { newSecrets, browserVariables } from "../../sandbox/world/variables";
import type { World } from "../../sandbox/world/world";
import { answering, copyOfApp, runInit } from "./support/app";
import { call, openCloud, type Cloud } from "./support/world";

/** `doctor` against an app on the sandbox, in order and with one thing broken at a time. */

let before: string;
let after: string;
beforeAll(async () => {
  before = await copyOfApp();
  after = await copyOfApp();
  await runInit(after);
  const dependencies = { svix: "*", "@convex-dev/rate-limiter": "*" };
  await writeFile(join(after, "package.json"), JSON.stringify({ dependencies }));
});

let cloud: Cloud;
let world: World;
beforeEach(async () => {
  cloud = openCloud();
  world = await cloud.deploy(after, "/clerk/webhook");
});
afterEach(async () => {
  await cloud.close();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** What the developer's shell knows. */
function shell(): Record<string, string> {
  const { addresses, secrets } = world;
  return {
    ...browserVariables(addresses, secrets),
    CLERK_API_URL: addresses.clerk,
    CLERK_SECRET_KEY: secrets.secretKey,
    CLERK_WEBHOOK_SIGNING_SECRET: secrets.webhookSigningSecret,
  };
}

/** Where no app is to be looked at, which takes its time, the files are skipped. */
async function examine(options: Partial<DoctorOptions> & { app?: string } = {}) {
  const { app = "/nowhere", env = shell(), ...rest } = options;
  const terminal = answering();
  const isWell = await doctor(
    {
      dir: join(app, "convex"),
      url: world.addresses.convexSite,
      webhookPath: undefined,
      json: true,
      env,
      ...rest,
    },
    terminal,
  );
  const report = JSON.parse(terminal.said()) as { ok: boolean; checks: Check[] };
  expect(report.ok).toBe(isWell);
  return report.checks;
}

const faultsIn = (checks: Check[]) => checks.filter(({ state }) => state === "fault");
const fault = (name: string, says: string, cure: string) => ({
  name,
  state: "fault",
  says: expect.stringContaining(says),
  cure: expect.stringContaining(cure),
});

describe("a set-up that is in order", () => {
  it("has no fault, and is told what has not happened yet", async () => {
    const checks = await examine({ app: after });
    expect(faultsIn(checks)).toEqual([]);
    expect(checks.filter(({ state }) => state === "ok").map(({ name }) => name)).toEqual([
      "files",
      "app",
      "variables",
      "webhook",
      "secret",
      "JWT template",
    ]);
    const notices = checks.filter(({ state }) => state === "notice");
    expect(notices.map(({ name }) => name)).toEqual(["last event", "last scan"]);
    expect(notices[0]?.cure).toContain("user.created, user.updated and user.deleted");
  });

  it("has had an event once there was one", async () => {
    await world.clerk.users.create({ username: "ada_test" });
    await world.clerk.webhooks.deliverNow();
    await world.engine.runDueJobs();
    expect(await examine()).toContainEqual({
      name: "last event",
      state: "ok",
      says: expect.stringMatching(/^The last event came /),
      cure: null,
    });
  });

  it("keeps no event of having been looked at", async () => {
    await examine();
    const paginationOpts = { numItems: 5, cursor: null };
    const who = { subject: "user_staff", role: "admin" } as const;
    const events = await call(world, "query", "clerkSync/dashboard:listEvents", who, {
      paginationOpts,
    });
    expect(events).toMatchObject({ page: [] });
    expect((await examine()).map(({ name }) => name)).not.toContain("health");
  });

  it("is looked at as far as can be without secrets", async () => {
    const { addresses, secrets } = world;
    const checks = await examine({ env: browserVariables(addresses, secrets) });
    expect(faultsIn(checks)).toEqual([]);
    const left = checks.filter(({ state }) => state === "skipped");
    expect(left.map(({ name }) => name)).toEqual(["files", "secret", "JWT template"]);
  });

  it("says so in words, with a cure under what it tells of", async () => {
    const terminal = answering();
    const dir = join(after, "convex");
    const url = world.addresses.convexSite;
    await doctor({ dir, url, webhookPath: undefined, json: false, env: shell() }, terminal);
    expect(terminal.said()).toContain("✓ secret");
    expect(terminal.said()).toMatch(/! last event .*\n +→ In Clerk's dashboard/);
    expect(terminal.said()).toContain("Nothing is broken.");
  });
});

describe("a set-up with a fault", () => {
  it("whose secret is another than Clerk's", async () => {
    const CLERK_WEBHOOK_SIGNING_SECRET = newSecrets().webhookSigningSecret;
    expect(faultsIn(await examine({ env: { ...shell(), CLERK_WEBHOOK_SIGNING_SECRET } }))).toEqual([
      fault("secret", "another signing secret", "npx convex env set"),
    ]);
  });

  it("whose secret is none", async () => {
    const env = { ...shell(), CLERK_WEBHOOK_SIGNING_SECRET: "whsec_$" };
    expect(faultsIn(await examine({ env }))).toEqual([
      fault("secret", "no signing secret", "begins with whsec_"),
    ]);
  });

  it("whose routes are not mounted", async () => {
    world = await cloud.deploy(before);
    expect(faultsIn(await examine())).toEqual([
      fault("health", "is not the kit's", "addClerkSyncRoutes(http)"),
      fault("webhook", "Nothing is mounted", "addClerkSyncRoutes(http)"),
    ]);
  });

  it("whose deployment lacks variables", async () => {
    vi.stubEnv("CLERK_SECRET_KEY", "");
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", "");
    vi.stubEnv("CLERK_WEBHOOK_SECRET", "");
    expect(faultsIn(await examine())).toEqual([
      fault(
        "variables",
        "CLERK_SECRET_KEY, CLERK_WEBHOOK_SIGNING_SECRET",
        "npx convex env set CLERK_SECRET_KEY VALUE",
      ),
      fault("webhook", "its secret is not set", "CLERK_WEBHOOK_SIGNING_SECRET"),
    ]);
  });

  it("whose tokens carry no role", async () => {
    await editTemplate({ aud: "convex" });
    expect(faultsIn(await examine())).toEqual([
      fault("JWT template", "no role", "{{user.public_metadata.role}}"),
    ]);
  });

  it("whose tokens are not meant for Convex", async () => {
    await editTemplate({ role: "{{user.public_metadata.role}}" });
    expect(faultsIn(await examine())).toEqual([
      fault("JWT template", "not meant for Convex", '"aud": "convex"'),
    ]);
  });

  it("whose secret key Clerk does not know", async () => {
    const env = { ...shell(), CLERK_SECRET_KEY: "sk_test_other" };
    expect(faultsIn(await examine({ env }))).toEqual([
      fault("JWT template", "does not accept", "begins with sk_"),
    ]);
  });

  it("whose app lacks variables", async () => {
    const { VITE_CLERK_PUBLISHABLE_KEY: _, ...env } = shell();
    expect(faultsIn(await examine({ env }))).toEqual([
      fault("app", "VITE_CLERK_PUBLISHABLE_KEY", ".env.local"),
    ]);
  });

  it("whose deployment does not answer", async () => {
    expect(faultsIn(await examine({ url: "https://elsewhere.test" }))).toEqual([
      fault("deployment", "https://elsewhere.test does not answer", "address"),
    ]);
  });

  it("that init has never been run on, or whose files have gone since", async () => {
    expect(faultsIn(await examine({ app: before }))).toEqual([
      fault("files", "not in this app's convex folder", "init"),
    ]);
    const damaged = await copyOfApp();
    await runInit(damaged);
    await rm(join(damaged, "convex/clerkSync/inbox.ts"));
    await rm(join(damaged, "convex/crons.ts"));
    expect(faultsIn(await examine({ app: damaged }))).toEqual([
      fault("files", "clerkSync/inbox.ts", "init"),
      fault("files", "crons.ts", "init"),
      fault("files", "@convex-dev/rate-limiter", "npm install"),
    ]);
  });
});

it("has to be told which deployment to look at", async () => {
  await expect(examine({ url: undefined, env: {} })).rejects.toThrow("Which deployment?");
});

/** As in Clerk's dashboard. */
async function editTemplate(claims: Record<string, string>): Promise<void> {
  const { addresses, secrets, clerk } = world;
  const headers = { authorization: `Bearer ${secrets.secretKey}` };
  const list = new Request(`${addresses.clerk}/v1/jwt_templates`, { headers });
  const [template] = (await (await clerk.handle(list)).json()) as { id: string }[];
  const url = `${addresses.clerk}/v1/jwt_templates/${template?.id}`;
  const body = JSON.stringify({ claims });
  await clerk.handle(new Request(url, { method: "PATCH", headers, body }));
}
