import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { searchBrowser, type BrowserCandidate } from "./browser";
import { browserMemory, type BrowserMemory } from "./browser/memory";
import type { BrowserSource } from "./browser/sources";
import { systemBrowsers } from "./browser/system";

function candidate(executablePath: string): BrowserCandidate {
  return { name: `the one at ${executablePath}`, executablePath, env: {} };
}

function source(...paths: string[]): BrowserSource {
  return { candidates: () => paths.map(candidate) };
}

/** A search in which the browsers at `working` start; it notes what it started and said. */
function search(options: {
  sources: BrowserSource[];
  working: string[];
  remembered?: string;
  proveAgain?: boolean;
}) {
  const started: string[] = [];
  const said: string[] = [];
  let remembered = options.remembered ? candidate(options.remembered) : null;
  const memory: BrowserMemory = {
    recall: () => remembered,
    remember: (found) => (remembered = found),
  };
  const fromMemory: BrowserSource = { candidates: (last) => (last ? [last] : []) };
  const found = searchBrowser({
    sources: [fromMemory, ...options.sources],
    memory,
    starts: async ({ executablePath }) => {
      started.push(executablePath);
      return options.working.includes(executablePath) ? null : "it is a stub";
    },
    proveAgain: options.proveAgain ?? false,
    say: (line) => said.push(line),
  });
  return { found, started, said, memory };
}

describe("searching a browser", () => {
  it("takes the first that really starts, and remembers it", async () => {
    const { found, started, memory } = search({
      sources: [source("/stub", "/good"), source("/never-asked")],
      working: ["/good", "/never-asked"],
    });
    expect((await found).executablePath).toBe("/good");
    expect(started).toEqual(["/stub", "/good"]);
    expect(memory.recall()?.executablePath).toBe("/good");
  });

  it("does not start the remembered one again", async () => {
    const { found, started } = search({ sources: [], working: ["/last"], remembered: "/last" });
    expect((await found).executablePath).toBe("/last");
    expect(started).toEqual([]);
  });

  it("goes on when the remembered one is to be proved and no longer starts", async () => {
    const { found } = search({
      sources: [source("/good")],
      working: ["/good"],
      remembered: "/last",
      proveAgain: true,
    });
    expect((await found).executablePath).toBe("/good");
  });

  it("says so when the browser that someone named does not start", async () => {
    const { found, said } = search({
      sources: [{ ...source("/named"), isAskedFor: true }, source("/good")],
      working: ["/good"],
    });
    await found;
    expect(said).toEqual(["the one at /named does not start (it is a stub); looking further."]);
  });

  it("asks a slow source only when the quick ones have nothing", async () => {
    let asked = 0;
    const slow: BrowserSource = {
      async *candidates() {
        asked += 1;
        yield candidate("/fetched");
      },
    };
    await search({ sources: [source("/good"), slow], working: ["/good"] }).found;
    expect(asked).toBe(0);
    await search({ sources: [source("/stub"), slow], working: ["/fetched"] }).found;
    expect(asked).toBe(1);
  });

  it("names every place that it looked at when there is no browser", async () => {
    const dry: BrowserSource = { candidates: () => [], notes: () => ["the registry: no answer"] };
    const { found } = search({ sources: [source("/stub"), dry], working: [] });
    await expect(found).rejects.toThrow(/at \/stub: it is a stub\n.*the registry: no answer/);
  });

  it("starts the browser with this process's environment and its own additions", async () => {
    const withLibraries = { ...candidate("/good"), env: { LD_LIBRARY_PATH: "/libs" } };
    const { found } = search({
      sources: [{ candidates: () => [withLibraries] }],
      working: ["/good"],
    });
    expect((await found).env).toMatchObject({ LD_LIBRARY_PATH: "/libs", PATH: process.env.PATH });
  });
});

describe("remembering a browser", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "browser-memory-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("keeps it for as long as its file stays the same", () => {
    const program = join(folder, "chromium");
    const memory = browserMemory(join(folder, "cache", "browser.json"));
    writeFileSync(program, "version 1");
    memory.remember(candidate(program));
    expect(memory.recall()).toEqual(candidate(program));

    writeFileSync(program, "version 1.1");
    expect(memory.recall()).toBeNull();
    rmSync(program);
    expect(memory.recall()).toBeNull();
  });

  it("takes a damaged file for an empty one", () => {
    const file = join(folder, "browser.json");
    writeFileSync(file, '{"name": "Chro');
    expect(browserMemory(file).recall()).toBeNull();
  });
});

describe("the system's browsers", () => {
  const paths = (platform: NodeJS.Platform, env: Record<string, string>, programs: string[]) =>
    systemBrowsers({ platform, env, isProgram: (file) => programs.includes(file) }).map(
      ({ executablePath }) => executablePath,
    );

  it("are looked for on the PATH under Linux, Chromium before Chrome before Edge", () => {
    const programs = ["/opt/microsoft-edge", "/usr/bin/google-chrome", "/opt/chromium"];
    expect(paths("linux", { PATH: "/usr/bin:/opt" }, programs)).toEqual([
      "/opt/chromium",
      "/usr/bin/google-chrome",
      "/opt/microsoft-edge",
    ]);
  });

  it("are looked for among the applications of a Mac", () => {
    const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(paths("darwin", { HOME: "/Users/ada" }, [chrome])).toEqual([chrome]);
  });

  it("are looked for among the programs of Windows", () => {
    const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
    const env = { "PROGRAMFILES(X86)": "C:\\Program Files (x86)" };
    expect(paths("win32", env, [edge])).toEqual([edge]);
  });
});
