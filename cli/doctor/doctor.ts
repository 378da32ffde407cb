import { join } from "node:path";
import { readText } from "../files";
import { mountedPaths } from "../init/edits/http";
import { readProject, siteUrlOf, type Project } from "../project";
import { UsageError, type Style, type Terminal } from "../terminal";
import { checkBrowser } from "./browser";
import type { Check } from "./check";
import { checkTemplate } from "./clerk";
import { checkDeployment } from "./deployment";
import { checkFiles } from "./files";

export interface DoctorOptions {
  /** The app's `convex/` folder, absolute. */
  readonly dir: string;
  /** Where the deployment's HTTP actions are; else it is taken from the app's variables. */
  readonly url: string | undefined;
  /** Where the kit takes in Clerk's events; else it is taken from the app's http.ts. */
  readonly webhookPath: string | undefined;
  /** Answers with JSON instead of words. */
  readonly json: boolean;
  /** The variables of this process, which come before those of the app's files. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Looks at a set-up from all sides, and says each fault with its cure.
 *
 * @returns whether nothing is broken
 * @throws {UsageError} when it is not known which deployment to look at
 */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<boolean> {
  const { dir, env } = options;
  const files = readProject(dir);
  const project: Project = { ...files, variables: { ...files.variables, ...known(env) } };
  const { variables } = project;
  const site = (options.url ?? siteUrlOf(variables))?.replace(/\/+$/, "");
  if (!site) {
    throw new UsageError(
      "Which deployment? Say --url https://YOUR-DEPLOYMENT.convex.site, or run this in a folder whose .env.local names it.",
    );
  }
  const signingSecret =
    variables.CLERK_WEBHOOK_SIGNING_SECRET ?? variables.CLERK_WEBHOOK_SECRET ?? null;
  const mounted = mountedPaths(readText(join(dir, "http.ts")) ?? readText(join(dir, "http.js")));
  const webhookPath = options.webhookPath ?? mounted.webhookPath;
  const clerkApi = (variables.CLERK_API_URL ?? "https://api.clerk.com").replace(/\/+$/, "");
  const checks = [
    ...checkFiles(dir, project),
    ...checkBrowser(project, site),
    ...(await checkDeployment({ ...mounted, site, webhookPath, signingSecret })),
    await checkTemplate(clerkApi, variables.CLERK_SECRET_KEY ?? null),
  ];
  const isWell = !checks.some(({ state }) => state === "fault");
  if (options.json) terminal.say(JSON.stringify({ ok: isWell, site, checks }, null, 2));
  else sayAll(checks, site, terminal);
  return isWell;
}

/** Only what the kit reads: a process has many other variables. */
function known(env: DoctorOptions["env"]): Project["variables"] {
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => /CLERK|CONVEX/.test(name) && value),
  );
}

const MARKS: Record<Check["state"], readonly [mark: string, style: Style]> = {
  ok: ["✓", "green"],
  fault: ["✗", "red"],
  notice: ["!", "yellow"],
  skipped: ["-", "dim"],
};

function sayAll(checks: readonly Check[], site: string, { say, paint }: Terminal): void {
  say(`\n${paint("bold", site)}\n`);
  for (const { name, state, says, cure } of checks) {
    const [mark, style] = MARKS[state];
    say(`${paint(style, mark)} ${name.padEnd(13)} ${says}`);
    if (cure !== null) say(`  ${" ".repeat(13)} ${paint("dim", `→ ${cure}`)}`);
  }
  const faults = checks.filter(({ state }) => state === "fault").length;
  say(`\n${faults === 0 ? "Nothing is broken." : `${faults} broken.`}`);
}
