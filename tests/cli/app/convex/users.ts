import type { UserJSON } from "@clerk/backend";
import { v, type Validator } from "convex/values";
import { internalMutation, query, type QueryCtx } from "./_generated/server";

export const current = query({
  args: {},
  handler: async (ctx) => await getCurrentUser(ctx),
});

export const upsertFromClerk = internalMutation({
  args: { data: v.any() as Validator<UserJSON> },
  handler: async (ctx, { data }) => {
    const attributes = { name: `${data.first_name} ${data.last_name}`, externalId: data.id };
    const user = await userByExternalId(ctx, data.id);
    if (user === null) await ctx.db.insert("users", attributes);
    else await ctx.db.patch(user._id, attributes);
  },
});

export const deleteFromClerk = internalMutation({
  args: { clerkUserId: v.string() },
  handler: async (ctx, { clerkUserId }) => {
    const user = await userByExternalId(ctx, clerkUserId);
    if (user !== null) await ctx.db.delete(user._id);
    else console.warn(`There is no user to delete for Clerk's ${clerkUserId}.`);
  },
});

export async function getCurrentUserOrThrow(ctx: QueryCtx) {
  const user = await getCurrentUser(ctx);
  if (user === null) throw new Error("Nobody is signed in.");
  return user;
}

export async function getCurrentUser(ctx: QueryCtx) {
  const identity = await ctx.auth.getUserIdentity();
  return identity === null ? null : await userByExternalId(ctx, identity.subject);
}

async function userByExternalId(ctx: QueryCtx, externalId: string) {
  return await ctx.db
    .query("users")
    .withIndex("byExternalId", (q) => q.eq("externalId", externalId))
    .unique();
}
