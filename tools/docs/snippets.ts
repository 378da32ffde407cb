import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../browser/places";
import { guides, withFreshSnippets } from "./guides";

/**
 * Writes what the guides show anew from the files that they quote. With `--check` it writes nothing
 * and names the guides that are out of date.
 */
const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;

const stale = guides().filter((page) => withFreshSnippets(page) !== page.text);
for (const page of stale) {
  console.log(`${page.path} ${check ? "shows something else than its sources" : "written anew"}.`);
  if (!check) writeFileSync(join(repositoryRoot, page.path), withFreshSnippets(page));
}
if (check && stale.length > 0) {
  console.log("`npx tsx tools/docs/snippets.ts` writes them anew.");
  process.exitCode = 1;
}
