import type { UserJSON } from "@clerk/backend";
import { v, type Validator } from "convex/values";
import { internalMutation, internalQuery, type QueryCtx } from "./server";

/** A user as Clerk sends them. What is signed is trusted: nothing is checked. */
const vUserJson = v.any() as Validator<UserJSON>;

export const upsertFromClerk = internalMutation({
  args: { data: vUserJson },
  handler: async (ctx, { data }) => {
    const primary = data.email_addresses.find(({ id }) => id === data.primary_email_address_id);
    const profile = {
      externalId: data.id,
      username: data.username,
      first_name: data.first_name,
      last_name: data.last_name,
      image_url: data.image_url,
      email: primary?.email_address ?? null,
    };
    const user = await userByExternalId(ctx, data.id);
    if (user === null) await ctx.db.insert("users", profile);
    else await ctx.db.patch("users", user._id, profile);
  },
});

export const deleteFromClerk = internalMutation({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) => {
    const user = await userByExternalId(ctx, externalId);
    if (user !== null) await ctx.db.delete("users", user._id);
  },
});

/** For the bench: the first name with which a history has ended; null for nobody. */
export const endOf = internalQuery({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) =>
    (await userByExternalId(ctx, externalId))?.first_name ?? null,
});

async function userByExternalId(ctx: QueryCtx, externalId: string) {
  return await ctx.db
    .query("users")
    .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
    .unique();
}
