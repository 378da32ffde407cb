import { describe, expect, it } from "vitest";
import { z } from "zod";
import { repositoryRoot } from "./browser/places";
import { readSource as read, sourceFiles } from "./sourceFiles";

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

describe.each(["package-lock.json", "tools/chromium/package-lock.json"])("%s", (path) => {
  const { packages } = lockfile.parse(JSON.parse(read(path)));

  it("names no registry, so that each machine uses its own", () => {
    const resolved = Object.values(packages).flatMap((entry) => entry.resolved ?? []);
    expect(resolved.filter((source) => /^[a-z+]+:/.test(source))).toEqual([]);
  });

  // Where a registry lacks one of them, `npm install` drops it from the lock without a word, and
  // `npm ci` refuses that lock on every machine.
  it("lists every optional package, also those for other platforms", () => {
    const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !foldersAbove(parent).some((folder) => `${folder}${name}` in packages))
        .map((name) => `${parent} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

describe("docs/dependencies.md", () => {
  it("has one line for each dependency, and none besides", () => {
    const { dependencies, devDependencies } = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(read("package.json")));
    const lines = read("docs/dependencies.md").split("\n");
    const explained = lines.flatMap((line) => /^\| `([^`]+)`/.exec(line)?.[1] ?? []);
    expect(explained.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
  });
});

describe("docs/guarantees.md", () => {
  const text = read("docs/guarantees.md");
  const rules = text.split(/^## /m).slice(1);

  it("has all eleven rules, each with tests", () => {
    const numbered = rules.flatMap((rule) => /^(\d+)\./.exec(rule)?.[1] ?? []);
    expect(numbered.map(Number)).toEqual(Array.from({ length: 11 }, (_, at) => at + 1));
    for (const rule of rules) expect(provedBy(rule).length, rule.split("\n")[0]).toBeGreaterThan(1);
  });

  it.each(provedBy(text))("names a test that there is: “$title”", ({ title, path }) => {
    expect(['"', "'", "`"].some((quote) => read(path).includes(quote + title + quote))).toBe(true);
  });

  it("names code that there is", () => {
    const links = Array.from(text.matchAll(/\]\(\.\.\/([^)]+)\)/g), ([, path = ""]) => path);
    for (const path of links) expect(() => read(path), path).not.toThrow();
  });
});

describe("the files of the repository", () => {
  it("name no folder of the machine that they were written on", () => {
    const telling = new RegExp(
      `${repositoryRoot.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}/|/home/[a-z]+/`,
    );
    expect(sourceFiles().filter((path) => telling.test(read(path)))).toEqual([]);
  });

  // See docs/decisions/024-pure-rules-share-a-process.md.
  it("open no world in stories of parts, which share a page", () => {
    const parts = sourceFiles().filter((path) => /^stories\/(kit|ui|dashboard)\//.test(path));
    expect(parts).not.toEqual([]);
    expect(parts.filter((path) => /\bstoryWorld\b|\bworld: \{/.test(read(path)))).toEqual([]);
  });
});

/** The tests that a part of docs/guarantees.md names. */
function provedBy(part: string): { title: string; path: string }[] {
  const lines = part.matchAll(/^- “(.+)” \(\[[^\]]+\]\(\.\.\/([^)]+)\)\)$/gm);
  return Array.from(lines, ([, title = "", path = ""]) => ({ title, path }));
}

/** Where Node looks for a package that is asked for at `parent`, from the nearest folder up. */
function foldersAbove(parent: string): string[] {
  const parts = parent === "" ? [] : parent.split(/(?<=^|\/)node_modules\//).slice(1);
  return parts
    .map((_, depth) => parts.slice(0, parts.length - depth))
    .concat([[]])
    .map((above) => above.map((part) => `node_modules/${part.replace(/\/$/, "")}/`).join(""))
    .map((above) => `${above}node_modules/`);
}
