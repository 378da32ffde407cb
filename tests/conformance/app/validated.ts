import { v } from "convex/values";
import { action, internalQuery, mutation, query } from "./server";

/** Functions whose validators are the point. */

export const describe = query({
  args: {
    name: v.string(),
    age: v.optional(v.number()),
    role: v.union(v.literal("reader"), v.literal("writer")),
    contact: v.optional(v.union(v.null(), v.object({ email: v.string() }))),
    tags: v.optional(v.array(v.string())),
    scores: v.optional(v.record(v.string(), v.number())),
  },
  returns: v.string(),
  handler: async (_ctx, args) => JSON.stringify(args),
});

export const echo = query({
  args: { value: v.any() },
  returns: v.any(),
  handler: async (_ctx, { value }): Promise<unknown> => value,
});

export const unvalidated = query(async (_ctx, args: Record<string, unknown>) => args);

export const returnsWrongType = query({
  args: {},
  returns: v.number(),
  // The validator is what is tested: types alone would not let this through.
  handler: async () => "seven" as unknown as number,
});

export const returnsExtraField = query({
  args: {},
  returns: v.object({ known: v.string() }),
  handler: async () => ({ known: "yes", unknown: "no" }),
});

/** Returns any value, whether the validator likes it or not. */
export const returnsWhatItGets = query({
  args: { value: v.any() },
  returns: v.object({ known: v.string() }),
  handler: async (_ctx, { value }) => value as { known: string },
});

export const mutationReturnsWhatItGets = mutation({
  args: { value: v.any() },
  returns: v.object({ known: v.string() }),
  handler: async (_ctx, { value }) => value as { known: string },
});

export const writesThenReturnsWrongType = mutation({
  args: { text: v.string() },
  returns: v.number(),
  handler: async (ctx, { text }) => (await ctx.db.insert("notes", { text })) as unknown as number,
});

export const returnsNothing = mutation({ args: {}, returns: v.null(), handler: async () => {} });

export const add = action({
  args: { a: v.number(), b: v.number() },
  returns: v.number(),
  handler: async (_ctx, { a, b }) => a + b,
});

export const secret = internalQuery({ args: {}, handler: async () => "secret" });
