import { v, type Infer } from "convex/values";
import { internal } from "./_generated/api";
import type { Doc, Id } from "./_generated/dataModel";
import {
  internalAction,
  internalMutation,
  internalQuery,
  type MutationCtx,
} from "./_generated/server";
import { noteEndOfSave } from "./lib/activity";
import { getUser, type ClerkAnswer } from "./lib/clerkApi";
import { acceptWord, noteWord } from "./lib/clerkWords";
import { finishInClerk, vOpenWrite, type CheckedSave } from "./lib/finishing";
import { otherWrites } from "./lib/otherWrites";
import { overrule } from "./lib/overruling";
import { isDeleted, loadPerson, storePerson, type Person } from "./lib/people";
import { setOneSided } from "./lib/resolutions";
import { settleDone, withdrawWrite } from "./lib/settling";
import { backoffMs } from "./model/backoff";
import { planCheck, waitsForNewer } from "./model/check";
import { pendingFields } from "./model/merge";
import { vClerkUser, vText, vWriteError } from "./validators";

/**
 * Convex -> Clerk: saves whose browser never said how Clerk took them, or whose echo did not come.
 * Clerk is asked, and the save finished, undone, or given up as drift.
 *
 * `begin` (a mutation, runs exactly once) takes the save and schedules `check` (an action, runs at
 * most once); `record` stores what came of it. Should the action be lost, `sweep` begins again.
 */

/** An action is over by then, or lost. */
const LEASE_MS = 2 * 60_000;
/** A scheduled job may start a hair before the time that the row names. */
const EARLY_MS = 1_000;
const RETRY = { baseMs: 5_000, maxMs: 5 * 60_000 };
/** How long a save waits for a newer one before it looks again. */
const WAIT_MS = 30_000;
/** About ten minutes of trying: longer, and the person should rather see that the sides differ. */
const MAX_ATTEMPTS = 8;
/** Saves that one sweep begins again. */
const SWEEP_BATCH = 50;

/** What a check came to. */
const vCheckResult = v.union(
  v.object({ kind: v.literal("arrived"), updated_at: v.number(), image_url: vText }),
  v.object({ kind: v.literal("superseded") }),
  /** For a newer save of the same field, of which nobody knows yet how Clerk takes it. */
  v.object({ kind: v.literal("waits") }),
  v.object({ kind: v.literal("refused"), error: vWriteError }),
  v.object({ kind: v.literal("missing"), error: vWriteError }),
  v.object({
    kind: v.literal("retry"),
    error: vWriteError,
    retry_after_ms: v.union(v.number(), v.null()),
  }),
);
type CheckResult = Infer<typeof vCheckResult>;

/** Starts the check of one save when it is due. */
export const begin = internalMutation({
  args: { writeId: v.id("outboxWrites") },
  returns: v.null(),
  handler: async (ctx, { writeId }) => {
    const write = await ctx.db.get("outboxWrites", writeId);
    if (write !== null) await beginIfDue(ctx, write);
    return null;
  },
});

/** The safety net under `begin`: due saves whose job or action was lost. Run by a cron. */
export const sweep = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const due = await ctx.db
      .query("outboxWrites")
      .withIndex("by_next_attempt_at", (q) =>
        q.gte("next_attempt_at", 0).lte("next_attempt_at", Date.now()),
      )
      .take(SWEEP_BATCH);
    for (const write of due) await beginIfDue(ctx, write);
    return null;
  },
});

/** What `check` needs to know of a save; null when it has been closed meanwhile. */
export const describe = internalQuery({
  args: { writeId: v.id("outboxWrites") },
  returns: v.union(vOpenWrite, v.null()),
  handler: async (ctx, { writeId }) => {
    const write = await ctx.db.get("outboxWrites", writeId);
    if (write === null || !write.open) return null;
    const { earlier, newer } = await otherWrites(ctx, write);
    return {
      externalId: write.externalId,
      clerk: write.clerk,
      requested: write.requested,
      previous: write.previous,
      clerk_previous: write.clerk_previous,
      overruled: write.overruled,
      clerk_updated_at: write.clerk_updated_at,
      clerk_image_url: write.clerk_image_url,
      started_at: write.started_at,
      // Clerk has these, or may have them without anybody knowing.
      earlier: earlier
        .filter(({ clerk }) => clerk !== "superseded")
        .map(({ requested, clerk_image_url }) => ({ requested, clerk_image_url })),
      newerFields: [...pendingFields(newer)],
      waits: waitsForNewer(write, newer),
    };
  },
});

