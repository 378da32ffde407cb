/**
 * Finds a browser for the tests, on any machine, without asking anyone to install one first.
 *
 * `npx tsx tools/browser.ts` says on stderr which browser it is and prints its path on stdout.
 */
import { pathToFileURL } from "node:url";
import { browserSources, type BrowserSource } from "./browser/sources";
import { browserMemory, type BrowserMemory } from "./browser/memory";
import { starts } from "./browser/proof";

/** How to start a browser; the fields are those of Playwright's launch options. */
export interface BrowserLaunch {
  /** For people, such as "system Chromium". */
  name: string;
  executablePath: string;
  /** Flags that keep the browser quiet, and let it start as root. */
  args: string[];
  /** The whole environment to start it with: this process's own, and what the browser needs. */
  env: Record<string, string>;
}

export interface FindBrowserOptions {
  /**
   * Start the browser that was found last time once more before trusting it. Without this it is
   * trusted for as long as its file is unchanged, so that loading a test configuration is quick.
   *
   * @default false
   */
  proveAgain?: boolean;
  /** Says in words what is being tried. @default a line on stderr */
  say?: (line: string) => void;
}

/**
 * The first browser that really starts. Slow, and needs the network, only on a machine without any.
 *
 * @throws Error with one line per place that was looked at, when none of them has a browser.
 */
export async function findBrowser(options: FindBrowserOptions = {}): Promise<BrowserLaunch> {
  const { proveAgain = false, say = sayOnStderr } = options;
  return await searchBrowser({
    sources: browserSources(say),
    memory: browserMemory(),
    starts,
    proveAgain,
    say,
  });
}

/** What the search leans on, so that its order can be tested without a browser. */
export interface BrowserSearch {
  sources: BrowserSource[];
  memory: BrowserMemory;
  /** Why this browser does not start, or null when it does. */
  starts: (launch: BrowserLaunch) => Promise<string | null>;
  proveAgain: boolean;
  say: (line: string) => void;
}

/** The search behind {@link findBrowser}: what is remembered and unchanged, else source by source. */
export async function searchBrowser(search: BrowserSearch): Promise<BrowserLaunch> {
  const { sources, memory, say } = search;
  const remembered = memory.recall();
  const refusals: string[] = [];

  for (const source of sources) {
    for await (const candidate of source.candidates(remembered)) {
      const launch = complete(candidate);
      const isTrusted = !search.proveAgain && launch.executablePath === remembered?.executablePath;
      const refusal = isTrusted ? null : await search.starts(launch);
      if (refusal === null) {
        memory.remember(candidate);
        return launch;
      }
      refusals.push(`${candidate.name} at ${candidate.executablePath}: ${refusal}`);
      if (source.isAskedFor) say(`${candidate.name} does not start (${refusal}); looking further.`);
    }
    refusals.push(...(source.notes?.() ?? []));
  }
  throw new Error(
    ["No browser that starts was found.", ...refusals.map((line) => `  - ${line}`)].join("\n") +
      "\nSet CHROMIUM_PATH to a Chromium, Chrome or Edge of your own.",
  );
}

/** A browser before the parts that depend on the present process are added. */
export type BrowserCandidate = Omit<BrowserLaunch, "args">;

const QUIET_FLAGS = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

function complete(candidate: BrowserCandidate): BrowserLaunch {
  const environment = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...candidate,
    // Chromium refuses to start as root while its sandbox is on.
    args: process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET_FLAGS] : QUIET_FLAGS,
    env: { ...Object.fromEntries(environment), ...candidate.env },
  };
}

function sayOnStderr(line: string): void {
  process.stderr.write(`browser: ${line}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const browser = await findBrowser({ proveAgain: true });
  sayOnStderr(`${browser.name}, ${browser.executablePath}`);
  process.stdout.write(`${browser.executablePath}\n`);
}
