import type { BrowserCandidate } from "../browser";
import { systemBrowsers } from "./system";
import { debianPackage, npmPackage, playwrightDownload } from "./installs";
import { playwrightsOwn } from "./playwright";

/** One place to look for a browser. Later sources are tried only when the earlier have none. */
export interface BrowserSource {
  /** Someone named this browser: say so when it does not work. */
  isAskedFor?: boolean;
  /** What this place has to offer; a slow source does its work only when it is asked. */
  candidates: (
    remembered: BrowserCandidate | null,
  ) => Iterable<BrowserCandidate> | AsyncIterable<BrowserCandidate>;
  /** Why it had nothing, for the error message. */
  notes?: () => string[];
}

/** All places, from what was asked for, over what is there, to what can be fetched. */
export function browserSources(say: (line: string) => void): BrowserSource[] {
  return [
    { isAskedFor: true, candidates: namedInEnvironment },
    { candidates: (remembered) => (remembered ? [remembered] : []) },
    { candidates: playwrightsOwn },
    { candidates: () => systemBrowsers() },
    playwrightDownload(say),
    npmPackage(say),
    debianPackage(say),
  ];
}

function namedInEnvironment(): BrowserCandidate[] {
  const executablePath = process.env.CHROMIUM_PATH;
  return executablePath ? [{ name: "CHROMIUM_PATH", executablePath, env: {} }] : [];
}
