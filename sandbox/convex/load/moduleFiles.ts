import { readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

/** One module of a component. */
export interface ModuleFile {
  /** As function paths name it: relative, without extension, with `/`. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
}

const MODULE = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** The one file with a second dot that a deployment reads. */
const AUTH_CONFIG = "auth.config";

/**
 * Whether a file in a component's folder is one of its modules, by the rules of `convex deploy`:
 * generated code, dot files and names with a second dot (`x.test.ts`, `x.d.ts`, `convex.config.ts`)
 * are not.
 *
 * @param path relative to the component's folder, with `/`.
 */
export function isModule(path: string): boolean {
  if (path.startsWith("_generated/") || !MODULE.test(path)) return false;
  const name = modulePath(path);
  return name === AUTH_CONFIG || !/[.# ]/.test(basename(name));
}

/** All modules in a component's folder, in the order of their paths. */
export async function listModules(dir: string): Promise<ModuleFile[]> {
  const found: ModuleFile[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(dir, file).split(sep).join("/");
    if (isModule(path) && !isInsideAnotherComponent(dir, entry.parentPath)) {
      found.push({ path: modulePath(path), file });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function modulePath(path: string): string {
  return path.replace(MODULE, "");
}

/** A component kept in a folder of its parent is deployed by itself, not as modules of the parent. */
function isInsideAnotherComponent(root: string, dir: string): boolean {
  const folders = relative(root, dir).split(sep).filter(Boolean);
  return folders.some((_, depth) =>
    existsSync(join(root, ...folders.slice(0, depth + 1), "convex.config.ts")),
  );
}
