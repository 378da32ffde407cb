import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { repositoryRoot } from "./browser/places";

/** What tools and builds leave in the checkout, by its path; packages can lie in any folder. */
const NOT_SOURCES = new Set([
  ".git",
  ".sandbox",
  "coverage",
  "dist",
  "lib",
  "playwright-report",
  "storybook-static",
  "test-results",
]);

/**
 * The paths of all files that somebody wrote, from the repository's root, with `/`. Read from the
 * disk and not from git, which a machine that runs the tests may not have.
 */
export function sourceFiles(folder = repositoryRoot): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const source = relative(repositoryRoot, path).replaceAll("\\", "/");
    if (NOT_SOURCES.has(source) || /^node_modules$|^\.env/.test(entry.name)) return [];
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.isFile() ? [source] : [];
  });
}

/** @param path from the repository's root. */
export function readSource(path: string): string {
  return readFileSync(join(repositoryRoot, path), "utf8");
}
