import { existsSync } from "node:fs";
import { join } from "node:path";
import { applyChange, readFiles, readText, type Change } from "../files";
import { isKit, readKit } from "../kitFolder";
import { readProject } from "../project";
import { UsageError, type Terminal } from "../terminal";
import { FOLDER } from "./copy";
import { HOOK } from "./hook";
import { lastWords } from "./lastWords";
import { MANIFEST } from "./manifest";
import { isDone, planInit, type Kept, type Plan } from "./plan";
import { diffOf, listOf } from "./show";

export interface InitOptions {
  /** The app's `convex/` folder, absolute. */
  readonly dir: string;
  /** Asks nothing. */
  readonly yes: boolean;
  /** Shows everything and writes nothing. */
  readonly dryRun: boolean;
  /** Lets the kit answer where the app's own handler of Clerk's events does now. */
  readonly replaceHandler: boolean;
}

/**
 * Adds to an app's `convex/` folder what is missing. Shows each change before it makes it.
 *
 * @throws {UsageError} when there is no such folder, or nobody to be asked
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<void> {
  const { dir, dryRun } = options;
  checkFolder(options, terminal);
  const app = readFiles(dir);
  const kit = readKit();
  let plan = planInit(app, kit);
  const replaced = await asksToReplace(plan, options, terminal);
  if (replaced !== null) plan = planInit(app, kit, { replaceHandler: true });

  const made: Change[] = [];
  for (const group of groupsOf(plan)) {
    terminal.say(`\n${group.show(terminal)}`);
    if (dryRun || !(options.yes || (await terminal.ask(group.question)))) continue;
    for (const change of group.changes) applyChange(dir, change);
    made.push(...group.changes);
  }
  if (!dryRun) rememberCopies(dir, plan, made);
  sayKept(plan.kept, terminal);
  sayEnd(plan, replaced, made.length, options, terminal);
}

function checkFolder({ dir, yes, dryRun }: InitOptions, terminal: Terminal): void {
  if (!existsSync(dir)) {
    throw new UsageError(`There is no folder ${dir}. Run npx convex dev first, or say --dir PATH.`);
  }
  if (isKit(dir)) {
    throw new UsageError("This is the kit itself, which has all it needs.");
  }
  if (!yes && !dryRun && !terminal.isInteractive) {
    throw new UsageError("Nobody is there to be asked: say --yes, or --dry-run to only look.");
  }
}

/** The path at which the kit is to answer in place of the app's own handler; null to let it stay. */
async function asksToReplace(
  { ownHandler }: Plan,
  { replaceHandler, yes, dryRun }: InitOptions,
  terminal: Terminal,
): Promise<string | null> {
  if (ownHandler === null) return null;
  if (replaceHandler) return ownHandler;
  if (yes || dryRun) return null;
  const question = `Your app takes in Clerk's events at ${ownHandler} itself. Let the kit answer there instead? (No: yours stays, and the kit answers at /clerk/webhook.)`;
  return (await terminal.ask(question)) ? ownHandler : null;
}

/** Changes that are shown and asked about together. */
interface Group {
  readonly changes: readonly Change[];
  readonly question: string;
  readonly show: (terminal: Terminal) => string;
}

function groupsOf({ copies, edits }: Plan): Group[] {
  const isListed = ({ path, before }: Change) => before === null && !path.endsWith(`/${HOOK}`);
  const added = copies.filter(isListed);
  const others = [...copies.filter((change) => !isListed(change)), ...edits];
  const copying: Group = {
    changes: added,
    question: `Add these ${added.length} files?`,
    show: ({ paint }) =>
      `${paint("bold", `The kit's functions, to be yours in ${FOLDER}/:`)}\n${listOf(added.map(({ path }) => path))}`,
  };
  return [
    ...(added.length > 0 ? [copying] : []),
    ...others.map((change) => ({
      changes: [change],
      question: questionOf(change),
      show: ({ paint }: Terminal) => diffOf(change, paint),
    })),
  ];
}

function questionOf({ path, before, after }: Change): string {
  if (after === null) return `Delete ${path}, which the kit no longer has?`;
  return before === null ? `Make ${path}?` : `Change ${path}?`;
}

function rememberCopies(dir: string, plan: Plan, made: readonly Change[]): void {
  const before = readText(join(dir, MANIFEST));
  const after = plan.manifestAfter(made);
  const isKnown = made.length > 0 || before !== null;
  if (isKnown && after !== before) applyChange(dir, { path: MANIFEST, before, after });
}

function sayKept(kept: readonly Kept[], { say, paint }: Terminal): void {
  for (const { path, now, ours, isOutdated } of kept) {
    const why = isOutdated
      ? "is not as init wrote it, and the kit has another version now. It stays; this is how they differ:"
      : "was changed here, and stays so. This is what was changed:";
    const [before, after] = isOutdated ? [now, ours] : [ours, now];
    say(`\n${paint("yellow", `${path} ${why}`)}\n${diffOf({ path, before, after }, paint)}`);
  }
}

function sayEnd(
  plan: Plan,
  replacedHandler: string | null,
  made: number,
  { dir, dryRun }: InitOptions,
  { say, paint }: Terminal,
): void {
  if (isDone(plan)) say("\nNothing to add: everything is in place.");
  else if (dryRun) say("\nNothing was written.");
  else say(`\n${made} ${made === 1 ? "file" : "files"} written.`);
  if (isDone(plan) && plan.byHand.length === 0) return;
  const words = isDone(plan) ? plan.byHand : lastWords(plan, readProject(dir), { replacedHandler });
  say(`\n${paint("bold", "Left to do by hand:")}`);
  words.forEach((word, at) => say(`  ${at + 1}. ${word}`));
}
