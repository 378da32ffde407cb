import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Renews `convex/_generated` without a deployment.
 *
 *   npm run codegen             writes the files
 *   npm run codegen -- --check  fails, and changes nothing, when they are out of step
 *
 * `convex codegen` needs a deployment to ask. Its hidden `--system-udfs` does not, but leaves out
 * `components`, which is put back here as a deployment would have written it.
 */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

type Files = Map<string, string>;

function folderIn(root: string): string {
  return join(root, "convex", "_generated");
}

function readFiles(root: string): Files {
  const folder = folderIn(root);
  mkdirSync(folder, { recursive: true });
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

function writeFiles(root: string, files: Files): void {
  const folder = folderIn(root);
  for (const name of readFiles(root).keys()) if (!files.has(name)) rmSync(join(folder, name));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

function runCodegen(root: string): void {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve("convex/package.json")), "bin", "main.js");
  const args = [cli, "codegen", "--system-udfs", "--typecheck", "disable"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`convex codegen failed:\n${stderr}`);
}

/** The components that the app uses, by name, with the package that each comes from. */
export function usedComponents(config: string): Map<string, string> {
  const packages = new Map<string, string>();
  for (const [, name = "", from = ""] of config.matchAll(
    /import (\w+) from "([^"]+)\/convex\.config(?:\.js)?";/g,
  )) {
    packages.set(name, from);
  }
  const used = new Map<string, string>();
  for (const [call, imported = "", name] of config.matchAll(
    /app\.use\((\w+)(?:, \{ name: "(\w+)" \})?\)/g,
  )) {
    const from = packages.get(imported);
    if (from === undefined) throw new Error(`convex.config.ts: no import found for ${call}`);
    used.set(name ?? imported, from);
  }
  return used;
}

/** Adds `components` to the generated `api`, typed from each package's own declarations. */
export function withComponents(files: Files, components: Map<string, string>): Files {
  const lines = [...components].map(
    ([name, from]) =>
      `  ${name}: import("${from}/_generated/component.js").ComponentApi<"${name}">;\n`,
  );
  return new Map(files)
    .set(
      "api.d.ts",
      `${files.get("api.d.ts")}\nexport declare const components: {\n${lines.join("")}};\n`,
    )
    .set(
      "api.js",
      `${files.get("api.js")}export const components = componentsGeneric();\n`.replace(
        "import { anyApi }",
        "import { anyApi, componentsGeneric }",
      ),
    );
}

const NONE: ReturnType<typeof usedComponents> = new Map();

/** Writes `convex/_generated` of the app in a folder, and answers with it. */
export function generate(root: string): Files {
  runCodegen(root);
  const config = join(root, "convex", "convex.config.ts");
  const components = existsSync(config) ? usedComponents(readFileSync(config, "utf8")) : NONE;
  const files = readFiles(root);
  const after = components.size > 0 ? withComponents(files, components) : files;
  writeFiles(root, after);
  return after;
}

function main(): void {
  const check = process.argv.includes("--check");
  const before = readFiles(ROOT);
  const after = generate(ROOT);
  if (!check) return;
  writeFiles(ROOT, before);
  const names = new Set([...before.keys(), ...after.keys()]);
  const changed = [...names].filter((name) => before.get(name) !== after.get(name));
  if (changed.length === 0) return;
  console.error(`convex/_generated is out of step (${changed.join(", ")}): npm run codegen`);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
