import { ConvexError, v, type Value } from "convex/values";
import { internal } from "./api";
import { internalAction, internalMutation, internalQuery } from "./server";

/** Functions for other functions to call. */

export const note = internalMutation({
  args: { text: v.string() },
  returns: v.id("notes"),
  handler: (ctx, { text }) => ctx.db.insert("notes", { text }),
});

export const noteThenThrow = internalMutation({
  args: { text: v.string() },
  handler: async (ctx, { text }): Promise<null> => {
    await ctx.db.insert("notes", { text });
    throw new Error(`could not keep ${text}`);
  },
});

export const noteThenSchedule = internalMutation({
  args: { text: v.string(), throws: v.boolean() },
  handler: async (ctx, { text, throws }) => {
    await ctx.scheduler.runAfter(0, internal.nested.note, { text });
    if (throws) throw new Error("rolled back");
    return null;
  },
});

export const refuse = internalMutation({
  args: { data: v.any() },
  handler: async (_ctx, { data }): Promise<null> => {
    throw new ConvexError(data as Value);
  },
});

export const refuseInQuery = internalQuery({
  args: { data: v.any() },
  handler: async (_ctx, { data }): Promise<null> => {
    throw new ConvexError(data as Value);
  },
});

export const texts = internalQuery({
  args: {},
  returns: v.array(v.string()),
  handler: async (ctx) => (await ctx.db.query("notes").collect()).map(({ text }) => text),
});

export const subject = internalQuery({
  args: {},
  handler: async (ctx) => (await ctx.auth.getUserIdentity())?.subject ?? null,
});

export const subjectInAction = internalAction({
  args: {},
  handler: async (ctx) => (await ctx.auth.getUserIdentity())?.subject ?? null,
});

export const clearThingsThenThrow = internalMutation({
  args: {},
  handler: async (ctx): Promise<null> => {
    for (const thing of await ctx.db.query("things").collect()) {
      await ctx.db.patch(thing._id, { value: -1 });
      await ctx.db.delete(thing._id);
    }
    throw new Error("cleared in vain");
  },
});

/** Notes its depth and calls itself one deeper, down to 0; each level survives the one below. */
export const noteInDepth = internalMutation({
  args: { depth: v.number(), throwsAt: v.number() },
  handler: async (ctx, { depth, throwsAt }): Promise<null> => {
    await ctx.db.insert("notes", { text: String(depth) });
    if (depth > 0) {
      await ctx
        .runMutation(internal.nested.noteInDepth, { depth: depth - 1, throwsAt })
        .catch(() => null);
    }
    if (depth === throwsAt) throw new Error(`thrown at ${depth}`);
    return null;
  },
});
