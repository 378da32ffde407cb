import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What an app brings along besides: its tools, and their types. */
const TOOLS = [
  "@types/node",
  "@types/papaparse",
  "@types/react",
  "@types/react-dom",
  "@vitejs/plugin-react",
  "typescript",
];

/** The package as it would be published, and an app in a folder of its own that has installed it. */
export interface Adoption {
  /** The app's folder. */
  readonly app: string;
  /** The installed package's folder. */
  readonly installed: string;
  readonly tarball: Buffer;
  /**
   * Runs a program of the app's node_modules, by its file in there, under this Node.
   * @throws Error with all that it said, when it fails
   */
  run(script: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Builds the package, packs it, and installs it into a copy of the app beside this file. Its
 * dependencies and peers are linked from this repository's own, those that it names and no others:
 * what it imports without naming it is not found.
 */
export async function adopt(): Promise<Adoption> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "clerk-convex-sync-package-")));
  const tarball = await pack(join(folder, "package"));
  const app = join(folder, "app");
  await cp(join(repository, "tests/package/app"), app, { recursive: true });
  const installed = join(app, "node_modules/clerk-convex-sync");
  await extract(tarball, installed);
  for (const name of [...(await packagesOf(installed)), ...TOOLS]) await link(app, name);

  const run = async (script: string, ...args: string[]) => {
    const path = join(app, "node_modules", script);
    try {
      const { stdout } = await execute(process.execPath, [path, ...args], {
        cwd: app,
        env: ownEnv(),
      });
      return stdout;
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      throw new Error(`${script} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
    }
  };
  return {
    app,
    installed,
    tarball: await readFile(tarball),
    run,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Packs what `npm publish` would send, from a folder beside the repository. */
async function pack(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const file of ["package.json", "README.md", "LICENSE"]) {
    await cp(join(repository, file), join(folder, file));
  }
  // As on the command line: in a test runner's own process React would be built for development.
  const build = [join(repository, "node_modules/tsx/dist/cli.mjs"), "package/run.ts"];
  await execute(process.execPath, [...build, "--outDir", join(folder, "lib")], {
    cwd: repository,
    env: ownEnv(),
  });
  const { stdout } = await execute("npm", ["pack", "--ignore-scripts", "--json"], {
    cwd: folder,
    shell: process.platform === "win32",
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, packed.filename);
}

async function extract(tarball: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  // The folder in a package's archive is always called "package".
  await execute("tar", ["-xzf", tarball, "-C", into, "--strip-components=1"]);
}

async function packagesOf(installed: string): Promise<string[]> {
  const { dependencies, peerDependencies } = JSON.parse(
    await readFile(join(installed, "package.json"), "utf8"),
  ) as Record<"dependencies" | "peerDependencies", Record<string, string>>;
  return [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
}

async function link(app: string, name: string): Promise<void> {
  const path = join(app, "node_modules", name);
  await mkdir(dirname(path), { recursive: true });
  await symlink(join(repository, "node_modules", name), path, "junction");
}

/** Without what a test runner sets, which Vite would take for a build that is not for production. */
function ownEnv(): NodeJS.ProcessEnv {
  const { NODE_ENV: _ofTheRunner, ...env } = process.env;
  return env;
}
