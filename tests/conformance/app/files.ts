import { v } from "convex/values";
import { action } from "./server";

export const store = action({
  args: { text: v.string(), type: v.string() },
  returns: v.id("_storage"),
  handler: (ctx, { text, type }) => ctx.storage.store(new Blob([text], { type })),
});

export const text = action({
  args: { id: v.id("_storage") },
  handler: async (ctx, { id }) => (await (await ctx.storage.get(id))?.text()) ?? null,
});
