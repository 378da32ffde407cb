/**
 * `npm run lighthouse`: Lighthouse on the app, in its sandbox, and on the static Storybook.
 *
 * Prints one line for each page, and fails where accessibility or best practices are below 100, or
 * an audit of theirs could not be made. Lighthouse is fetched from npm into a temporary folder: it
 * brings more packages than all the rest, and is wanted now and then only.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { Sandbox } from "../tests/e2e/sandbox";
import { storybookSite } from "../tests/e2e/staticSite";
import { findBrowser } from "./browser";

const LIGHTHOUSE = "lighthouse@12.8.2";
const CATEGORIES = ["accessibility", "best-practices"] as const;

const APP_PAGES = ["/", "/users", "/events", "/drift", "/runs", "/audit", "/profile"];
/** A page of prose, a guide, one of each component, a page of the dashboard, and the whole. */
const STORIES = [
  "welcome--docs",
  "guide-start-in-ten-minutes--docs",
  "components-avatarpicker-states--with-picture",
  "components-profileform-states--filled",
  "components-onboardingwizard-steps--username",
  "dashboard-overview--needs-attention",
  "the-whole-loop--in-one-page",
];

const Index = z.object({
  entries: z.record(z.string(), z.object({ type: z.enum(["docs", "story"]) })),
});

const Report = z.object({
  runtimeError: z.object({ message: z.string() }).optional(),
  categories: z.record(
    z.enum(CATEGORIES),
    z.object({
      score: z.number().nullable(),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
});

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "clerk-convex-sync-lighthouse-"));
try {
  await run("npm", ["install", "--no-save", "--silent", "--prefix", folder, LIGHTHOUSE]);
  const bad = [...(await auditApp()), ...(await auditStorybook())].filter(
    (isPerfect) => !isPerfect,
  );
  process.exitCode = bad.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function auditApp(): Promise<boolean[]> {
  const sandbox = new Sandbox();
  try {
    await sandbox.start();
    // Once for nothing: what Vite bundles on a first visit it may have to ask the page for again.
    await audit(sandbox.url);
    return await auditAll("app", sandbox.url, APP_PAGES);
  } finally {
    await sandbox.remove();
  }
}

async function auditStorybook(): Promise<boolean[]> {
  const site = await storybookSite("/");
  try {
    const origin = site.url.replace(/\/$/, "");
    const index = Index.parse(await (await fetch(`${origin}/index.json`)).json());
    const frames = STORIES.map((id) => {
      // Storybook's own page for a story that is not there would pass.
      const entry = index.entries[id];
      if (!entry) throw new Error(`There is no story ${id} any more.`);
      return `iframe.html?viewMode=${entry.type}&id=${id}`;
    });
    return await auditAll("storybook", origin, ["index.html", ...frames]);
  } finally {
    await site.remove();
  }
}

async function auditAll(name: string, origin: string, pages: string[]): Promise<boolean[]> {
  const perfect: boolean[] = [];
  for (const page of pages) {
    const problems = await audit(new URL(page, `${origin}/`).href);
    process.stdout.write(`${problems.length > 0 ? "✗" : "✓"} ${name} ${page}\n`);
    for (const problem of problems) process.stdout.write(`    ${problem}\n`);
    perfect.push(problems.length === 0);
  }
  return perfect;
}

/** What keeps a page from 100, in words; nothing when nothing does. */
async function audit(url: string): Promise<string[]> {
  const { executablePath, args, env } = await findBrowser();
  const out = join(folder, "report.json");
  await run(
    process.execPath,
    [
      join(folder, "node_modules/lighthouse/cli/index.js"),
      url,
      `--only-categories=${CATEGORIES.join(",")}`,
      "--preset=desktop",
      "--output=json",
      `--output-path=${out}`,
      "--quiet",
      // The app's first page is bundled while it is waited for, on a busy machine for long.
      "--max-wait-for-fcp=120000",
      "--max-wait-for-load=180000",
      `--chrome-flags=${["--headless=new", ...args].join(" ")}`,
    ],
    { env: { ...env, CHROME_PATH: executablePath } },
  );
  const { runtimeError, categories, audits } = Report.parse(
    JSON.parse(await readFile(out, "utf8")),
  );
  if (runtimeError) return [runtimeError.message];
  return CATEGORIES.flatMap((category) => {
    const { score, auditRefs } = categories[category];
    if (score === 1) return [];
    const failed = auditRefs.filter(({ id, weight }) => weight > 0 && audits[id]?.score !== 1);
    const titles = failed.map(({ id }) => audits[id]?.title ?? id);
    return [`${category} ${Math.round((score ?? 0) * 100)}: ${titles.join("; ")}`];
  });
}
