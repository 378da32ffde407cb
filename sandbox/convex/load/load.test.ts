import { appendFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, createServer, type ViteDevServer } from "vite";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { ComponentModules } from "../types";
import { packagesOf } from "./dependencies";
import { describeApp, type AppDescription } from "./describeApp";
import { loadAppFromDisk } from "./disk";
import { convexAppPlugin } from "./vitePlugin";

const fixture = fileURLToPath(new URL("./fixtures/app", import.meta.url));

describe("describeApp", () => {
  it("lists the modules that a deployment would take, by their paths", async () => {
    const app = await describeApp(fixture);
    expect(app.modules.map((module) => module.path)).toEqual([
      "auth.config",
      "greetings",
      "model/words",
    ]);
  });

  it("names components as they are installed", async () => {
    const app = await describeApp(fixture);
    expect(Object.keys(app.children)).toEqual([
      "actionRetrier",
      "byScore",
      "rateLimiter",
      "workpool",
      "mailbox",
    ]);
  });

  it("gives a component kept in the app's folder its own modules and mount", async () => {
    const { mailbox } = (await describeApp(fixture)).children;
    expect(mailbox?.modules.map((module) => module.path)).toEqual(["letters"]);
    expect(mailbox?.httpPrefix).toBe("/mail/");
  });

  it("finds the modules of published components, their schema among them", async () => {
    const { rateLimiter } = (await describeApp(fixture)).children;
    expect(rateLimiter?.modules.map((module) => module.path)).toEqual(
      expect.arrayContaining(["lib", "schema", "internal"]),
    );
  });

  it("resolves a nested component to its own parent's version", async () => {
    const { byScore, rateLimiter, workpool } = (await describeApp(fixture)).children;
    const versions = [byScore, rateLimiter, workpool].map((parent) => parent?.children.batchWorker);
    expect(versions.map((nested) => nested?.modules.length)).not.toContain(undefined);
    expect(new Set(versions.map((nested) => nested?.dir)).size).toBe(3);
  });

  it("takes a folder without a config for an app without components", async () => {
    const app = await describeApp(join(fixture, "model"));
    expect(app.children).toEqual({});
    expect(app.modules.map((module) => module.path)).toEqual(["words"]);
  });

  it("says which config it could not evaluate", async () => {
    const dir = await copyOfFixture();
    await writeFile(join(dir, "convex.config.ts"), "export const app = 1;");
    await expect(describeApp(dir)).rejects.toThrow("convex.config.ts does not export an app");
  });
});

describe("packagesOf", () => {
  it("names a component's packages by way of the component, and convex by itself", async () => {
    const packages = await packagesOf(await describeApp(fixture));
    expect(packages).toContain("convex/server");
    expect(packages).toContain(
      "@convex-dev/rate-limiter > @convex-dev/batch-worker > convex-helpers/server/customFunctions",
    );
    expect(packages.filter((name) => name.endsWith("> convex/server"))).toEqual([]);
  });
});

describe("loadAppFromDisk", () => {
  it("loads every module of every component", async () => {
    await expectToLoadEverything(await loadAppFromDisk(fixture));
  });
});

// A machine that is busy with other tests takes its time over Vite.
describe("convexAppPlugin", { timeout: 60_000 }, () => {
  let server: ViteDevServer | undefined;
  afterEach(async () => server?.close());

  async function serve(dir: string): Promise<ViteDevServer> {
    server = await createServer({
      configFile: false,
      logLevel: "silent",
      root: dir,
      appType: "custom",
      server: { middlewareMode: true, ws: false },
      optimizeDeps: { noDiscovery: true, include: [] },
      plugins: [convexAppPlugin({ dir })],
    });
    return server;
  }

  async function appOf(server: ViteDevServer): Promise<ComponentModules> {
    const { app } = await server.ssrLoadModule("virtual:convex-app");
    return app as ComponentModules;
  }

  it("serves the same app as the one on disk, loadable in dev", async () => {
    const app = await appOf(await serve(fixture));
    expect(pathsOf(app)).toEqual(pathsOf(await loadAppFromDisk(fixture)));
    await expectToLoadEverything(app);
  });

  it("serves it again when a module is added", async () => {
    const dir = await copyOfFixture();
    const dev = await serve(dir);
    expect(Object.keys((await appOf(dev)).modules)).not.toContain("added");
    await writeFile(join(dir, "added.ts"), "export const listed = true;");
    await vi.waitFor(
      async () => expect((await appOf(dev)).modules).toHaveProperty("added"),
      30_000,
    );
  });

  it("serves it again when the config is changed", async () => {
    const dir = await copyOfFixture();
    const dev = await serve(dir);
    await appOf(dev);
    await appendFile(join(dir, "convex.config.ts"), '\napp.use(mailbox, { name: "second" });\n');
    await vi.waitFor(
      async () => expect((await appOf(dev)).children).toHaveProperty("second"),
      30_000,
    );
  });

  it("builds every module of every component into the output", async () => {
    const dir = await copyOfFixture();
    await writeFile(
      join(dir, "page.js"),
      'import { app } from "virtual:convex-app"; globalThis.app = app;',
    );
    const output = await build({
      configFile: false,
      logLevel: "silent",
      root: dir,
      build: { write: false, rollupOptions: { input: join(dir, "page.js") } },
      plugins: [convexAppPlugin({ dir })],
    });
    const bundles = [output].flat().flatMap((bundle) => ("output" in bundle ? bundle.output : []));
    const built = bundles.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
    expect(built).toEqual(expect.arrayContaining(filesOf(await describeApp(dir))));
  });
});

/** A copy that a test may change. Beside the fixture, so that packages resolve from it. */
async function copyOfFixture(): Promise<string> {
  const dir = await mkdtemp(join(fixture, "..", ".copy-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(fixture, dir, { recursive: true });
  return dir;
}

function filesOf(app: AppDescription): string[] {
  return [
    ...app.modules.map((module) => module.file),
    ...Object.values(app.children).flatMap(filesOf),
  ];
}

function pathsOf(app: ComponentModules): unknown {
  const children = Object.entries(app.children).map(([name, child]) => [name, pathsOf(child)]);
  return {
    modules: Object.keys(app.modules),
    children: Object.fromEntries(children),
    mount: app.httpPrefix,
  };
}

async function expectToLoadEverything(app: ComponentModules): Promise<void> {
  for (const load of Object.values(app.modules)) {
    const exports = await load();
    expect(exports).toBeTypeOf("object");
    expect(exports.listed).not.toBe(false);
  }
  for (const child of Object.values(app.children)) await expectToLoadEverything(child);
}
