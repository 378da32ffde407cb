import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renameClerk } from "./versions/clerk";
import { readVersions, type Versions } from "./versions/options";

/*
 * Runs tests with other versions of Node, React or Clerk than those that are installed: in a fresh
 * clone of what is committed, in a folder of its own that is gone afterwards.
 */
const root = fileURLToPath(new URL("..", import.meta.url));

try {
  process.exitCode = await tryVersions(readVersions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function tryVersions(versions: Versions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "clerk-convex-sync-versions-"));
  const clone = join(folder, "clone");
  try {
    await run("git", ["clone", "--quiet", "--depth=1", `file://${root}`, clone], folder);
    const path = await nodeIn(folder, versions.node);
    await run("npm", ["ci", "--prefer-offline"], clone, path);
    const packages = otherPackages(versions);
    if (packages.length > 0) await install(clone, packages, path);
    if (versions.clerk !== null) {
      for (const file of renameClerk(clone)) console.log(`changed: ${file}`);
    }
    await run("node", ["--version"], clone, path);
    return await exitCodeOf("npm", ["test", "--", "--only", versions.only], clone, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Brings that Node with npm's `node` package; answers with the PATH that has it first. */
async function nodeIn(folder: string, version: string | null): Promise<string> {
  const path = process.env.PATH ?? dirname(process.execPath);
  if (version === null) return path;
  const dir = join(folder, "node");
  await mkdir(dir);
  // Its install script puts the binary in place, which npm wants allowed by name.
  const manifest = { private: true, allowScripts: { node: true } };
  await writeFile(join(dir, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", `node@${version}`], dir);
  return [join(dir, "node_modules", "node", "bin"), path].join(delimiter);
}

function otherPackages({ react, clerk }: Versions): string[] {
  const ofReact = ["react", "react-dom", "@types/react", "@types/react-dom"];
  return [
    ...(react === null ? [] : ofReact.map((name) => `${name}@${react}`)),
    ...(clerk === null ? [] : [`@clerk/react@${clerk}`, `@clerk/clerk-js@${clerk}`]),
  ];
}

async function install(clone: string, packages: string[], path: string): Promise<void> {
  // Our own pinned versions are peers of what is asked for; that they differ is the point.
  await run("npm", ["install", "--no-save", "--legacy-peer-deps", ...packages], clone, path);
}

/** @throws Error when it fails */
async function run(program: string, args: string[], cwd: string, path?: string): Promise<void> {
  const code = await exitCodeOf(program, args, cwd, path);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}.`);
}

function exitCodeOf(program: string, args: string[], cwd: string, path = process.env.PATH) {
  return new Promise<number>((resolve, reject) => {
    const shell = process.platform === "win32";
    const child = spawn(program, args, {
      cwd,
      stdio: "inherit",
      shell,
      env: { ...process.env, PATH: path },
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
