import { existsSync } from "node:fs";
import { readFiles } from "../files";
import { isKit, readKit } from "../kitFolder";
import { MANIFEST } from "../init/manifest";
import { planInit } from "../init/plan";
import type { Project } from "../project";
import { BACKEND_PACKAGES, nameOf } from "../init/lastWords";
import { fault, notice, ok, skipped, type Check } from "./check";

const NAME = "files";
const AGAIN = "Run npx clerk-convex-sync init.";

/** Whether init has something left to do in the app's `convex/` folder. */
export function checkFiles(dir: string, { dependencies }: Project): Check[] {
  if (!existsSync(dir)) {
    return [skipped(NAME, `There is no folder ${dir} to look at.`, "Say --dir PATH.")];
  }
  if (isKit(dir)) return [ok(NAME, "This is the kit's own backend.")];
  const app = readFiles(dir);
  if (!app.has(MANIFEST)) {
    return [fault(NAME, "The kit's functions are not in this app's convex folder.", AGAIN)];
  }
  const { copies, edits, kept, byHand } = planInit(app, readKit());
  const missing = copies.filter(({ before }) => before === null);
  const older = copies.filter(({ before }) => before !== null);
  const packages = BACKEND_PACKAGES.map(nameOf).filter((name) => !(name in dependencies));
  const checks = [
    ...(missing.length > 0
      ? [fault(NAME, `These files of the kit are missing: ${pathsOf(missing)}.`, AGAIN)]
      : []),
    ...edits.map(({ path }) =>
      fault(NAME, `${path} does not have what the kit adds to it.`, AGAIN),
    ),
    ...byHand.map((advice) => fault(NAME, "There is something that init could not do.", advice)),
    ...(packages.length > 0
      ? [
          fault(
            NAME,
            `Not among this app's dependencies: ${packages.join(", ")}.`,
            `npm install ${packages.join(" ")}`,
          ),
        ]
      : []),
    ...(older.length > 0
      ? [notice(NAME, `There are newer versions of ${older.length} files of the kit.`, AGAIN)]
      : []),
    ...(kept.length > 0 ? [notice(NAME, `Changed here, and left so: ${pathsOf(kept)}.`)] : []),
  ];
  return checks.some(({ state }) => state === "fault")
    ? checks
    : [ok(NAME, "The kit's functions are in place, and mounted."), ...checks];
}

function pathsOf(files: readonly { readonly path: string }[]): string {
  return files.map(({ path }) => path).join(", ");
}
