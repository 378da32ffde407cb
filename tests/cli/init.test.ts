import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { init } from "../../cli/init/init";
import { digestOf } from "../../cli/init/manifest";
import { answering, copyOfApp, runInit } from "./support/app";

/** `init` on the app that Convex's documentation leads to. */

let app: string;
beforeEach(async () => {
  app = await copyOfApp();
});

const read = (path: string) => readFile(join(app, "convex", path), "utf8");
const write = (path: string, text: string) => writeFile(join(app, "convex", path), text);

/** Every file of the app's, by its path. */
async function everything(): Promise<Record<string, string>> {
  const entries = await readdir(join(app, "convex"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as const)),
  );
}

describe("init", () => {
  it("adds what is missing, and takes nothing away", async () => {
    const before = await everything();
    await runInit(app);
    expect(await read("schema.ts")).toContain("  ...clerkSyncTables,\n});");
    expect(await read("http.ts")).toContain("addClerkSyncRoutes(http);\n\nexport default http;");
    expect(await read("crons.ts")).toContain("addClerkSyncCrons(crons);");
    expect(await read("convex.config.ts")).toContain("app.use(rateLimiter);");
    const after = await everything();
    for (const [path, text] of Object.entries(before)) {
      const lines = new Set(after[path]?.split("\n"));
      for (const line of text.split("\n")) expect(lines, path).toContain(line);
    }
  });

  it("has nothing to do when it is run again", async () => {
    await runInit(app);
    const before = await everything();
    expect(await runInit(app)).toContain("Nothing to add");
    expect(await everything()).toEqual(before);
  });

  it("shows all changes and writes none when it only looks", async () => {
    const before = await everything();
    const said = await runInit(app, { yes: false, dryRun: true });
    expect(said).toContain("+  ...clerkSyncTables,");
    expect(said).toContain("+addClerkSyncRoutes(http);");
    expect(said).toContain("inbox.ts");
    expect(said).toContain("Nothing was written.");
    expect(await everything()).toEqual(before);
  });

  it("asks before each change, and leaves out what is declined", async () => {
    const terminal = answering(false, true, true, false);
    const options = { dir: join(app, "convex"), yes: false, dryRun: false, replaceHandler: false };
    await init(options, terminal);
    expect(terminal.asked.slice(0, 4)).toEqual([
      expect.stringContaining("/clerk-users-webhook"),
      expect.stringMatching(/^Add these \d+ files\?$/),
      "Make clerkSync/onProfileChanged.ts?",
      "Change schema.ts?",
    ]);
    expect(await read("schema.ts")).not.toContain("clerkSyncTables");
    expect(await read("http.ts")).toContain("addClerkSyncRoutes(http)");
    expect(await runInit(app)).toContain("1 file written.");
  });

  it("keeps a file that was changed by hand, and shows how it differs", async () => {
    await runInit(app);
    const mine = (await read("clerkSync/access.ts")).replace("Please sign in.", "Who are you?");
    await write("clerkSync/access.ts", mine);
    const said = await runInit(app);
    expect(said).toContain("clerkSync/access.ts was changed here, and stays so.");
    expect(said).toContain("Who are you?");
    expect(await read("clerkSync/access.ts")).toBe(mine);
  });

  it("brings files up to date that are as it wrote them, and those alone", async () => {
    await runInit(app);
    // What an older version of the kit would have left behind.
    const older = "export const older = true;\n";
    const digest = digestOf(older);
    const manifest = JSON.parse(await read("clerkSync/.manifest.json"));
    const now = await read("clerkSync/access.ts");
    for (const path of ["clerkSync/access.ts", "clerkSync/env.ts", "clerkSync/gone.ts"]) {
      manifest.files[path] = digest;
    }
    await write("clerkSync/.manifest.json", JSON.stringify(manifest));
    await write("clerkSync/access.ts", older);
    await write("clerkSync/gone.ts", older);
    await write("clerkSync/env.ts", "export const mine = true;\n");

    const said = await runInit(app);
    expect(await read("clerkSync/access.ts")).toBe(now);
    await expect(read("clerkSync/gone.ts")).rejects.toThrow("ENOENT");
    expect(await read("clerkSync/env.ts")).toBe("export const mine = true;\n");
    expect(said).toContain("env.ts is not as init wrote it, and the kit has another version now");
  });

  it("puts a file back that is gone", async () => {
    await runInit(app);
    await rm(join(app, "convex/clerkSync/inbox.ts"));
    await runInit(app);
    expect(await read("clerkSync/inbox.ts")).toContain("internal.clerkSync.inbox.apply");
  });

  it("lets the kit answer where the app's own handler did, when told so", async () => {
    const said = await runInit(app, { replaceHandler: true });
    const http = await read("http.ts");
    expect(http).toContain(`addClerkSyncRoutes(http, { webhookPath: "/clerk-users-webhook" });`);
    for (const gone of ["validateRequest", "svix", "httpAction", "WebhookEvent"]) {
      expect(http).not.toContain(gone);
    }
    expect(said).toContain("your endpoint in Clerk stays");
    expect(await runInit(app, { replaceHandler: true })).toContain("Nothing to add");
  });

  it("says what is left to do by hand", async () => {
    await writeFile(
      join(app, ".env.local"),
      "VITE_CONVEX_URL=https://happy-otter-1.convex.cloud\n",
    );
    const said = await runInit(app);
    expect(said).toContain("npm install @convex-dev/rate-limiter@");
    expect(said).not.toContain("npm install svix");
    expect(said).toContain("https://happy-otter-1.convex.site/clerk/webhook");
    expect(said).toContain("user.created, user.updated and user.deleted");
    expect(said).toContain("{{user.public_metadata.role}}");
    expect(said).toContain("Your own handler at /clerk-users-webhook stays");
  });

  it("refuses where nobody can be asked, and where there is no app", async () => {
    const terminal = { ...answering(), isInteractive: false };
    const options = { dir: join(app, "convex"), yes: false, dryRun: false, replaceHandler: false };
    await expect(init(options, terminal)).rejects.toThrow("say --yes");
    await expect(init({ ...options, dir: join(app, "nowhere") }, terminal)).rejects.toThrow(
      "There is no folder",
    );
    await expect(init({ ...options, dir: "convex", yes: true }, terminal)).rejects.toThrow(
      "the kit itself",
    );
  });
});
