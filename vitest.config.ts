import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Plugin, TestProjectConfiguration } from "vitest/config";
import { defineConfig } from "vitest/config";
import { patient, projects } from "./tests/projects";

/** How the story tests start their browser; filled in by {@link browserForStories}. */
const launchOptions: { executablePath?: string; args?: string[]; env?: Record<string, string> } =
  {};

/**
 * Vite's prepared dependencies go where STORIES_CACHE says, when it does: `npm test` gives each run
 * its own, with one for each project: two that prepare them at the same time would take them from
 * under each other.
 */
function ownCache(project: string): Plugin {
  const folder = process.env.STORIES_CACHE;
  const cacheDir = folder && join(folder, project);
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

/** Stories of parts, where a theme or a direction could make a difference, and of whole worlds. */
const PARTS = "stories/{kit,ui,dashboard}/**";
const WORLDS = "stories/{connected,sandbox,testing}/**";

/**
 * Stories, each one a test: it renders, its play function passes, and axe finds nothing. Parts share
 * a page, as one for each file would take as long as the stories in it. Whole worlds have each their
 * own: clerk-js is made for one per page.
 */
async function stories(): Promise<TestProjectConfiguration[]> {
  // Loaded here as the other projects' runs start without them in half the time.
  const { storybookTest } = await import("@storybook/addon-vitest/vitest-plugin");
  const { playwright } = await import("@vitest/browser-playwright");
  /** The stories in one browser's eyes; the catalogue opens as its browser prefers. */
  const look = (
    name: string,
    contextOptions: { colorScheme: "light" | "dark"; locale: string },
  ) => ({
    browser: "chromium" as const,
    name,
    provider: playwright({ launchOptions, contextOptions }),
  });
  const some = (
    name: string,
    options: { exclude: string[]; isolate: boolean },
    instances: ReturnType<typeof look>[],
  ): TestProjectConfiguration => ({
    extends: ".storybook/vite.config.ts",
    plugins: [storybookTest(), browserForStories(), ownCache(name)],
    test: {
      // Its looks are what is named in `--project`.
      name,
      ...patient,
      ...options,
      browser: {
        enabled: true,
        headless: true,
        provider: playwright({ launchOptions }),
        instances,
      },
    },
  });
  const light = { colorScheme: "light", locale: "en-GB" } as const;
  const dark = { colorScheme: "dark", locale: "ar" } as const;
  return [
    // One look for both: a failure of contrast and one of direction are easily told apart.
    some("parts", { exclude: [WORLDS], isolate: false }, [
      look("storybook", light),
      look("storybook-dark-rtl", dark),
    ]),
    some("worlds", { exclude: [PARTS], isolate: true }, [look("storybook-worlds", light)]),
  ];
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

export default defineConfig({
  test: {
    projects: [...Object.values(projects), ...(wantsStories() ? await stories() : [])],
  },
});
