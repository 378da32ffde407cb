import { join } from "node:path";
import { readFiles, type Files } from "../../cli/files";
import { planInit } from "../../cli/init/plan";
import { readKit } from "../../cli/kitFolder";
import { repositoryRoot } from "../browser/places";

/** The app that Convex's documentation leads to; tests/cli moves it over, and lives in it. */
const APP = join(repositoryRoot, "tests/cli/app/convex");

let made: Files | null = null;

/**
 * A file of that app's `convex/` as `init --replace-handler` leaves it.
 * @throws Error when init does not touch it
 */
export function madeByInit(path: string): string {
  made ??= run();
  const text = made.get(path);
  if (text === undefined) throw new Error(`init does not write ${path}.`);
  return text;
}

function run(): Files {
  const { copies, edits } = planInit(readFiles(APP), readKit(), { replaceHandler: true });
  const changes = [...copies, ...edits];
  return new Map(changes.map(({ path, after }) => [path, after ?? ""]));
}
