import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { isOverwritten, isUndecided } from "../model/check";
import { overruledFields, sentFields, type ClerkSide, type SentField } from "../model/merge";
import { otherWrites } from "./otherWrites";

/**
 * The losers of a conflict, between a person's saves and Clerk or among the saves themselves. They
 * stay in the person's history, with what won over them.
 */

type Write = Doc<"outboxWrites">;
type Overruled = Write["overruled"];

/**
 * What a save has lost by the time that it closes: fields that Clerk ends with another value of,
 * though no newer save of the person's speaks of them.
 */
export function overrule(write: Write, clerk: ClerkSide, newer: readonly Write[]): Overruled {
  const spoken = new Set(newer.flatMap(sentFields));
  return withLost(write, overruledFields(write, clerk, spoken), clerk);
}

/** Takes fields away from open saves, as Clerk's values stand. Answers with those still open. */
export async function overruleSaves(
  ctx: MutationCtx,
  writes: readonly Write[],
  fields: readonly string[],
  clerk: Pick<ClerkSide, SentField>,
): Promise<Write[]> {
  const open: Write[] = [];
  for (const write of writes) {
    const lost = sentFields(write).filter((field) => fields.includes(field));
    if (lost.length === 0) {
      open.push(write);
      continue;
    }
    const overruled = withLost(write, lost, clerk);
    if (sentFields({ ...write, overruled }).length === 0) {
      await supersede(ctx, write, overruled);
      continue;
    }
    await ctx.db.patch("outboxWrites", write._id, { overruled });
    open.push({ ...write, overruled });
  }
  return open;
}

/**
 * Clerk is known to have a save. What older ones ask of its fields, of which nobody knows how Clerk
 * took them, must not lie over that any longer. Answers with those still open.
 */
export async function makeRoom(
  ctx: MutationCtx,
  older: readonly Write[],
  newer: Write,
  clerk: Pick<ClerkSide, SentField>,
): Promise<Write[]> {
  const fields: readonly string[] = sentFields(newer);
  const open: Write[] = [];
  for (const write of older) {
    const isWhole = sentFields(write).every((field) => fields.includes(field));
    if (!isUndecided(write)) open.push(write);
    else if (isWhole) await supersede(ctx, write);
    else open.push(...(await overruleSaves(ctx, [write], fields, clerk)));
  }
  return open;
}

/**
 * Has a save sent once more when what it loses went to an older save that a check finished after
 * it. Answers with the save as it is then, or null when it has lost to somebody else, or nothing.
 */
export async function sendAgainIfOverwritten(
  ctx: MutationCtx,
  write: Write,
  overruled: Overruled,
  clerk: ClerkSide,
): Promise<Write | null> {
  const lost = overruled.slice(write.overruled.length).map(({ field }) => field);
  if (lost.length === 0) return null;
  const { earlier } = await otherWrites(ctx, write);
  if (!isOverwritten(write, lost, clerk, earlier)) return null;
  const again = {
    clerk: "pending",
    clerk_updated_at: null,
    clerk_image_url: null,
    error: null,
    next_attempt_at: Date.now(),
    settled_at: null,
  } as const;
  await ctx.db.patch("outboxWrites", write._id, again);
  await ctx.scheduler.runAfter(0, internal.outbox.begin, { writeId: write._id });
  return { ...write, ...again };
}

/** Closes a save in favour of something newer. */
export async function supersede(
  ctx: MutationCtx,
  write: Write,
  overruled: Overruled = write.overruled,
): Promise<void> {
  await ctx.db.patch("outboxWrites", write._id, {
    overruled,
    clerk: "superseded",
    open: false,
    next_attempt_at: null,
    settled_at: Date.now(),
  });
}

/** The save's losses, with these fields among them. */
function withLost(
  write: Write,
  fields: readonly SentField[],
  clerk: Pick<ClerkSide, SentField>,
): Overruled {
  const at = Date.now();
  const lost = fields.map((field) => ({
    field,
    requested: requestedText(write, field),
    clerk: clerk[field],
    at,
  }));
  return [...write.overruled, ...lost];
}

/** What a save asked for in a field, as text. */
function requestedText({ requested }: Write, field: SentField): string | null {
  if (field !== "image_url") return requested[field] ?? null;
  return requested.avatar_storage_id == null ? null : "a picture of the app's own";
}
