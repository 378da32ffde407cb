/**
 * `npm run versions`: runs tests with another version of Node, React or Clerk than is installed, in
 * a clone of what is committed, in a folder of its own that is gone afterwards.
 *
 *   npm run versions                  says what it can be asked for
 *
 * The last line says what was run with what, and what came of it; it ends with 0 if all has passed.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "./browser/places";
import { bringNode } from "./versions/bringNode";
import { withClerk, withVersions, type Manifest } from "./versions/manifest";
import { readOptions, type Options } from "./versions/options";
import { Shell } from "./versions/shell";

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    const folder = await mkdtemp(join(tmpdir(), "clerk-convex-sync-versions-"));
    try {
      return await tryVersions(options, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function tryVersions(options: Options, folder: string): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
  const shell = new Shell(stop.signal);

  const clone = join(folder, "clone");
  const source = `file://${repositoryRoot}`;
  await shell.run(folder, "git", "clone", "--quiet", "--depth=1", source, clone);
  if (options.node !== null) await bringNode(options.node, join(folder, "node"), shell);
  const changed = await changeFiles(clone, options);
  for (const file of changed) process.stdout.write(`changed: ${file}\n`);
  await shell.run(clone, "npm", changed.length > 0 ? "install" : "ci", "--prefer-offline");

  await shell.run(clone, "node", "--version");
  const code = await shell.exitCodeOf(clone, "npm", "test", "--", "--only", options.only);
  const outcome = code === 0 ? "passed" : "FAILED";
  process.stdout.write(
    `${outcome}: ${options.only} with ${await describeVersions(folder, options)}\n`,
  );
  return code;
}

/** Writes the other versions into the clone, and answers with the files that were changed. */
async function changeFiles(clone: string, options: Options): Promise<string[]> {
  const edits: Record<string, (text: string) => string> = {
    "package.json": (text) => print(withVersions(JSON.parse(text) as Manifest, options)),
    "src/clerk.ts": (text) => withClerk(text, options),
    // Has a line for each package that package.json names.
    "docs/dependencies.md": (text) => withClerk(text, options),
  };
  const changed: string[] = [];
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(clone, file);
    const before = await readFile(path, "utf8");
    const after = edit(before);
    if (after === before) continue;
    await writeFile(path, after);
    changed.push(file);
  }
  return changed;
}

function print(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The exact versions that were at work, such as `react 18.3.1`. */
async function describeVersions(folder: string, options: Options): Promise<string> {
  const clone = join(folder, "clone");
  const { peerDependencies } = JSON.parse(
    await readFile(join(clone, "package.json"), "utf8"),
  ) as Manifest;
  const names = Object.keys(peerDependencies).filter((name) => /^react$|^@clerk\//.test(name));
  const node =
    options.node === null ? process.version : `v${await versionOf("node", join(folder, "node"))}`;
  const packages = names.map(async (name) => `${name} ${await versionOf(name, clone)}`);
  return [`Node ${node}`, ...(await Promise.all(packages))].join(", ");
}

async function versionOf(name: string, folder: string): Promise<string> {
  const path = join(folder, "node_modules", name, "package.json");
  return (JSON.parse(await readFile(path, "utf8")) as { version: string }).version;
}
