import { internal } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import { readEnv } from "../env";
import type { Difference } from "../model/drift";
import type { DriftFinder } from "../model/statuses";
import { releasePictures } from "./avatars";
import { changesOf } from "./clerkWords";
import { supersede } from "./overruling";
import { latest, NO_CLERK_VALUES, NOBODY, storePerson, type Person } from "./people";

/** What becomes of a person who is gone in Clerk. */

/**
 * A tombstone stays, and nothing but an admin takes it away. Clerk's fields and the picture are
 * emptied; the app's own fields and the personal values in logs are scrubbed too, unless the
 * setting `ON_USER_DELETED` says `keep`. Somebody never heard of gets the same rows, so that it
 * does not matter which event came first.
 *
 * @param event_at the deletion event's `timestamp`; for a scan, when Clerk was asked
 */
export async function bury(
  ctx: MutationCtx,
  person: Person,
  event_at: number,
  foundBy: DriftFinder,
): Promise<{ changes: Difference[] }> {
  for (const write of person.writes) await supersede(ctx, write);
  const isScrubbed = readEnv().onUserDeleted === "scrub";
  const profile = {
    ...NO_CLERK_VALUES,
    avatar_storage_id: null,
    ...(isScrubbed ? { interests: NOBODY.interests, onboarding: NOBODY.onboarding } : {}),
  };
  const isFromEvent = foundBy === "webhook";
  const sync = {
    clerk: null,
    clerk_updated_at: null,
    clerk_event_at: null,
    clerk_created_at: null,
    one_sided: null,
    deleted_at: event_at,
    failure: null,
    ...(isFromEvent && { last_event_at: latest(person.sync?.last_event_at ?? null, event_at) }),
  };
  await storePerson(ctx, person, { profile, sync, writes: [] }, foundBy);
  await releasePictures(ctx, person, null, []);
  if (isScrubbed) {
    const { externalId } = person;
    await ctx.scheduler.runAfter(0, internal.deletion.scrub, { externalId, step: null });
  }
  return { changes: changesOf(person.profile ?? NO_CLERK_VALUES, NO_CLERK_VALUES) };
}

/**
 * Takes a tombstone away again, for an admin who has seen that Clerk still has the person. The
 * next word from Clerk fills the profile; what was scrubbed stays lost.
 */
export async function unbury(ctx: MutationCtx, person: Person): Promise<void> {
  const sync = { deleted_at: null, one_sided: null };
  await storePerson(ctx, person, { sync }, "scan");
}
