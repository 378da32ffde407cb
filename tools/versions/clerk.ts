import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * What Clerk's packages of version 6 are called. `@clerk/clerk-js` has its screens in a package of
 * their own since then, so what was its headless entry is the whole of it.
 */
const RENAMED = [
  ["@clerk/clerk-react", "@clerk/react"],
  ["@clerk/clerk-js/headless", "@clerk/clerk-js"],
] as const;

const FOLDERS = [".storybook", "bench", "package", "sandbox", "src", "stories", "testing", "tests"];

/** Writes the new names wherever the old ones stand, and answers with the files that had them. */
export function renameClerk(root: string): string[] {
  const changed: string[] = [];
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const before = readFileSync(path, "utf8");
      const after = RENAMED.reduce((text, [from, to]) => text.replaceAll(from, to), before);
      if (after === before) continue;
      writeFileSync(path, after);
      changed.push(relative(root, path));
    }
  }
  return changed;
}
