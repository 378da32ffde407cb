import { v, type Infer } from "convex/values";
import { internalMutation, mutation, query } from "./_generated/server";
import { requireSignedIn } from "./access";
import { expectUpload } from "./lib/avatars";
import { refuse } from "./lib/errors";
import { createFromToken } from "./lib/firstRow";
import { limitSaves } from "./lib/limits";
import { isFreeFor } from "./lib/usernames";
import { readOwnProfile, vOwnProfile } from "./lib/ownProfile";
import { saveProfile, vSaved } from "./lib/saves";
import { settleSave, vClerkReport, vSettled } from "./lib/settling";
import { complaintAboutStep } from "./model/onboarding";
import type { WriteOrigin } from "./model/statuses";
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

/**
 * Whether nobody else is known to have a username; one's own counts as free. A hint while typing
 * and never a promise: who signed up a moment ago may not be known here yet, and Clerk decides.
 * Errors: not_signed_in.
 */
export const isUsernameFree = query({
  args: { username: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { username }) => {
    const { subject } = await requireSignedIn(ctx);
    return await isFreeFor(ctx, subject, username);
  },
});

/**
 * Makes the person's row from their token when Clerk's webhook has not come yet. `deleted`: Clerk
 * has told us that this person is gone, so none is made.
 */
export const ensureUser = mutation({
  args: {},
  returns: v.object({ created: v.boolean(), deleted: v.boolean() }),
  handler: async (ctx) => {
    return await createFromToken(ctx, await requireSignedIn(ctx));
  },
});

/**
 * Convex's half of a save; the browser sends Clerk's half in the same tick. Sent twice with one
 * `operation_id`, it is done once. One operation stands for one call to Clerk, so a new picture is
 * an operation of its own. Errors: not_signed_in, no_profile, invalid_field, rate_limited,
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
      origin: originOf(changes),
    });
  },
});

/** The same for server code that already knows whose profile it is; no rate limit. */
export const updateProfileInternal = internalMutation({
  args: { externalId: v.string(), operation_id: v.string(), changes: vProfileChanges },
  returns: vSaved,
  handler: async (ctx, args) => await saveProfile(ctx, { ...args, origin: originOf(args.changes) }),
});

/**
 * One step of the onboarding: what was entered in it is saved like any other change, and `step`
 * (the step that the person has come to, by the app's own name for it) is where any device goes
 * on. Errors as `updateProfile`.
 */
export const updateOnboardingData = mutation({
  args: {
    operation_id: v.string(),
    step: v.string(),
    changes: v.optional(vProfileChanges),
  },
  returns: vSaved,
  handler: async (ctx, { operation_id, step, changes = {} }) => {
    const { subject } = await requireSignedIn(ctx);
    await limitSaves(ctx, subject);
    const message = complaintAboutStep(step);
    if (message !== null) refuse({ code: "invalid_field", field: "onboarding", message });
    return await saveProfile(ctx, {
      externalId: subject,
      operation_id,
      changes,
      onboarding: { kind: "at", step },
      origin: "onboarding",
    });
  },
});

/**
 * The end of the onboarding, with what the last step still changes. Should Clerk refuse that, the
 * person has not finished: their names and the completion are put back together. Errors as
 * `updateProfile`.
 */
export const completeOnboarding = mutation({
  args: { operation_id: v.string(), changes: v.optional(vProfileChanges) },
  returns: vSaved,
  handler: async (ctx, { operation_id, changes = {} }) => {
    const { subject } = await requireSignedIn(ctx);
    await limitSaves(ctx, subject);
    return await saveProfile(ctx, {
      externalId: subject,
      operation_id,
      changes,
      onboarding: { kind: "completed" },
      origin: "onboarding",
    });
  },
});

/**
 * Where to upload a picture (`POST` with the file as body and its content type). It becomes the
 * person's picture when a save names the `storageId` that the upload answers with; otherwise it is
 * swept away.
 *
 * @param sha256 of the file, in hex or base64. Without it an upload that no save names cannot be
 *   told from the app's other files, and stays.
 */
export const generateAvatarUploadUrl = mutation({
  args: { sha256: v.optional(v.string()) },
  returns: v.string(),
  handler: async (ctx, { sha256 }) => {
    const { subject } = await requireSignedIn(ctx);
    await limitSaves(ctx, subject);
    await expectUpload(ctx, subject, sha256);
    return await ctx.storage.generateUploadUrl();
  },
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

function originOf(changes: Infer<typeof vProfileChanges>): WriteOrigin {
  const [field, ...others] = Object.keys(changes);
  return field === "avatar_storage_id" && others.length === 0 ? "avatar" : "profile";
}
