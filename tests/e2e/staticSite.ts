import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { preview } from "vite";

const run = promisify(execFile);

/** What a server knows, set while building: none of it may end up in what browsers get. */
export const SERVER_SECRETS = {
  CLERK_SECRET_KEY: "sk_live_known0to0the0server0alone0",
  CLERK_WEBHOOK_SIGNING_SECRET: "whsec_a25vd24gdG8gdGhlIHNlcnZlciBhbG9uZQ==",
  CONVEX_DEPLOY_KEY: "prod:happy-animal-1|a2V5IG9mIHRoZSBzZXJ2ZXI=",
};

/** Secrets in the forms that Clerk, Svix, JWTs and keys have, whoever's they are. */
const SECRET_FORMS = [
  /\bsk_(?:test|live)_[A-Za-z0-9]{16,}/,
  /\bwhsec_[A-Za-z0-9+/]{16,}/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{20,}/,
];

/** A text file: its path and what it says. */
export type Text = [path: string, content: string];

/** Every file in a folder, however deep, or the one file at that path. */
export async function textsIn(path: string): Promise<Text[]> {
  if (path.endsWith(".js")) return [[path, await readFile(path, "utf8")]];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map(async ({ parentPath, name }): Promise<Text> => {
      const file = join(parentPath, name);
      return [file, await readFile(file, "utf8")];
    }),
  );
}

/** The files with a secret in them: one of the server's, or anything that has the form of one. */
export function filesWithSecrets(texts: readonly Text[]): string[] {
  const isIn = (content: string) =>
    Object.values(SERVER_SECRETS).some((secret) => content.includes(secret)) ||
    SECRET_FORMS.some((form) => form.test(content));
  return texts.filter(([, content]) => isIn(content)).map(([path]) => path);
}

/** Files of a build in a folder of their own, and a server on this machine that only serves them. */
export interface StaticSite {
  /** Where the files are. */
  dir: string;
  /** Where they are served, with a slash at the end. */
  url: string;
  remove(): Promise<void>;
}

/**
 * Builds as the command line does and serves what came out.
 *
 * @param command A command of node_modules/.bin, and its arguments up to the folder to build into.
 * @param base The path to serve below, with a slash at both ends.
 * @param variables Of the build; without them it has none.
 * @throws Error with what the build said, when it fails.
 */
export async function buildSite(
  command: readonly string[],
  base: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<StaticSite> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), "clerk-convex-sync-site-")));
  const [program = "", ...args] = command;
  await run(join("node_modules/.bin", program), [...args, dir], {
    env: { ...buildEnvironment(), ...variables },
  });
  const site = await serveSite(dir, base);
  return {
    ...site,
    async remove() {
      await site.remove();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The stories, served from below `base`: those that `npm test` has built before, or a build. */
export async function storybookSite(base: string): Promise<StaticSite> {
  const built = process.env.STORYBOOK_BUILD;
  if (built && existsSync(built)) return await serveSite(built, base);
  const command = ["storybook", "build", "--quiet", "--disable-telemetry", "--output-dir"];
  return await buildSite(command, base);
}

/** Serves the files of a folder, which stay when the site is removed. */
async function serveSite(dir: string, base: string): Promise<StaticSite> {
  const server = await preview({
    configFile: false,
    logLevel: "silent",
    base,
    build: { outDir: dir },
    // What is not there is answered with 404, and not with index.html.
    appType: "mpa",
    preview: { host: "127.0.0.1", port: 0 },
  });
  const address = server.httpServer.address();
  if (!address || typeof address === "string") throw new Error("The server listens on no port.");
  return {
    dir,
    url: `http://127.0.0.1:${address.port}${base}`,
    remove: () => server.close(),
  };
}

/** What a page asked of anybody but the site, and every error of its own. Fills as the page goes. */
export function watch(page: Page, site: StaticSite): { outside: string[]; errors: string[] } {
  const { host } = new URL(site.url);
  const seen = { outside: new Array<string>(), errors: new Array<string>() };
  const hear = (url: string) => {
    const { protocol, host: asked } = new URL(url);
    if (asked !== host && protocol !== "blob:" && protocol !== "data:") seen.outside.push(url);
  };
  page.on("request", (request) => hear(request.url()));
  page.on("websocket", (socket) => hear(socket.url()));
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error") seen.errors.push(`${message.text()} (${url})`);
  });
  return seen;
}

/** This process's own environment, without what would make the build another than a stranger's. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...SERVER_SECRETS,
    STORYBOOK_DISABLE_TELEMETRY: "1",
    // Said outright, for these come before those of an .env file that lies around.
    VITE_CLERK_PUBLISHABLE_KEY: "",
    VITE_CONVEX_URL: "",
  };
  // Playwright sets it to "test", which Vite would take for a build that is not for production.
  delete env.NODE_ENV;
  return env;
}
