import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../browser/places";
import { countCheck, countMutants, countPlaywright, countVitest, type CountReport } from "./counts";

/** One thing that `npm test` does: a command, and how its end is counted. */
export interface Step {
  /** What `--only` calls it. */
  name: string;
  title: string;
  /** Lanes run side by side, steps of one lane one after the other; see lanes.ts. */
  lane: Lane;
  /** The program and its arguments, run by this Node. */
  command: string[];
  env?: Record<string, string>;
  count: CountReport;
  /** Where the runner writes the JSON that `count` reads. */
  reportFile?: string;
}

/**
 * - `first`: alone and before everything, as it touches files that the others read.
 * - `checks` beside `tests`: one core each, on the two that a small machine has.
 * - `browser`: alone, after the others. A page that is starved of time is slow to answer, and a
 *   test would take that for a fault.
 */
export type Lane = "first" | "checks" | "tests" | "browser";

/** Stories in which a theme or a direction could make a difference: not those of the whole system. */
const LOOKS = ["stories/kit", "stories/ui", "stories/dashboard"];

/** All steps, in order. Whatever they write goes into `scratch`, or a folder of this run's name. */
export function steps(scratch: string): Step[] {
  const tsx = (...args: string[]) => [bin("tsx"), ...args];
  return [
    check("codegen", "convex/_generated is in step", "first", tsx("tools/codegen.ts", "--check")),
    check("browser", "a browser starts", "checks", tsx("tools/browser.ts")),
    check("format", "Prettier", "checks", [bin("prettier"), "--check", "--log-level=warn", "."]),
    check("lint", "ESLint", "checks", [bin("eslint"), "--max-warnings=0", "."]),
    check("types", "TypeScript, everything", "checks", [bin("typescript", "tsc"), "-p", "."]),
    check("convex-types", "TypeScript, as Convex deploys it", "checks", [
      bin("typescript", "tsc"),
      "--noEmit",
      "-p",
      "convex",
    ]),
    check("build", "the app's production build", "checks", [
      bin("vite"),
      "build",
      "--logLevel=warn",
      "--emptyOutDir",
      `--outDir=${join(scratch, "app")}`,
    ]),
    check("storybook", "Storybook's static build", "checks", [
      bin("storybook"),
      "build",
      "--quiet",
      "--loglevel=warn",
      `--output-dir=${join(scratch, "storybook")}`,
    ]),
    mutants(scratch),
    vitest("unit", "pure rules", "tests", ["unit"], scratch),
    vitest("functions", "Convex functions", "tests", ["functions"], scratch),
    vitest("sandbox", "the sandbox, and real clients on it", "tests", ["sandbox"], scratch),
    vitest("stories", "stories, played in a browser", "browser", ["storybook"], scratch),
    vitest(
      "stories-look",
      "the same in the dark and from right to left",
      "browser",
      ["storybook-dark-rtl"],
      scratch,
      LOOKS,
    ),
    endToEnd(scratch),
  ];
}

function check(name: string, title: string, lane: Lane, command: string[]): Step {
  return { name, title, lane, command, count: countCheck };
}

function vitest(
  name: string,
  title: string,
  lane: Lane,
  projects: string[],
  scratch: string,
  paths: readonly string[] = [],
): Step {
  const reportFile = join(scratch, `${name}.json`);
  return {
    name,
    title,
    lane,
    command: [
      bin("vitest"),
      "run",
      ...projects.map((project) => `--project=${project}`),
      ...paths,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reportFile}`,
    ],
    env: { STORIES_CACHE: join(scratch, "stories-cache") },
    count: countVitest,
    reportFile,
  };
}

function mutants(scratch: string): Step {
  const reportFile = join(scratch, "mutants.json");
  return {
    name: "mutants",
    title: "each guarantee, broken on purpose, is noticed",
    lane: "checks",
    command: [bin("tsx"), "tests/mutants/run.ts", "--report", reportFile],
    count: countMutants,
    reportFile,
  };
}

function endToEnd(scratch: string): Step {
  const reportFile = join(scratch, "e2e.json");
  return {
    name: "e2e",
    title: "the whole, in browsers",
    lane: "browser",
    command: [
      bin("@playwright/test", "playwright"),
      "test",
      "--reporter=list,json",
      // Traces of failed tests outlive the run, so they stay in the repository's own folder.
      `--output=${join("test-results", `run-${process.pid}`)}`,
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
    count: countPlaywright,
    reportFile,
  };
}

/** The script behind a package's command: started with Node itself, it needs no shell. */
function bin(packageName: string, command = packageName): string {
  const folder = join(repositoryRoot, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === "string" ? bin : bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command "${command}".`);
  return join(folder, script);
}
