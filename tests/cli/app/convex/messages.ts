import { v } from "convex/values";
import { mutation, query } from "./_generated/server";
import { getCurrentUserOrThrow } from "./users";

export const send = mutation({
  args: { body: v.string() },
  handler: async (ctx, { body }) => {
    const user = await getCurrentUserOrThrow(ctx);
    await ctx.db.insert("messages", { body, userId: user._id });
  },
});

export const list = query({
  args: {},
  handler: async (ctx) => {
    const messages = await ctx.db.query("messages").collect();
    return await Promise.all(
      messages.map(async ({ body, userId }) => {
        const user = await ctx.db.get(userId);
        return { body, author: user?.name ?? "somebody deleted" };
      }),
    );
  },
});
