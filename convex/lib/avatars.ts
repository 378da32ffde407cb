import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { CLOCK_TOLERANCE_MS, newestOf } from "../model/merge";
import { complaintAboutPicture, sha256Hex } from "../model/picture";
import { refuse } from "./errors";
import type { Person } from "./people";

/**
 * The app's own files of people's pictures. Every file belongs to a row of `avatarUploads`, and is
 * deleted once neither the profile nor an open save needs it; nothing else in the app's storage is
 * ever touched. See docs/decisions/013.
 */

/** A person's uploads at a time: the rate limit on saves keeps them few. */
const MAX_UPLOADS = 50;

type Shown = Pick<Doc<"users">, "image_url" | "avatar_storage_id">;

/** Notes that a file is about to come. */
export async function expectUpload(
  ctx: MutationCtx,
  externalId: string,
  sha256: string | undefined,
): Promise<void> {
  const digest = sha256 === undefined ? null : sha256Hex(sha256);
  if (sha256 !== undefined && digest === null) {
    refuse({ code: "invalid_field", field: "sha256", message: "Not a SHA-256." });
  }
  await ctx.db.insert("avatarUploads", {
    externalId,
    sha256: digest,
    storage_id: null,
    issued_at: Date.now(),
  });
}

/**
 * Makes an uploaded file this person's, or refuses: its type and size are checked from what was
 * stored, and nobody can take (and so later delete) a file that is another's.
 */
export async function claimUpload(
  ctx: MutationCtx,
  externalId: string,
  storage_id: Id<"_storage">,
): Promise<void> {
  const file = await ctx.db.system.get("_storage", storage_id);
  const complaint = file === null ? "Picture: the file is not there." : complaintAboutPicture(file);
  if (file === null || complaint !== null) refusePicture(complaint ?? "");
  const owned = await ctx.db
    .query("avatarUploads")
    .withIndex("by_storage_id_and_issued_at", (q) => q.eq("storage_id", storage_id))
    .first();
  if (owned?.externalId === externalId) return;
  const expected = owned === null ? await findExpected(ctx, externalId, file) : undefined;
  if (expected === undefined) refusePicture("Picture: the file was not uploaded for this profile.");
  const sha256 = sha256Hex(file.sha256);
  await ctx.db.patch("avatarUploads", expected._id, { storage_id, sha256 });
}

/** What to show: the newest picture that is on its way to Clerk, else what Clerk shows. */
export async function shownPicture(
  ctx: QueryCtx,
  { profile }: Person,
  open: readonly Doc<"outboxWrites">[],
  clerk: { image_url: string | null; file: Id<"_storage"> | null },
): Promise<Shown> {
  const newest = newestOf("image_url", open);
  if (newest === undefined) return { image_url: clerk.image_url, avatar_storage_id: clerk.file };
  const file = newest.requested.avatar_storage_id ?? null;
  if (file === null) return { image_url: null, avatar_storage_id: null };
  const isShown = profile?.avatar_storage_id === file;
  return {
    image_url: isShown ? profile.image_url : await ctx.storage.getUrl(file),
    avatar_storage_id: file,
  };
}

/** Deletes the person's files that neither the profile nor an open save needs any longer. */
export async function releasePictures(
  ctx: MutationCtx,
  { externalId, profile, writes }: Person,
  shown: Id<"_storage"> | null,
  open: readonly Doc<"outboxWrites">[],
): Promise<void> {
  // Nearly everybody: no file before, none now.
  const hadFiles = profile?.avatar_storage_id != null || writes.some(speaksOfFile);
  if (!hadFiles) return;
  const needed = new Set<Id<"_storage"> | null>([
    shown,
    ...open.flatMap(({ requested, previous }) => [
      requested.avatar_storage_id ?? null,
      previous.avatar_storage_id ?? null,
    ]),
  ]);
  const uploads = await ctx.db
    .query("avatarUploads")
    .withIndex("by_external_id_and_issued_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(MAX_UPLOADS);
  for (const { _id, storage_id } of uploads) {
    if (storage_id === null || needed.has(storage_id)) continue;
    await deleteFile(ctx, storage_id);
    await ctx.db.delete("avatarUploads", _id);
  }
}

/** Deletes a file that may be gone already. */
export async function deleteFile(ctx: MutationCtx, file: Id<"_storage">): Promise<void> {
  if ((await ctx.db.system.get("_storage", file)) !== null) await ctx.storage.delete(file);
}

/** The digest of the app's own file of the picture that is shown, in hex. */
export async function shownDigest(
  ctx: QueryCtx,
  file: Id<"_storage"> | null,
): Promise<string | null> {
  if (file === null) return null;
  const stored = await ctx.db.system.get("_storage", file);
  return stored === null ? null : sha256Hex(stored.sha256);
}

/** The upload that this person has asked for and that this file can be. */
async function findExpected(
  ctx: MutationCtx,
  externalId: string,
  file: { sha256: string; _creationTime: number },
): Promise<Doc<"avatarUploads"> | undefined> {
  const digest = sha256Hex(file.sha256);
  const uploads = await ctx.db
    .query("avatarUploads")
    .withIndex("by_external_id_and_issued_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(MAX_UPLOADS);
  return uploads.find(
    ({ storage_id, sha256, issued_at }) =>
      storage_id === null &&
      (sha256 === null || sha256 === digest) &&
      file._creationTime >= issued_at - CLOCK_TOLERANCE_MS,
  );
}

function speaksOfFile({ requested, previous }: Doc<"outboxWrites">): boolean {
  return requested.avatar_storage_id != null || previous.avatar_storage_id != null;
}

function refusePicture(message: string): never {
  refuse({ code: "invalid_field", field: "image_url", message });
}
