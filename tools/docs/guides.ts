import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { repositoryRoot } from "../browser/places";
import { madeByInit } from "./madeByInit";
import { readMarkdown, type Markdown } from "./markdown";
import { partOf } from "./part";

/** A Markdown file of the repository. */
export interface Page extends Markdown {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

const GUIDES = "docs/guide";
const ELSEWHERE = new Set([".git", ".sandbox", "dist", "lib", "node_modules", "storybook-static"]);

/** The guides and their table of contents. */
export function guides(): Page[] {
  return markdownFiles(GUIDES).map(readPage);
}

/** Every Markdown file of the repository. */
export function allPages(): Page[] {
  return markdownFiles("").map(readPage);
}

export function readPage(path: string): Page {
  const text = readSource(path);
  return { path, text, ...readMarkdown(text) };
}

/** A file of the repository. @throws Error when there is none */
export function readSource(path: string): string {
  return readFileSync(join(repositoryRoot, path), "utf8");
}

/**
 * The page with each block of code as its source has it now.
 * @throws Error that names the source which is not there
 */
export function withFreshSnippets({ path, text, blocks }: Page): string {
  const lines = text.split("\n");
  // From the last, so that the lines of those before stay where they are.
  for (const {
    source,
    lines: [from, to],
    indent,
  } of blocks.toReversed()) {
    if (source === null) continue;
    try {
      const code = codeOf(source).split("\n");
      lines.splice(from, to - from, ...code.map((line) => (line === "" ? "" : indent + line)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${path} shows ${source}. ${why}`, { cause: error });
    }
  }
  return lines.join("\n");
}

/** @param source `path`, `path#region`, or `init:path` for what init makes of an app's file */
function codeOf(source: string): string {
  const [file = "", name] = source.split("#");
  const text = file.startsWith("init:") ? madeByInit(file.slice("init:".length)) : readSource(file);
  return partOf(text, name);
}

function markdownFiles(folder: string): string[] {
  const entries = readdirSync(join(repositoryRoot, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (ELSEWHERE.has(entry.name)) return [];
    const path = relative(repositoryRoot, join(repositoryRoot, folder, entry.name));
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}
