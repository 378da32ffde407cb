import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { readText, type Files } from "./files";

/** Beside the built command in the package, and beside this file in the kit's own repository. */
const PLACES = ["../backend", "../convex"];

/** What an app has of its own, under the same names, or what is made anew in it. */
const NOT_COPIED =
  /^(_generated\/|schema\.ts$|http\.ts$|crons\.ts$|(auth|convex)\.config\.ts$)|(^|\/)tsconfig\.json$/;

/**
 * The kit's functions as they are published: text by path, relative to the kit's folder.
 *
 * @throws when the package is not whole
 */
export function readKit(): Files {
  const dir = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) =>
    existsSync(join(place, "tables.ts")),
  );
  if (dir === undefined) throw new Error("The kit's functions are missing: install it anew.");
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => path.endsWith(".ts") && !NOT_COPIED.test(path))
    .sort();
  return new Map(files.map((path) => [path, readFileSync(join(dir, path), "utf8")]));
}

/** Whether a `convex/` folder is the kit's own, which has its functions at the top. */
export function isKit(dir: string): boolean {
  return /\bclerkSyncTables =/.test(readText(join(dir, "tables.ts")) ?? "");
}
