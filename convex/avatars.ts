import { v } from "convex/values";
import { internal } from "./_generated/api";
import type { Doc, Id } from "./_generated/dataModel";
import { internalMutation, type MutationCtx } from "./_generated/server";
import { deleteFile } from "./lib/avatars";
import { PICTURE_TYPES, sha256Hex } from "./model/picture";

/**
 * Sweeps pictures that were uploaded and that no save ever named: a tab was closed, or Clerk
 * refused the picture first. Only a file that is exactly the one that was announced is deleted;
 * the app's storage may hold files of its own.
 */

/** An upload address is good for an hour, and a save follows the upload within seconds. */
const ABANDONED_AFTER_MS = 2 * 60 * 60_000;
/** How long after it was asked for a file can have come. */
const UPLOAD_WINDOW_MS = 60 * 60_000;
/** Files looked at in one transaction. */
const BATCH = 500;

/** Sweeps after one abandoned upload, and goes on until none is left. Run by a cron. */
export const sweep = internalMutation({
  args: {
    /** Where the search for one upload's file goes on. */
    search: v.optional(v.object({ upload: v.id("avatarUploads"), cursor: v.string() })),
  },
  returns: v.null(),
  handler: async (ctx, { search }) => {
    const upload = search
      ? await ctx.db.get("avatarUploads", search.upload)
      : await nextAbandoned(ctx);
    if (upload === null) return null;
    const cursor = await searchBatch(ctx, upload, search?.cursor ?? null);
    if (cursor === null) await ctx.db.delete("avatarUploads", upload._id);
    const next = cursor === null ? undefined : { upload: upload._id, cursor };
    await ctx.scheduler.runAfter(0, internal.avatars.sweep, { search: next });
    return null;
  },
});

async function nextAbandoned(ctx: MutationCtx): Promise<Doc<"avatarUploads"> | null> {
  return await ctx.db
    .query("avatarUploads")
    .withIndex("by_storage_id_and_issued_at", (q) =>
      q.eq("storage_id", null).lt("issued_at", Date.now() - ABANDONED_AFTER_MS),
    )
    .first();
}

/** Deletes the file of an upload if it is in the next batch; answers where to go on, if anywhere. */
async function searchBatch(
  ctx: MutationCtx,
  { sha256, issued_at }: Doc<"avatarUploads">,
  cursor: string | null,
): Promise<string | null> {
  if (sha256 === null) return null;
  const files = await ctx.db.system
    .query("_storage")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", issued_at).lte("_creationTime", issued_at + UPLOAD_WINDOW_MS),
    )
    .paginate({ numItems: BATCH, cursor });
  for (const file of files.page) {
    const isPicture = PICTURE_TYPES.some((type) => type === file.contentType);
    if (!isPicture || sha256Hex(file.sha256) !== sha256 || (await isUsed(ctx, file._id))) continue;
    await deleteFile(ctx, file._id);
  }
  return files.isDone ? null : files.continueCursor;
}

async function isUsed(ctx: MutationCtx, file: Id<"_storage">): Promise<boolean> {
  const upload = await ctx.db
    .query("avatarUploads")
    .withIndex("by_storage_id_and_issued_at", (q) => q.eq("storage_id", file))
    .first();
  const shownBy = await ctx.db
    .query("users")
    .withIndex("by_avatar_storage_id", (q) => q.eq("avatar_storage_id", file))
    .first();
  return upload !== null || shownBy !== null;
}
