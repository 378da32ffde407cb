import { v } from "convex/values";
import { internal } from "./api";
import { internalAction, internalMutation } from "./server";

/** Functions for the scheduler to run. */

export const note = internalMutation({
  args: { text: v.string() },
  handler: async (ctx, { text }) => {
    await ctx.db.insert("notes", { text });
  },
});

export const noteThenFail = internalMutation({
  args: { text: v.string() },
  handler: async (ctx, { text }) => {
    await ctx.db.insert("notes", { text });
    throw new Error("failed on purpose");
  },
});

export const noteFromAction = internalAction({
  args: { text: v.string() },
  handler: async (ctx, { text }): Promise<void> => {
    await ctx.runMutation(internal.jobs.note, { text });
  },
});

/** Each run schedules the next, until `left` is 0. */
export const countDown = internalMutation({
  args: { left: v.number() },
  handler: async (ctx, { left }): Promise<void> => {
    await ctx.db.insert("notes", { text: String(left) });
    if (left > 0) await ctx.scheduler.runAfter(0, internal.jobs.countDown, { left: left - 1 });
  },
});

export const noteWhoCalls = internalMutation({
  args: {},
  handler: async (ctx) => {
    const identity = await ctx.auth.getUserIdentity();
    await ctx.db.insert("notes", { text: identity?.subject ?? "nobody" });
  },
});

/** Notes each attempt, and succeeds at the third. */
export const thirdTimeLucky = internalAction({
  args: {},
  handler: async (ctx): Promise<string> => {
    await ctx.runMutation(internal.jobs.note, { text: "attempt" });
    const attempts = await ctx.runQuery(internal.nested.texts, {});
    if (attempts.length < 3) throw new Error("not yet");
    return `after ${attempts.length}`;
  },
});
