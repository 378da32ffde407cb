import { v, type Infer } from "convex/values";
import type { QueryCtx } from "../_generated/server";
import { vClerkState, vOnboarding, vSyncStatus, vText, vWriteError } from "../validators";
import { sentFields } from "../model/merge";
import { shownDigest } from "./avatars";
import { loadPerson } from "./people";

export const vOwnProfile = v.object({
  externalId: v.string(),
  username: vText,
  first_name: vText,
  last_name: vText,
  image_url: vText,
  /** SHA-256 in hex of the app's own file of that picture; null when it has none. */
  avatar_sha256: vText,
  email: vText,
  interests: v.array(v.string()),
  onboarding: vOnboarding,
  sync: v.object({
    status: vSyncStatus,
    drifted_fields: v.array(v.string()),
    /** Saves that Clerk has not confirmed yet, oldest first. */
    pending: v.array(
      v.object({
        operation_id: v.string(),
        started_at: v.number(),
        fields: v.array(v.string()),
        clerk: vClerkState,
      }),
    ),
    /** Set while the newest save is one that Clerk refused. */
    last_refusal: v.union(
      v.object({ operation_id: v.string(), at: v.number(), ...vWriteError.fields }),
      v.null(),
    ),
  }),
});

/** What `users.current` answers with; null while there is no row, and after deletion. */
export async function readOwnProfile(
  ctx: QueryCtx,
  externalId: string,
): Promise<Infer<typeof vOwnProfile> | null> {
  const { profile, sync, writes } = await loadPerson(ctx, externalId);
  if (profile === null || sync?.status === "deleted") return null;
  const newest = await ctx.db
    .query("outboxWrites")
    .withIndex("by_external_id_and_started_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .first();
  const refused = newest?.clerk === "refused" ? newest : null;
  return {
    externalId,
    username: profile.username,
    first_name: profile.first_name,
    last_name: profile.last_name,
    image_url: profile.image_url,
    avatar_sha256: await shownDigest(ctx, profile.avatar_storage_id),
    email: profile.email,
    interests: profile.interests,
    onboarding: profile.onboarding,
    sync: {
      status: sync?.status ?? "in_sync",
      drifted_fields: sync?.drifted_fields ?? [],
      pending: writes
        .filter((write) => write.clerk !== "gave_up")
        .map((write) => ({
          operation_id: write.operation_id,
          started_at: write.started_at,
          fields: sentFields(write),
          clerk: write.clerk,
        })),
      last_refusal:
        refused?.error == null
          ? null
          : {
              operation_id: refused.operation_id,
              at: refused.settled_at ?? refused.started_at,
              ...refused.error,
            },
    },
  };
}
