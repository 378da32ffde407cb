import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../browser/places";
import { countCheck, countMutants, countPlaywright, countVitest, type CountReport } from "./counts";

/** One thing that `npm test` does: a command, and how its end is counted. */
export interface Step {
  /** What `--only` calls it. */
  name: string;
  title: string;
  stage: Stage;
  /** The program and its arguments, run by this Node. */
  command: string[];
  env?: Record<string, string>;
  count: CountReport;
  /** Where the runner writes the JSON that `count` reads. */
  reportFile?: string;
}

/**
 * - `first`: one by one before everything, as they make what the others need.
 * - `together`: two at a time, most keep one core busy. They are listed longest first, so that no
 *   long one is left for the end.
 * - `alone`: one by one at the end, as they start servers and browsers of their own.
 */
export type Stage = "first" | "together" | "alone";

/** All steps, in order. Whatever they write goes into `scratch`, or a folder of this run's name. */
export function steps(scratch: string): Step[] {
  const tsx = (...args: string[]) => [bin("tsx"), ...args];
  const storybook = join(scratch, "storybook");
  return [
    check("codegen", "convex/_generated is in step", "first", tsx("tools/codegen.ts", "--check")),
    check("browser", "a browser starts", "first", tsx("tools/browser.ts")),
    vitest("sandbox", "the sandbox, and real clients on it", ["sandbox"], scratch),
    vitest(
      "stories",
      "stories, played in the light, and in the dark from right to left",
      ["storybook", "storybook-dark-rtl", "storybook-worlds"],
      scratch,
    ),
    check("lint", "ESLint", "together", [bin("eslint"), "--max-warnings=0", "."]),
    vitest("package", "the package, in an app of its own", ["package"], scratch),
    mutants(scratch),
    vitest("functions", "Convex functions", ["functions"], scratch),
    check("types", "TypeScript, everything", "together", [bin("typescript", "tsc"), "-p", "."]),
    check("storybook", "Storybook's static build", "together", [
      bin("storybook"),
      "build",
      "--quiet",
      "--loglevel=warn",
      `--output-dir=${storybook}`,
    ]),
    check("format", "Prettier", "together", [bin("prettier"), "--check", "--log-level=warn", "."]),
    vitest("unit", "pure rules", ["unit"], scratch),
    check("unused", "Knip: nothing lies about unused", "together", [bin("knip")]),
    check("convex-types", "TypeScript, as Convex deploys it", "together", [
      bin("typescript", "tsc"),
      "--noEmit",
      "-p",
      "convex",
    ]),
    check("build", "the app's production build", "together", [
      bin("vite"),
      "build",
      "--logLevel=warn",
      "--emptyOutDir",
      `--outDir=${join(scratch, "app")}`,
    ]),
    endToEnd(scratch, storybook),
  ];
}

function check(name: string, title: string, stage: Stage, command: string[]): Step {
  return { name, title, stage, command, count: countCheck };
}

function vitest(name: string, title: string, projects: string[], scratch: string): Step {
  const reportFile = join(scratch, `${name}.json`);
  return {
    name,
    title,
    stage: "together",
    command: [
      bin("vitest"),
      "run",
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reportFile}`,
    ],
    env: { STORIES_CACHE: join(scratch, `${name}-cache`) },
    count: countVitest,
    reportFile,
  };
}

function mutants(scratch: string): Step {
  const reportFile = join(scratch, "mutants.json");
  return {
    name: "mutants",
    title: "each guarantee, broken on purpose, is noticed",
    stage: "together",
    command: [bin("tsx"), "tests/mutants/run.ts", "--report", reportFile],
    count: countMutants,
    reportFile,
  };
}

/** @param storybook Where the step before it has put the static Storybook. */
function endToEnd(scratch: string, storybook: string): Step {
  const reportFile = join(scratch, "e2e.json");
  return {
    name: "e2e",
    title: "the whole, in browsers",
    stage: "alone",
    command: [
      bin("@playwright/test", "playwright"),
      "test",
      "--reporter=list,json",
      // Traces of failed tests outlive the run, so they stay in the repository's own folder.
      `--output=${join("test-results", `run-${process.pid}`)}`,
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile, STORYBOOK_BUILD: storybook },
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
