import type { PaginationOptions } from "convex/server";
import { api } from "../app/api";
import { handOver } from "../app/inline";
import type { Id, MutationCtx } from "../app/server";
import type { Deployment } from "../deployment";
import { writeTo } from "./operations";
import { rangeOf, readFrom, shownThing, thingsIn } from "./reads";
import type { Program, Range, Step, Transaction } from "./program";

/** What a program has made so far, by number. What is rolled back is forgotten. */
export interface Made {
  readonly things: Id<"things">[];
  readonly articles: Id<"articles">[];
  readonly jobs: Id<"_scheduled_functions">[];
  readonly files: Id<"_storage">[];
}

/** A list that somebody leafs through while others write. */
interface Pager {
  readonly range: Range;
  cursor: string | null;
  /** Whether it has seen the last page. */
  isOver: boolean;
}

/** Runs a program and answers with all that it was told, one answer for each step. */
export async function answers(
  t: Deployment,
  program: Program,
  ranges: readonly Range[],
): Promise<unknown[]> {
  const made: Made = { things: [], articles: [], jobs: [], files: [] };
  const pagers = ranges.map((range): Pager => ({ range, cursor: null, isOver: false }));
  const given: unknown[] = [];
  for (const step of program) {
    given.push(await settled(() => run(t, step, made, pagers)));
  }
  return given;
}

async function run(
  t: Deployment,
  step: Step,
  made: Made,
  pagers: readonly Pager[],
): Promise<unknown> {
  switch (step.do) {
    case "mutation":
      return undone(made, () => t.write((ctx) => perform(ctx, step.transaction, made)));
    case "query":
      return t.read(async (ctx) => {
        const given: unknown[] = [];
        for (const read of step.reads) {
          given.push(await settled(() => readFrom(ctx, read, made)));
        }
        return given;
      });
    case "action":
      return t.act(async (ctx) => {
        const given: unknown[] = [];
        for (const transaction of step.transactions) {
          const handed = handOver((inner: MutationCtx) => perform(inner, transaction, made));
          const outcome = () => undone(made, () => ctx.runMutation(api.inline.write, handed));
          given.push(await settled(outcome));
        }
        if (step.throws) throw new Error("thrown by the action");
        return given;
      });
    case "walk":
      return walk(t, step);
    case "turn page":
      return turnPage(t, pagers[step.pager], step.numItems);
    case "store":
      made.files.push(await t.action(api.files.store, { text: step.text, type: "text/plain" }));
      return "stored";
    case "wait":
      await t.advance(step.ms);
      return "waited";
    case "call":
      return callValidated(t, step.validated);
  }
}

/** Goes through all pages, one query for each. */
async function walk(t: Deployment, { things, numItems }: Extract<Step, { do: "walk" }>) {
  const shown: unknown[] = [];
  for (let cursor: string | null = null, done = false; !done;) {
    const options: PaginationOptions = { cursor, numItems };
    const page = await t.read((ctx) => thingsIn(ctx, things).paginate(options));
    shown.push(...page.page.map(shownThing));
    [cursor, done] = [page.continueCursor, page.isDone];
  }
  return shown;
}

async function turnPage(t: Deployment, pager: Pager | undefined, numItems: number) {
  if (pager === undefined || pager.isOver) return "over";
  const { cursor, range } = pager;
  const page = await t.read((ctx) => rangeOf(ctx, range).paginate({ cursor, numItems }));
  const all = await t.read((ctx) => rangeOf(ctx, range).collect());
  // Whether a full last page knows that it is the last is an intended difference.
  pager.isOver = page.isDone || page.page.at(-1)?._id === all.at(-1)?._id;
  pager.cursor = page.continueCursor;
  return page.page.map(shownThing);
}

function callValidated(t: Deployment, { name, args }: Extract<Step, { do: "call" }>["validated"]) {
  // That arguments may not fit is the point.
  return name === "mutationReturnsWhatItGets"
    ? t.mutation(api.validated.mutationReturnsWhatItGets, args as never)
    : t.query(api.validated[name], args as never);
}

/** Runs a transaction inside a mutation. */
export async function perform(
  ctx: MutationCtx,
  { operations, throws }: Transaction,
  made: Made,
): Promise<unknown[]> {
  const given: unknown[] = [];
  for (const operation of operations) {
    given.push(await settled(() => writeTo(ctx, operation, made)));
  }
  if (throws) throw new Error("rolled back");
  return given;
}

/** Forgets what was made in vain when `run` throws. */
export async function undone<T>(made: Made, run: () => Promise<T>): Promise<T> {
  const lists: unknown[][] = [made.things, made.articles, made.jobs];
  const known = lists.map((list) => list.length);
  try {
    return await run();
  } catch (error) {
    lists.forEach((list, i) => (list.length = known[i] ?? 0));
    throw error;
  }
}

/** The answer, or in one word why there is none: the two sides put it differently. */
export async function settled(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    const text = String(error);
    const known = REASONS.find(([, pattern]) => pattern.test(text));
    return { refused: known?.[0] ?? text.split("\n")[0] };
  }
}

const REASONS: readonly (readonly [string, RegExp])[] = [
  ["thrown", /rolled back|thrown by the/],
  ["not unique", /unique\(\)/],
  ["not valid", /validat/i],
  ["gone", /non-?existent|not found/i],
  ["of another table", /\btable\b|\bid\b/i],
];
