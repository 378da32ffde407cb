import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { BrowserCandidate } from "../browser";
import { cacheFolder } from "./places";

/** Where the last browser found is kept between runs. */
export interface BrowserMemory {
  /** The last one found, unless its file has changed or gone since. */
  recall: () => BrowserCandidate | null;
  remember: (candidate: BrowserCandidate) => void;
}

const remembered = z.object({
  name: z.string(),
  executablePath: z.string(),
  env: z.record(z.string(), z.string()),
  /** Size and time of the file when it was proved: an update of the browser asks for a new proof. */
  fingerprint: z.string(),
});

/** A memory in one JSON file. Losing it costs one more search, so every error in it is ignored. */
export function browserMemory(file = join(cacheFolder(), "browser.json")): BrowserMemory {
  return {
    recall() {
      try {
        const { fingerprint, ...candidate } = remembered.parse(
          JSON.parse(readFileSync(file, "utf8")),
        );
        return fingerprint === fingerprintOf(candidate.executablePath) ? candidate : null;
      } catch {
        return null;
      }
    },
    remember({ name, executablePath, env }) {
      try {
        const fingerprint = fingerprintOf(executablePath);
        mkdirSync(dirname(file), { recursive: true });
        // Written aside and renamed, so that a second run never reads half a file.
        const draft = `${file}.${process.pid}`;
        writeFileSync(draft, JSON.stringify({ name, executablePath, env, fingerprint }, null, 2));
        renameSync(draft, file);
      } catch {
        // A read-only node_modules: the next run searches again.
      }
    },
  };
}

function fingerprintOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${size}-${mtimeMs}`;
}
