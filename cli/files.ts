import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Text by path; paths are relative, with `/`. */
export type Files = ReadonlyMap<string, string>;

/** A file that is to be made, changed or deleted. Null: there is none. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

const NOT_SOURCES = new Set(["node_modules", "_generated"]);
/** Beside sources: what init remembers, and nothing else that is larger or secret. */
const SOURCE = /\.([cm]?[jt]sx?|json)$/;

/** All sources in a folder; none when there is no such folder. */
export function readFiles(dir: string): Files {
  const files = new Map<string, string>();
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return files;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/");
    if (!entry.isFile() || !SOURCE.test(path)) continue;
    if (path.split("/").some((part) => NOT_SOURCES.has(part))) continue;
    files.set(path, readFileSync(join(dir, path), "utf8"));
  }
  return files;
}

/** A file's text, or null when there is none. */
export function readText(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : null;
}

export function applyChange(dir: string, { path, after }: Change): void {
  const file = join(dir, path);
  if (after === null) return rmSync(file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, after);
}
