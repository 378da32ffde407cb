import { v, type Infer } from "convex/values";
import type { ActionCtx } from "../_generated/server";
import type { CheckPlan } from "../model/check";
import type { ClerkUser } from "../model/clerkUser";
import { vClerkState, vClerkValues, vOverruled, vProfileValues, vText, vTime } from "../validators";
import { removePicture, updateUser, uploadPicture, type ClerkAnswer } from "./clerkApi";

/** The calls to Clerk that a check makes for a save that had not arrived there. */

/** A save as a check sees it. */
export const vOpenWrite = v.object({
  externalId: v.string(),
  clerk: vClerkState,
  requested: vProfileValues,
  previous: vProfileValues,
  clerk_previous: vClerkValues,
  overruled: v.array(vOverruled),
  clerk_updated_at: vTime,
  clerk_image_url: vText,
  started_at: v.number(),
  /** Older saves that Clerk may have taken; see model/check.ts. */
  earlier: v.array(v.object({ requested: vProfileValues, clerk_image_url: vText })),
  /** Fields that a newer save speaks of. */
  newerFields: v.array(v.string()),
  /** Whether it has to wait for one of those; see model/check.ts. */
  waits: v.boolean(),
});
export type CheckedSave = Infer<typeof vOpenWrite>;

/** Brings to Clerk what is missing there; stops at the first call that does not succeed. */
export async function finishInClerk(
  ctx: ActionCtx,
  write: CheckedSave,
  { changes, picture }: Extract<CheckPlan, { action: "finish" }>,
): Promise<{ answer: ClerkAnswer; seen: ClerkUser | null }> {
  let seen: ClerkUser | null = null;
  for (const call of [
    Object.keys(changes).length > 0 && (() => updateUser(write.externalId, changes)),
    picture !== "leave" && (() => sendPicture(ctx, write)),
  ]) {
    if (!call) continue;
    const answer = await call();
    if (answer.kind !== "user") return { answer, seen };
    seen = answer.user;
  }
  if (seen === null) throw new Error("There was nothing to finish.");
  return { answer: { kind: "user", user: seen }, seen };
}

async function sendPicture(
  ctx: ActionCtx,
  { externalId, requested }: CheckedSave,
): Promise<ClerkAnswer> {
  const file = requested.avatar_storage_id ?? null;
  if (file === null) return await removePicture(externalId);
  const blob = await ctx.storage.get(file);
  if (blob !== null) return await uploadPicture(externalId, blob);
  const message = "The picture's file is gone, so Clerk cannot be given it.";
  return { kind: "refused", error: { code: "picture_gone", message, field: "image_url" } };
}
