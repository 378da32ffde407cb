import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import {
  CLERK_STATES,
  DRIFT_KINDS,
  DRIFT_RESOLUTIONS,
  EVENT_STATUSES,
  RUN_STATES,
  SYNC_STATUSES,
  WARNING_KINDS,
} from "../../convex/model/statuses";
import { KEEP_DAYS } from "../../convex/lib/retention";
import { monthlyCost } from "../../docs/examples/costs";
import { contentSecurityPolicy } from "../../src/app/contentSecurity";
import { repositoryRoot } from "../browser/places";
import { allPages, guides, readPage, readSource, withFreshSnippets, type Page } from "./guides";
import { slug } from "./slug";

const pages = allPages();
const ours = guides();
const contents = readPage("docs/guide/README.md");

describe("links in Markdown files", () => {
  it.each(pages.map((page) => [page.path, page] as const))("of %s lead somewhere", (_, page) => {
    expect(page.links.flatMap((link) => brokenLink(page, link))).toEqual([]);
  });
});

describe("a guide", () => {
  const named = ours.map((page) => [page.path, page] as const);

  it.each(named)("%s shows its code as the sources have it", (_, page) => {
    // Otherwise: npx tsx tools/docs/snippets.ts
    expect(page.text).toBe(withFreshSnippets(page));
  });

  it.each(named)("%s quotes all code that could be wrong", (_, { blocks }) => {
    const COMPILED = new Set(["ts", "tsx", "js", "jsx", "css", "json", "html"]);
    const loose = blocks.filter(({ language, source }) => COMPILED.has(language) && !source);
    expect(loose.map(({ code }) => code)).toEqual([]);
    // What is neither is told as such.
    const others = new Set(["sh", "text"]);
    const unnamed = blocks.filter(
      ({ language }) => !COMPILED.has(language) && !others.has(language),
    );
    expect(unnamed.map(({ code }) => code)).toEqual([]);
  });

  const forDevelopers = ["README.md", "CONTRIBUTING.md"].map(
    (path) => [path, readPage(path)] as const,
  );

  it.each([...named, ...forDevelopers])("%s names only commands that there are", (_, { text }) => {
    expect(unknownCommands(text)).toEqual([]);
  });

  it.each(named)("%s names only variables that are read", (_, { text }) => {
    const NAME = /\b(?:VITE_|NEXT_PUBLIC_)?(?:CLERK|CONVEX|RECONCILE|ON_USER)_[A-Z_]*[A-Z]\b/g;
    const names = Array.from(text.matchAll(NAME), ([name]) => name);
    expect([...new Set(names)].filter((name) => !isVariable(name))).toEqual([]);
  });

  it.each(named)(
    "%s begins with its title, and says for whom it is",
    (path, { headings, text }) => {
      expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
      const [title, , first = ""] = text.split("\n");
      expect(title).toMatch(/^# /);
      expect(first).toMatch(/^For /);
      if (path !== contents.path)
        expect(path).toBe(`docs/guide/${slug(headings[0]?.text ?? "")}.md`);
    },
  );

  it.each(named.filter(([path]) => path !== contents.path))(
    "%s is in the table of contents and in Storybook",
    (path, { headings }) => {
      const file = posix.basename(path);
      expect(contents.links).toContain(`./${file}`);
      const title = headings[0]?.text ?? "";
      const pages = readdirSync(join(repositoryRoot, "stories/docs/guide"));
      const own = pages
        .filter((name) => name.endsWith(".mdx"))
        .map((name) => readSource(`stories/docs/guide/${name}`))
        .filter((mdx) => mdx.includes(`docs/guide/${file}?raw"`));
      expect(own).toHaveLength(1);
      expect(own[0]).toContain(`<Meta title="Guide/${title}" />`);
    },
  );
});

describe("docs/guide/warnings-and-states.md", () => {
  const page = readPage("docs/guide/warnings-and-states.md");

  it("has a section for each warning, headed by the dashboard's own words", () => {
    const section = sectionOf(page, "Warnings");
    const codes = Array.from(section.matchAll(/^Code `(\w+)`\./gm), ([, code]) => code);
    expect(codes.sort()).toEqual([...WARNING_KINDS].sort());
    const headings = Array.from(section.matchAll(/^### (.+)$/gm), ([, words = ""]) => words);
    expect(headings).toHaveLength(WARNING_KINDS.length);
    const said = ["lib/health.ts", "lib/rejections.ts", "inbox.ts", "env.ts"]
      .map((path) => readSource(`convex/${path}`))
      .join("\n");
    expect(headings.filter((words) => !said.includes(words))).toEqual([]);
  });

  it.each([
    ["People", SYNC_STATUSES],
    ["Events", EVENT_STATUSES],
    ["Saves", CLERK_STATES],
    ["Differences", DRIFT_KINDS],
    ["Scans", RUN_STATES],
  ] as const)("has a line for each state of %s", (heading, codes) => {
    const [table = ""] = sectionOf(page, heading).split(/^### /m);
    const told = Array.from(table.matchAll(/^\| [^|]+ \| `(\w+)` +\|/gm), ([, code]) => code);
    expect(told.sort()).toEqual([...codes].sort());
  });

  it("has a line for each way in which a difference can end", () => {
    const [, told = ""] = sectionOf(page, "Differences").split("### How a difference ended");
    for (const code of DRIFT_RESOLUTIONS) expect(told).toContain(`| \`${code}\``);
  });
});

describe("docs/guide/real-clerk-and-real-convex.md", () => {
  it("lists every variable that the backend reads", () => {
    const section = sectionOf(readPage("docs/guide/real-clerk-and-real-convex.md"), "Variables");
    const read = Array.from(readSource("convex/env.ts").matchAll(/read\("(\w+)"\)/g));
    expect(read.length).toBeGreaterThan(5);
    for (const [, name] of read) expect(section).toContain(`\`${name}\``);
  });
});

describe("docs/guide/limits-and-costs.md", () => {
  const { text } = readPage("docs/guide/limits-and-costs.md");

  it("has worked out its months by its own formula, to the thousand", () => {
    const rows = Array.from(
      text.matchAll(/^\| ([\d,]+) +\| ([\d,]+) +\| ([\d,]+) +\| ([\d,]+) +\|$/gm),
    );
    expect(rows).toHaveLength(3);
    for (const [, ...cells] of rows) {
      const [people = 0, ...told] = cells.map((cell) => Number(cell.replaceAll(",", "")));
      const { read, written, calls } = monthlyCost({ people, ...USUAL });
      expect(told).toEqual([read, written, calls].map((n) => Math.round(n / 1000) * 1000));
    }
  });

  it("forgets rows when the code does", () => {
    const days = Array.from(text.matchAll(/^\| [a-z][^|]+ \| (\d+) +\|$/gm), ([, n]) => Number(n));
    expect([...new Set(days)].sort()).toEqual([...new Set(Object.values(KEEP_DAYS))].sort());
  });
});

describe("docs/guide/troubleshooting.md", () => {
  it("names every host that the app's own Content-Security-Policy allows", () => {
    const { text } = readPage("docs/guide/troubleshooting.md");
    const [, section = ""] = text.split("### A Content-Security-Policy blocks something");
    const rows = Array.from(section.matchAll(/^\| `([a-z]+-src)` +\| (.+)$/gm));
    const told = new Map(rows.map(([, directive = "", row = ""]) => [directive, row]));
    const policy = contentSecurityPolicy({
      publishableKey: `pk_test_${btoa("your.frontend.api$")}`,
      convexUrl: "https://YOUR-DEPLOYMENT.convex.cloud",
    });
    for (const [directive = "", ...hosts] of policy.split("; ").map((rule) => rule.split(" "))) {
      // What a page allows itself, and what is about no host, need not be told.
      const others = hosts.filter(
        (host) => /[.:]/.test(host) && !/your\.frontend\.api|^wss:/.test(host),
      );
      for (const host of others) {
        const name = host.toLowerCase().replace("your-deployment", "YOUR-DEPLOYMENT");
        expect(told.get(directive), `${directive} ${host}`).toContain(`\`${name}\``);
      }
    }
  });
});

/** Four events, two saves, thirty visits, as the guide puts it. */
const USUAL = { eventsEach: 4, savesEach: 2, visitsEach: 30 };

describe("the examples", () => {
  const styles = sources("docs/examples").filter((path) => path.endsWith(".css"));
  const tokens = readSource("src/styles/tokens.css");

  it.each(styles)("%s is CSS, and sets tokens that there are", async (path) => {
    const css = readSource(path);
    const { warnings } = await transform(css, { loader: "css" });
    expect(warnings).toEqual([]);
    const names = Array.from(css.matchAll(/--ccs-[\w-]+/g), ([name]) => name);
    expect(names.filter((name) => !tokens.includes(`${name}:`))).toEqual([]);
  });

  it("are each quoted by a guide", () => {
    const quoted = ours.flatMap(({ blocks }) => blocks.map(({ source }) => source?.split("#")[0]));
    const helpers = /\/clerkSync\/|\.test\.tsx?$|_generated/;
    const unread = sources("docs/examples").filter((path) => !helpers.test(path));
    expect(unread.filter((path) => !quoted.includes(path))).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      posix.join(
        folder,
        relative(join(repositoryRoot, folder), join(entry.parentPath, entry.name)),
      ),
    );
}

/** The link as a list of one, when it leads nowhere. Other sites are not asked. */
function brokenLink(page: Page, link: string): string[] {
  if (/^[a-z]+:/.test(link)) return [];
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page.path : posix.join(dirname(page.path), decodeURI(path));
  if (!existsSync(join(repositoryRoot, target))) return [link];
  if (anchor === undefined || !target.endsWith(".md")) return [];
  if (!statSync(join(repositoryRoot, target)).isFile()) return [link];
  const { headings } = target === page.path ? page : readPage(target);
  return headings.some((heading) => heading.anchor === anchor) ? [] : [link];
}

/** What stands under a heading of the second level. */
function sectionOf({ text }: Page, heading: string): string {
  const [, after = ""] = text.split(`\n## ${heading}\n`);
  return after.split(/^## /m)[0] ?? "";
}

/** Of Convex's own command; everything else that is called is this repository's. */
const CONVEX_COMMANDS = new Set([
  "codegen",
  "dashboard",
  "deploy",
  "dev",
  "env",
  "export",
  "logs",
  "run",
]);

function unknownCommands(text: string): string[] {
  const { scripts } = JSON.parse(readSource("package.json")) as { scripts: object };
  const all = (pattern: RegExp) =>
    Array.from(text.matchAll(pattern), ([whole, word = ""]) => ({
      whole,
      word,
    }));
  const cli = readSource("cli/main.ts");
  return [
    ...all(/npm run ([\w-]+)/g).filter(({ word }) => !(word in scripts)),
    ...all(/npx convex ([\w-]+)/g).filter(({ word }) => !CONVEX_COMMANDS.has(word)),
    ...all(/npx clerk-convex-sync ([a-z]+)/g).filter(({ word }) => !cli.includes(`case "${word}"`)),
    ...all(/npx clerk-convex-sync [a-z]+((?: --[\w-]+)+)/g).filter(({ word }) =>
      word
        .trim()
        .split(/\s+/)
        .some((option) => !cli.includes(`${option} `)),
    ),
    ...all(/npx (?:tsx|playwright test) ([\w./-]+)/g).filter(
      ({ word }) => !existsSync(join(repositoryRoot, word)),
    ),
  ].map(({ whole }) => whole);
}

/** Read by Convex's and Clerk's own tools, and by frameworks that hand variables to a page. */
const OF_OTHERS = new Set([
  "CONVEX_CLOUD_ORIGIN",
  "CONVEX_DEPLOY_KEY",
  "CONVEX_DEPLOYMENT",
  "CONVEX_SELF_HOSTED_ADMIN_KEY",
  "CONVEX_SELF_HOSTED_URL",
  "CONVEX_SITE_ORIGIN",
  "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
  "NEXT_PUBLIC_CONVEX_URL",
]);

function isVariable(name: string): boolean {
  const readers = ["convex/env.ts", "src/app/env.ts", "sandbox/start/envFile.ts", "cli/project.ts"];
  return OF_OTHERS.has(name) || readers.some((path) => readSource(path).includes(`"${name}"`));
}
