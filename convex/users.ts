import { v } from "convex/values";
import { internalMutation, mutation, query } from "./_generated/server";
import { requireSignedIn } from "./access";
import { limitSaves } from "./lib/limits";
import { createFromToken } from "./lib/people";
import { readOwnProfile, vOwnProfile } from "./lib/ownProfile";
import { saveProfile, settleSave, vClerkReport, vSaved, vSettled } from "./lib/saves";
import { vProfileChanges } from "./validators";

/** The signed-in person's own profile: read it, save it, say how Clerk took the save. */

/** The person's profile and how it stands with Clerk; null when signed out or not yet known. */
export const current = query({
  args: {},
  returns: v.union(vOwnProfile, v.null()),
  handler: async (ctx) => {
    const identity = await ctx.auth.getUserIdentity();
    return identity === null ? null : await readOwnProfile(ctx, identity.subject);
  },
});

/** Makes the person's row from their token when Clerk's webhook has not come yet. */
export const ensureUser = mutation({
  args: {},
  returns: v.object({ created: v.boolean() }),
  handler: async (ctx) => {
    return { created: await createFromToken(ctx, await requireSignedIn(ctx)) };
  },
});

/**
 * Convex's half of a save; the browser sends Clerk's half in the same tick. Sent twice with one
 * `operation_id`, it is done once. Errors: not_signed_in, no_profile, invalid_field, rate_limited,
 * unknown_operation (the id is another person's).
 */
export const updateProfile = mutation({
  args: { operation_id: v.string(), changes: vProfileChanges },
  returns: vSaved,
  handler: async (ctx, { operation_id, changes }) => {
    const { subject } = await requireSignedIn(ctx);
    await limitSaves(ctx, subject);
    return await saveProfile(ctx, {
      externalId: subject,
      operation_id,
      changes,
      origin: "profile",
    });
  },
});

/** The same for server code that already knows whose profile it is; no rate limit. */
export const updateProfileInternal = internalMutation({
  args: { externalId: v.string(), operation_id: v.string(), changes: vProfileChanges },
  returns: vSaved,
  handler: async (ctx, args) => await saveProfile(ctx, { ...args, origin: "profile" }),
});

/**
 * The browser's report of how Clerk took a save. `undone` names the fields that got their previous
 * values back because Clerk refused. Errors: not_signed_in, unknown_operation.
 */
export const settleProfileWrite = mutation({
  args: { operation_id: v.string(), clerk: vClerkReport },
  returns: vSettled,
  handler: async (ctx, { operation_id, clerk }) => {
    const { subject } = await requireSignedIn(ctx);
    return await settleSave(ctx, { externalId: subject, operation_id, report: clerk });
  },
});
