import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { build } from "esbuild";
import { chromium, type Browser } from "playwright";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { findBrowser } from "../../tools/browser";
import { adopt, type Adoption } from "./adopt";

/** What one part alone needs. */
const HEAVY = new Set([
  "@tanstack/react-virtual",
  "jose",
  "papaparse",
  "recharts",
  "sorted-btree",
  "svix",
]);

let adoption: Adoption;

beforeAll(async () => {
  adoption = await adopt();
});

afterAll(async () => {
  await adoption?.remove();
});

describe("the published files", () => {
  it("are put together as tools expect", async () => {
    const { messages, pkg } = await publint({ pkgDir: adoption.installed, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it("have types that hold for every way of resolving modules that knows `exports`", async () => {
    const published = createPackageFromTarballData(new Uint8Array(adoption.tarball));
    const analysis = await checkPackage(published, {
      // Neither has anything to run: styles, and the declaration of a module that Vite serves.
      excludeEntrypoints: ["./styles.css", "./testing/convex-app", "./package.json"],
    });
    if (!analysis.types) throw new Error("The package has no types.");
    const problems = analysis.problems.filter(
      (problem) =>
        // There is no CommonJS to be had: `require` of it needs a Node that can require ESM.
        problem.kind !== "CJSResolvesToESM" &&
        // The oldest way does not know `exports` at all.
        !("resolutionKind" in problem && problem.resolutionKind === "node10"),
    );
    expect(problems).toEqual([]);
  });

  it("are told apart by a server framework: what needs a browser says so first", () => {
    const modules = scripts().filter(({ path }) => !/^(backend|cli)\//.test(path));
    const needsBrowser = modules.filter(({ text }) => /from "(react|convex\/react)"/.test(text));
    expect(needsBrowser.length).toBeGreaterThan(50);
    expect(needsBrowser.filter(({ text }) => !text.startsWith('"use client";'))).toEqual([]);
  });

  it("leave lists of exports and words to the server", () => {
    const plain = ["components.js", "sync.js", "dashboard.js", "src/components/strings/german.js"];
    for (const path of plain) expect(textOf(path), path).not.toContain('"use client"');
  });

  it("can be rendered by a server: what comes from outside of React has a value there, too", () => {
    const reads = scripts().flatMap(({ text }) =>
      Array.from(text.matchAll(/useSyncExternalStore\(([^()]*)\)/g), ([, given = ""]) => given),
    );
    expect(reads.length).toBeGreaterThan(5);
    expect(reads.filter((given) => given.split(",").length < 3)).toEqual([]);
  });

  it("import no styles, which the app does once", () => {
    expect(scripts().filter(({ text }) => /(from|import) ?"[^"]+\.css"/.test(text))).toEqual([]);
  });

  it("have a source map for every module with code, and the source in it", () => {
    const isCode = ({ text }: Text) => /^(var|let|const|function|class|async) /m.test(text);
    const isNames = ({ path }: Text) => path.endsWith(".module.css.js");
    const modules = scripts().filter((script) => isCode(script) && !isNames(script));
    expect(modules.length).toBeGreaterThan(200);
    const unmapped = modules.filter(({ path, text }) => {
      if (!text.includes("//# sourceMappingURL=")) return true;
      const map = JSON.parse(textOf(`${path}.map`)) as { sourcesContent?: unknown[] };
      return !map.sourcesContent?.length;
    });
    expect(unmapped.map(({ path }) => path)).toEqual([]);
  });

  it("name no folder of the machine that they were made on", () => {
    const repository = fileURLToPath(new URL("../..", import.meta.url));
    const telling = textsIn(".").filter(({ text }) => text.includes(repository));
    expect(telling.map(({ path }) => path)).toEqual([]);
  });
});

describe("a bundle with", () => {
  it("the form has no charts, and nothing of the dashboard or the sandbox", async () => {
    const { packages, own } = await bundled("components", "ProfileForm");
    expect(packages).toEqual(expect.arrayContaining(["clsx", "lucide-react", "zod"]));
    expect(packages.filter((name) => HEAVY.has(name))).toEqual([]);
    expect(own.filter((path) => /lib\/(src\/dashboard|sandbox|testing)/.test(path))).toEqual([]);
  });

  it("the hook alone has no component", async () => {
    const { packages, own } = await bundled("sync", "useProfileSync");
    expect(packages).toEqual([]);
    expect(own.filter((path) => path.includes("components"))).toEqual([]);
  });

  it("the list of users has no charts", async () => {
    const { packages } = await bundled("dashboard", "Users");
    expect(packages).toContain("@tanstack/react-virtual");
    expect(packages).not.toContain("recharts");
  });
});

describe("an app that has installed it", () => {
  let browser: Browser;

  beforeAll(async () => {
    await adoption.run("clerk-convex-sync/lib/cli/main.js", "init", "--yes");
    await cp(
      fileURLToPath(new URL("../../convex/_generated", import.meta.url)),
      join(adoption.app, "convex/_generated"),
      { recursive: true },
    );
    const { executablePath, args, env } = await findBrowser();
    browser = await chromium.launch({ executablePath, args, env });
  });

  afterAll(async () => {
    await browser?.close();
  });

  it("type-checks, with our types read in full", async () => {
    const said = await adoption.run("typescript/bin/tsc", "-p", ".").catch(String);
    // Other packages' own types are wrong in places, which is not for us to mend.
    const ofOthers = /^(?!node_modules\/clerk-convex-sync\/).*node_modules\//;
    const ours = said
      .split("\n")
      .filter((line) => line.includes("error TS") && !ofOthers.test(line));
    expect(ours).toEqual([]);
  });

  it("builds with Vite, renders, and saves on the sandbox", async () => {
    await adoption.run("vite/bin/vite.js", "build", "--logLevel=warn");
    const server = await preview({
      root: adoption.app,
      configFile: false,
      logLevel: "silent",
      preview: { host: "127.0.0.1", port: 0 },
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(90_000);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    try {
      const address = server.httpServer.address();
      if (!address || typeof address === "string") throw new Error("It listens on no port.");
      await page.goto(`http://127.0.0.1:${address.port}`);
      await page.getByRole("textbox", { name: "First name" }).fill("Augusta");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("Saved here and in Clerk.").waitFor();
      await page.getByRole("heading", { name: "Hello, Augusta!" }).waitFor();
      await page.getByRole("button", { name: "0 interests" }).click();
      await page.getByRole("button", { name: "1 interests" }).waitFor();
      // The dashboard reads the same world, and the webhook has told of the new name.
      await page.getByRole("row", { name: /Augusta.*In sync/ }).waitFor();
      expect(errors).toEqual([]);
    } finally {
      await page.close();
      await server.close();
    }
  });
});

interface Text {
  /** Below the package's lib/, with `/`. */
  readonly path: string;
  readonly text: string;
}

function textsIn(folder: string): Text[] {
  const lib = join(adoption.installed, "lib");
  return readdirSync(join(lib, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".woff2"))
    .map((entry) => relative(lib, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .map((path) => ({ path, text: textOf(path) }));
}

function scripts(): Text[] {
  return textsIn(".").filter(({ path }) => path.endsWith(".js"));
}

function textOf(path: string): string {
  return readFileSync(join(adoption.installed, "lib", path), "utf8");
}

/** What an app's bundler takes along for one export; its peers stay outside. */
async function bundled(entry: string, name: string) {
  const source = join(adoption.app, `${name}.ts`);
  writeFileSync(source, `export { ${name} } from "clerk-convex-sync/${entry}";`);
  const { metafile } = await build({
    entryPoints: [source],
    absWorkingDir: adoption.app,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: "out",
    external: Object.keys(manifest.peerDependencies),
  });
  const outputs = Object.values(metafile.outputs);
  const inputs = outputs.flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );
  const ours = "node_modules/clerk-convex-sync/";
  const packages = inputs
    .filter((path) => !path.includes(ours))
    .flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    own: inputs.filter((path) => path.includes(ours)),
  };
}
