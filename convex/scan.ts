import { v, type Infer } from "convex/values";
import { internal } from "./_generated/api";
import { internalAction, internalMutation, internalQuery } from "./_generated/server";
import {
  absentInStretch,
  comparePage as readPage,
  comparePeople,
  unplacedPeople,
  vAbsent,
  vComparison,
  vStretch,
} from "./lib/reconcile/comparing";
import {
  advanceRun,
  describeRun,
  endRun,
  findAtStep,
  findRunningWalk,
  holdUpRun,
  modeOf,
  resumeIfDue,
  reviveRuns,
  startRun,
  vVisitedRun,
} from "./lib/reconcile/runs";
import { storeAnswer, storeDecision } from "./lib/reconcile/storing";
import { visitNext } from "./lib/reconcile/walking";
import { readEnv } from "./env";
import {
  vClerkUser,
  vEventError,
  vRunCounts,
  vRunCursor,
  vText,
  vTime,
  vWinner,
} from "./validators";

/**
 * The steps of a run, page by page: `visit` (an action, runs at most once) asks Clerk, has a query
 * compare and mutations store, and `advance` schedules the next. Should it be lost, `sweep` takes
 * the page up again. Whatever comes late, from a page that was taken up by somebody else, finds
 * the run at another step and changes nothing. reconcile.ts is what people call.
 */

const runAtStep = { runId: v.id("reconcileRuns"), step: v.number() };

const vAnswer = v.object({
  externalId: v.string(),
  user: v.union(vClerkUser, v.null()),
  asked_at: v.number(),
});

/** Starts a walk unless one is going on, or there is no key to ask Clerk with. Run by crons. */
export const startByCron = internalMutation({
  args: { kind: v.union(v.literal("full"), v.literal("quick")) },
  returns: v.null(),
  handler: async (ctx, { kind }) => {
    const { secretKey, reconcileRepair } = readEnv();
    if (secretKey === null || (await findRunningWalk(ctx)) !== null) return null;
    await startRun(ctx, {
      kind,
      trigger: "cron",
      actor: null,
      externalId: null,
      dry_run: false,
      repair: reconcileRepair,
      decision: null,
    });
    return null;
  },
});

/** Takes up what was lost. Run by a cron. */
export const sweep = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await reviveRuns(ctx);
    return null;
  },
});

/** Goes on after a wait. */
export const resume = internalMutation({
  args: { runId: v.id("reconcileRuns") },
  returns: v.null(),
  handler: async (ctx, { runId }) => {
    const run = await ctx.db.get("reconcileRuns", runId);
    if (run !== null) await resumeIfDue(ctx, run);
    return null;
  },
});

/** Visits the page that the run stands at. */
export const visit = internalAction({
  args: runAtStep,
  returns: v.null(),
  handler: async (ctx, at): Promise<null> => {
    // Named, because this file's types are made from what it returns.
    const run: Infer<typeof vVisitedRun> | null = await ctx.runQuery(internal.scan.describe, at);
    if (run === null) return null;
    const page = await visitNext(ctx, run);
    if ("trouble" in page) await ctx.runMutation(internal.scan.holdUp, { ...at, ...page.trouble });
    else await ctx.runMutation(internal.scan.advance, { ...at, ...page });
    return null;
  },
});

/** What `visit` needs to know; null when the run has ended or gone on. */
export const describe = internalQuery({
  args: runAtStep,
  returns: v.union(vVisitedRun, v.null()),
  handler: async (ctx, { runId, step }) => {
    const run = await findAtStep(ctx, runId, step);
    return run && (await describeRun(ctx, run));
  },
});

export const compare = internalQuery({
  args: {
    users: v.array(vClerkUser),
    gone: v.array(v.string()),
    isSure: v.boolean(),
    mode: vVisitedRun.fields.mode,
  },
  returns: vComparison,
  handler: async (ctx, people) => await comparePeople(ctx, people),
});

export const comparePage = internalQuery({
  args: { users: v.array(vClerkUser), mode: vVisitedRun.fields.mode, stretch: vStretch },
  returns: v.object({ ...vComparison.fields, ...vAbsent.fields }),
  handler: async (ctx, page) => await readPage(ctx, page),
});

export const absent = internalQuery({
  args: { stretch: vStretch, cursor: v.string() },
  returns: vAbsent,
  handler: async (ctx, { stretch, cursor }) => await absentInStretch(ctx, stretch, cursor),
});

export const unplaced = internalQuery({
  args: { cursor: vText },
  returns: vAbsent,
  handler: async (ctx, { cursor }) => await unplacedPeople(ctx, cursor),
});

/** Stores what is news; answers with how many differences were mended. */
export const store = internalMutation({
  args: { ...runAtStep, answers: v.array(vAnswer) },
  returns: v.number(),
  handler: async (ctx, { runId, step, answers }) => {
    const run = await findAtStep(ctx, runId, step);
    const mode = run === null ? "look" : modeOf(run);
    if (mode === "look") return 0;
    let repairs = 0;
    for (const answer of answers) repairs += await storeAnswer(ctx, answer, mode);
    return repairs;
  },
});

/** Carries out what an admin has decided about one person; answers like `store`. */
export const decide = internalMutation({
  args: { ...runAtStep, answer: vAnswer, decision: vWinner },
  returns: v.number(),
  handler: async (ctx, { runId, step, answer, decision }) => {
    const run = await findAtStep(ctx, runId, step);
    return run === null ? 0 : await storeDecision(ctx, answer, decision);
  },
});

/** A page is done. */
export const advance = internalMutation({
  args: {
    ...runAtStep,
    cursor: v.union(vRunCursor, v.null()),
    visited: v.number(),
    total: vTime,
    counts: vRunCounts,
  },
  returns: v.null(),
  handler: async (ctx, { runId, step, ...page }) => {
    const run = await findAtStep(ctx, runId, step);
    if (run !== null) await advanceRun(ctx, run, page);
    return null;
  },
});

/** A page could not be visited. */
export const holdUp = internalMutation({
  args: { ...runAtStep, error: vEventError, retry_after_ms: vTime, isFinal: v.boolean() },
  returns: v.null(),
  handler: async (ctx, { runId, step, error, retry_after_ms, isFinal }) => {
    const run = await findAtStep(ctx, runId, step);
    if (run === null) return null;
    if (isFinal) await endRun(ctx, run, "failed", error);
    else await holdUpRun(ctx, run, { error, retry_after_ms });
    return null;
  },
});
