import { slug } from "./slug";

/** A fenced block of code. */
export interface CodeBlock {
  /** As the fence names it; empty when it does not. */
  readonly language: string;
  readonly code: string;
  /** What the comment above it names, such as `path#region`; see guides.ts. Null without one. */
  readonly source: string | null;
  /** The lines of the file that hold the code: from the first to before the last, from 0. */
  readonly lines: readonly [from: number, to: number];
  /** How far the fence is indented. */
  readonly indent: string;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** What the checks look at in a Markdown file. */
export interface Markdown {
  readonly headings: readonly Heading[];
  readonly blocks: readonly CodeBlock[];
  /** Targets of links and images, as they are written. */
  readonly links: readonly string[];
  /** The text without its blocks of code. */
  readonly prose: string;
}

const FENCE = /^(\s*)(`{3,}|~{3,})\s*(\S*)/;
const SOURCE = /^\s*<!-- (\S+) -->\s*$/;
const HEADING = /^(#{1,6}) (.+?)\s*#*$/;
const LINK = /\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g;

/** Reads a file line by line: enough of Markdown for what is written here. */
export function readMarkdown(text: string): Markdown {
  const lines = text.split("\n");
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = "", fence, language = ""] = FENCE.exec(lines[at] ?? "") ?? [];
    if (fence === undefined) {
      prose.push(lines[at] ?? "");
      continue;
    }
    const from = at + 1;
    const length = lines.slice(from).findIndex((line) => line.trim().startsWith(fence));
    if (length < 0) throw new Error(`The block of code in line ${from} has no end.`);
    const code = lines.slice(from, from + length).map((line) => without(line, indent));
    const source = SOURCE.exec(lastWords(prose))?.[1] ?? null;
    const to = from + length;
    blocks.push({ language, code: code.join("\n"), source, lines: [from, to], indent });
    // Something stands here, so that a comment further up is not taken for the next block's.
    prose.push("(code)");
    at = to;
  }
  return {
    headings: headingsOf(prose),
    blocks,
    links: linksOf(prose),
    prose: prose.join("\n"),
  };
}

function without(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}

function lastWords(lines: readonly string[]): string {
  return lines.findLast((line) => line.trim() !== "") ?? "";
}

/** A heading that a file has twice gets a number, as on GitHub. */
function headingsOf(lines: readonly string[]): Heading[] {
  const seen = new Map<string, number>();
  return lines.flatMap((line) => {
    const [, hashes = "", text] = HEADING.exec(line) ?? [];
    if (text === undefined) return [];
    const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
    const anchor = slug(plain);
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return [
      { level: hashes.length, text: plain, anchor: times === 0 ? anchor : `${anchor}-${times}` },
    ];
  });
}

function linksOf(lines: readonly string[]): string[] {
  const text = lines.map((line) => line.replace(/`[^`]*`/g, "code")).join("\n");
  return Array.from(text.matchAll(LINK), ([, target = ""]) => target);
}