/** Asks Clerk about one save, and finishes it there when it had not arrived. */
export const check = internalAction({
  args: { writeId: v.id("outboxWrites") },
  returns: v.null(),
  handler: async (ctx, { writeId }): Promise<null> => {
    // Named, because this file's types are made from what it returns.
    const write: CheckedSave | null = await ctx.runQuery(internal.outbox.describe, {
      writeId,
    });
    if (write === null) return null;
    if (write.waits) {
      const result = { kind: "waits" } as const;
      await ctx.runMutation(internal.outbox.record, { writeId, seen: null, result });
      return null;
    }

    const answer = await getUser(write.externalId);
    // Clerk refuses a save, not a question about it: after that the save may still be there.
    let result: CheckResult =
      answer.kind === "refused"
        ? { kind: "retry", error: answer.error, retry_after_ms: null }
        : resultOf(answer);
    let seen = answer.kind === "user" ? answer.user : null;
    if (answer.kind === "user") {
      const plan = planCheck(write, answer.user.profile, new Set(write.newerFields));
      if (plan.action === "close") {
        if (plan.clerk === "superseded") result = { kind: "superseded" };
      } else {
        const finished = await finishInClerk(ctx, write, plan);
        result = resultOf(finished.answer);
        seen = finished.seen ?? seen;
      }
    }
    await ctx.runMutation(internal.outbox.record, { writeId, seen, result });
    return null;
  },
});

/** Stores what a check came to, and the profile that it saw. */
export const record = internalMutation({
  args: {
    writeId: v.id("outboxWrites"),
    seen: v.union(vClerkUser, v.null()),
    result: vCheckResult,
  },
  returns: v.null(),
  handler: async (ctx, { writeId, seen, result }) => {
    const write = await ctx.db.get("outboxWrites", writeId);
    if (write === null || !write.open) return null;
    const person = await loadPerson(ctx, write.externalId);
    switch (result.kind) {
      case "arrived":
        // Clerk's word, taken below, then confirms it.
        await settleDone(ctx, person, write, { ...result, confirmed_by: "check" });
        break;
      case "superseded": {
        const overruled =
          seen === null
            ? write.overruled
            : overrule(write, seen.profile, (await otherWrites(ctx, write)).newer);
        await withdrawWrite(ctx, person, write, { clerk: "superseded", error: null, overruled });
        break;
      }
      case "missing":
      case "refused":
        await withdrawWrite(ctx, person, write, { clerk: "refused", error: result.error });
        break;
      case "waits":
        // No attempt: Clerk was not asked.
        await ctx.db.patch("outboxWrites", writeId, { attempts: write.attempts - 1 });
        await beginAgain(ctx, writeId, WAIT_MS);
        break;
      case "retry":
        await retryOrGiveUp(ctx, person, write, result);
    }
    await noteAnswer(ctx, write, result, seen);
    return null;
  },
});

/** What the answer says of the person, beyond the one save. */
async function noteAnswer(
  ctx: MutationCtx,
  { externalId, origin }: Doc<"outboxWrites">,
  result: CheckResult,
  seen: Infer<typeof vClerkUser> | null,
): Promise<void> {
  const person = await loadPerson(ctx, externalId);
  if (result.kind === "missing" && !isDeleted(person)) {
    await setOneSided(ctx, person, "missing_in_clerk");
  }
  if (seen === null) return;
  const word = { ...seen, event_at: null, knowsEmail: true };
  // A repair is about the fields that were chosen: other differences stay for somebody to decide.
  if (origin === "repair") await noteWord(ctx, person, word);
  else await acceptWord(ctx, person, word, "check");
}

function resultOf(answer: ClerkAnswer): CheckResult {
  if (answer.kind !== "user") return answer;
  const { updated_at, profile } = answer.user;
  return { kind: "arrived", updated_at, image_url: profile.image_url };
}

async function beginIfDue(ctx: MutationCtx, write: Doc<"outboxWrites">): Promise<void> {
  const now = Date.now();
  const { _id: writeId, next_attempt_at, attempts } = write;
  if (!write.open || next_attempt_at === null || next_attempt_at > now + EARLY_MS) return;
  await ctx.db.patch("outboxWrites", writeId, {
    attempts: attempts + 1,
    next_attempt_at: now + LEASE_MS,
  });
  await ctx.scheduler.runAfter(0, internal.outbox.check, { writeId });
}

async function beginAgain(
  ctx: MutationCtx,
  writeId: Id<"outboxWrites">,
  wait: number,
): Promise<void> {
  await ctx.db.patch("outboxWrites", writeId, { next_attempt_at: Date.now() + wait });
  await ctx.scheduler.runAfter(wait, internal.outbox.begin, { writeId });
}

async function retryOrGiveUp(
  ctx: MutationCtx,
  person: Person,
  write: Doc<"outboxWrites">,
  { error, retry_after_ms }: Extract<CheckResult, { kind: "retry" }>,
): Promise<void> {
  const { _id: writeId, attempts } = write;
  if (attempts < MAX_ATTEMPTS) {
    const wait = Math.max(retry_after_ms ?? 0, backoffMs(attempts, RETRY, Math.random()));
    await ctx.db.patch("outboxWrites", writeId, { error });
    await beginAgain(ctx, writeId, wait);
    return;
  }
  const end = {
    clerk: "gave_up",
    error,
    next_attempt_at: null,
    settled_at: Date.now(),
    clerk_updated_at: person.sync?.clerk_updated_at ?? null,
  } as const;
  await ctx.db.patch("outboxWrites", writeId, end);
  await noteEndOfSave(ctx, { ...write, ...end });
  const writes = person.writes.map((other) =>
    other._id === writeId ? { ...other, ...end } : other,
  );
  await storePerson(ctx, person, { writes }, "write");
}
