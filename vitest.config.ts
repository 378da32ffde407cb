import react from "@vitejs/plugin-react";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { parseArgs } from "node:util";
import type { Plugin, TestProjectConfiguration } from "vitest/config";
import { defineConfig } from "vitest/config";

/** How the story tests start their browser; filled in by {@link browserForStories}. */
const launchOptions: { executablePath?: string; args?: string[]; env?: Record<string, string> } =
  {};

/**
 * Vite's prepared dependencies go where STORIES_CACHE says, when it does: `npm test` gives each run
 * its own, as two runs that prepare them at the same time would take them from under each other.
 */
function ownCache(): Plugin {
  const cacheDir = process.env.STORIES_CACHE;
  return { name: "own-cache", enforce: "post", config: () => (cacheDir ? { cacheDir } : null) };
}

/** Looks for a browser only once the stories are really going to run. */
function browserForStories(): Plugin {
  return {
    name: "browser-for-stories",
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- Vitest does wait for it
    async configureVitest({ project }) {
      const tools = await project.import<typeof import("./tools/browser")>("./tools/browser.ts");
      const { executablePath, args, env } = await tools.findBrowser();
      Object.assign(launchOptions, { executablePath, args, env });
    },
  };
}

/** The same stories in another browser's eyes. */
function look(name: string, contextOptions: { colorScheme: "light" | "dark"; locale: string }) {
  const provider = playwright({ launchOptions, contextOptions });
  return { browser: "chromium" as const, name, provider };
}

/** Stories, each one a test: it renders, its play function passes, and axe finds nothing. */
function stories(): TestProjectConfiguration {
  return {
    extends: ".storybook/vite.config.ts",
    plugins: [storybookTest(), browserForStories(), ownCache()],
    test: {
      // Its looks, below, are what is named in `--project`.
      name: "stories",
      browser: {
        enabled: true,
        headless: true,
        provider: playwright({ launchOptions }),
        // The catalogue opens as its browser prefers; see .storybook/preview.tsx.
        instances: [
          look("storybook", { colorScheme: "light", locale: "en-GB" }),
          // One look for both: a failure of contrast and one of direction are easily told apart.
          look("storybook-dark-rtl", { colorScheme: "dark", locale: "ar" }),
        ],
      },
    },
  };
}

/**
 * Whether this run is about stories at all. Where it is not they stay out of the configuration:
 * they take seconds to load, and one that cannot be read would stop every other project, too.
 */
function wantsStories(): boolean {
  const { project = ["storybook"] } = parseArgs({
    strict: false,
    options: { project: { type: "string", multiple: true } },
  }).values;
  return !project.every((name) =>
    ["unit", "functions", "sandbox", "package"].includes(String(name)),
  );
}

/** With MUTANT set, `npm run mutants` is at work: one file is loaded broken; see tests/mutants. */
function mutant(): Plugin {
  const { file, from, to } = JSON.parse(process.env.MUTANT ?? "{}") as Record<string, string>;
  return {
    name: "mutant",
    enforce: "pre",
    transform: (code, id) =>
      file && from && id.endsWith(`/${file}`) ? code.replace(from, () => to ?? "") : null,
  };
}

/** A bound for what hangs, and not for what is slow: some start servers, bundlers and browsers. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * The projects, from the ground up: pure rules; Convex functions on convex-test; the sandbox and
 * the real client libraries on it; the package, in an app of its own; the stories. (Playwright runs
 * on its own.)
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react(), mutant()],
        // The examples of docs/ import the kit by its published name.
        resolve: { tsconfigPaths: true },
        test: {
          name: "unit",
          environment: "node",
          ...patient,
          include: [
            "cli/**/*.test.ts",
            "src/**/*.test.{ts,tsx}",
            "testing/**/*.test.ts",
            "tests/unit/**/*.test.ts",
            "tools/**/*.test.ts",
            "docs/examples/**/*.test.ts",
          ],
        },
      },
      {
        plugins: [mutant()],
        test: {
          name: "functions",
          environment: "edge-runtime",
          ...patient,
          include: ["tests/functions/**/*.test.ts"],
          server: { deps: { inline: ["convex-test"] } },
        },
      },
      {
        plugins: [mutant()],
        test: {
          name: "sandbox",
          environment: "node",
          include: [
            "sandbox/**/*.test.ts",
            "tests/conformance/**/*.test.ts",
            "tests/cli/**/*.test.ts",
            "tests/clients/**/*.test.ts",
            "tests/deploy/**/*.test.ts",
            "tests/world/**/*.test.ts",
            "tests/chaos/**/*.test.ts",
          ],
          server: { deps: { inline: ["convex-test"] } },
          ...patient,
        },
      },
      {
        test: {
          name: "package",
          environment: "node",
          include: ["tests/package/*.test.ts"],
          // Bounds for what hangs: it builds the package, and an app with it.
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      ...(wantsStories() ? [stories()] : []),
    ],
  },
});
