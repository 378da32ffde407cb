import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { BrowserCandidate } from "../browser";
import { cacheFolder, repositoryRoot } from "./places";
import { playwrightsOwn } from "./playwright";
import { run } from "./run";
import type { BrowserSource } from "./sources";
import { systemBrowsers } from "./system";

const MINUTE = 60_000;

/** `playwright install chromium`: the browser that Playwright was made for. */
export function playwrightDownload(say: (line: string) => void): BrowserSource {
  return fetchedFrom("Playwright's download", async () => {
    say("none on this machine; asking Playwright to download its Chromium");
    const cli = join(dirname(createRequire(import.meta.url).resolve("playwright")), "cli.js");
    await run(process.execPath, [cli, "install", "chromium", "--no-shell"], {
      timeout: 10 * MINUTE,
    });
    return playwrightsOwn();
  });
}

/**
 * A Chromium built for Linux x64 that comes as an npm package, with the libraries and fonts that a
 * bare machine lacks: for where nothing but the npm registry can be reached. It has a package of
 * its own in tools/chromium, so that no one else downloads its 66 MB.
 */
export function npmPackage(say: (line: string) => void): BrowserSource {
  return fetchedFrom("Chromium from npm", async () => {
    if (process.platform !== "linux" || process.arch !== "x64") {
      throw new Error("is built for Linux x64 only");
    }
    const folder = join(cacheFolder(), "chromium");
    if (!existsSync(folder)) {
      say("fetching a Chromium from npm (66 MB)");
      await unpackFromNpm(folder);
    }
    return [
      {
        name: "Chromium from npm",
        executablePath: join(folder, "chromium"),
        env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: folder },
      },
    ];
  });
}

/**
 * Everything happens in a folder of this run alone, which takes its final name in one step: a
 * second run at the same time, or one that was interrupted, never leaves half a browser behind.
 */
async function unpackFromNpm(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const packageFolder = join(draft, "package");
  const unpacked = join(draft, "unpacked");
  try {
    cpSync(join(repositoryRoot, "tools", "chromium"), packageFolder, { recursive: true });
    mkdirSync(unpacked);
    await run("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: packageFolder,
      timeout: 10 * MINUTE,
    });
    await run(process.execPath, ["unpack.js"], {
      cwd: packageFolder,
      // The runtime's name makes the package unpack its system libraries, too.
      env: { TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
      timeout: 5 * MINUTE,
    });
    writeFileSync(join(unpacked, "fonts.conf"), fontsConf(folder));
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Without a configuration of its own Chromium dies at the first letter on a machine without fonts. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}

/** `apt-get install chromium`, where we are the administrator: in a container, mostly. */
export function debianPackage(say: (line: string) => void): BrowserSource {
  return fetchedFrom("Debian's package", async () => {
    if (process.getuid?.() !== 0) throw new Error("needs root");
    if (!existsSync("/usr/bin/apt-get")) throw new Error("there is no apt-get");
    say("installing Debian's chromium package");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update"], { env, timeout: 5 * MINUTE });
    await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      env,
      timeout: 10 * MINUTE,
    });
    return systemBrowsers();
  });
}

/** A source that has to be worked for; when that fails, the reason goes into the final message. */
function fetchedFrom(name: string, fetch: () => Promise<BrowserCandidate[]>): BrowserSource {
  const notes: string[] = [];
  return {
    async *candidates() {
      try {
        yield* await fetch();
      } catch (error) {
        notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    notes: () => notes,
  };
}
