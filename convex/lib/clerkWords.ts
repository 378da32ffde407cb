import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { maskProfile, type ClerkProfile, type MaskedClerkProfile } from "../model/clerkUser";
import { differences, type Difference } from "../model/drift";
import { MIRRORED_FIELDS, type MirroredValues, type UserUpdateValues } from "../model/fields";
import { judgeWrite, layOver, newestOf, SENT_FIELDS, sentFields } from "../model/merge";
import { decide } from "../model/ordering";
import { isSamePicture } from "../model/picture";
import type { Confirmer, DriftFinder } from "../model/statuses";
import { noteEndOfSave } from "./activity";
import { releasePictures, shownPicture } from "./avatars";
import { makeRoom, overrule, sendAgainIfOverwritten } from "./overruling";
import {
  isDeleted,
  latest,
  NEVER_SEEN,
  NOBODY,
  storePerson,
  type Person,
  type ProfileRow,
  type SyncRow,
} from "./people";

/** What Clerk says of a person, and what Convex makes of it. */

export interface ClerkWord {
  profile: ClerkProfile;
  created_at: number | null;
  updated_at: number;
  /** The envelope's `timestamp`; null when we asked. */
  event_at: number | null;
  /** False when `profile.email` is a mask: the stored one stays, and drifts if it looks otherwise. */
  knowsEmail: boolean;
}

/** Whether a webhook brought the word, a check of one save, or a scan of all people. */
export type WordSource = "webhook" | "check" | "scan";

const CONFIRMED_BY = { webhook: "webhook", check: "check", scan: "check" } as const;
const FOUND_BY = { webhook: "webhook", check: "write", scan: "scan" } as const satisfies Record<
  WordSource,
  DriftFinder
>;

export type HeldBack = Doc<"inboxEvents">["held_back"];

/**
 * Takes Clerk's word, unless a newer one is known: closes the saves that it confirms and lays the
 * others over it. Answers with whether it was applied, what changed in Convex, and what did not
 * because a newer save stands over it.
 */
export async function acceptWord(
  ctx: MutationCtx,
  person: Person,
  word: ClerkWord,
  by: WordSource,
): Promise<{ applied: boolean; changes: Difference[]; held_back: HeldBack }> {
  if (isStale(person, word)) return { applied: false, changes: [], held_back: [] };
  const { open, closed } = await closeSettled(ctx, person, word, CONFIRMED_BY[by]);
  const { image_url } = word.profile;
  const before = person.profile ?? { ...NOBODY, externalId: person.externalId };
  const profile = {
    ...layOver(word.profile, open),
    ...mirrored(word.profile),
    ...(await shownPicture(ctx, person, open, { image_url, file: ownFile(person, word, closed) })),
    profile_image_url: image_url,
    email: word.knowsEmail ? word.profile.email : before.email,
  };
  const clerk = maskProfile(word.profile);
  const sync = { ...syncOf(person, word, clerk), failure: null, one_sided: null };
  await storePerson(ctx, person, { profile, sync, writes: open }, FOUND_BY[by]);
  await releasePictures(ctx, person, profile.avatar_storage_id, open);
  return {
    applied: true,
    changes: changesOf(before, profile),
    held_back: heldBack(person, word, open),
  };
}

/**
 * Keeps Clerk's word beside the profile without taking it, so that what differs shows as drift.
 * A save that it confirms is closed all the same: that is no repair.
 */
export async function noteWord(
  ctx: MutationCtx,
  person: Person,
  word: ClerkWord,
): Promise<{ applied: boolean }> {
  if (isDeleted(person) || isStale(person, word)) return { applied: false };
  const { profile: stored } = person;
  const clerk = {
    ...maskProfile(word.profile),
    email_differs: stored !== null && stored.email !== word.profile.email,
  };
  if (stored === null) {
    const sync = { ...syncOf(person, word, clerk), one_sided: "missing_in_convex" as const };
    await storePerson(ctx, person, { sync }, "scan");
    return { applied: true };
  }
  const { open, closed } = await closeSettled(ctx, person, word, "check");
  const { image_url } = word.profile;
  const isOurPicture = closed.some((write) => sentFields(write).includes("image_url"));
  // A new address of the same picture is no difference, so nobody else would ever bring it.
  const isMoved =
    stored.profile_image_url !== image_url && isSamePicture(stored.profile_image_url, image_url);
  const file = ownFile(person, word, closed);
  const profile =
    isOurPicture || isMoved
      ? {
          ...(await shownPicture(ctx, person, open, { image_url, file })),
          profile_image_url: image_url,
        }
      : undefined;
  const sync = { ...syncOf(person, word, clerk), one_sided: null };
  await storePerson(ctx, person, { profile, sync, writes: open }, "scan");
  return { applied: true };
}

/** Closes the saves about which the word leaves no doubt. */
async function closeSettled(
  ctx: MutationCtx,
  { writes }: Person,
  { profile, updated_at }: ClerkWord,
  by: Confirmer,
): Promise<{ open: Doc<"outboxWrites">[]; closed: Doc<"outboxWrites">[] }> {
  let open: Doc<"outboxWrites">[] = [];
  const closed: Doc<"outboxWrites">[] = [];
  for (const [index, write] of writes.entries()) {
    const verdict = judgeWrite(write, { values: profile, updated_at });
    const overruled = overrule(write, profile, writes.slice(index + 1));
    const left =
      verdict === "stands" ? write : await sendAgainIfOverwritten(ctx, write, overruled, profile);
    if (left !== null) {
      open.push(left);
      continue;
    }
    const now = {
      open: false,
      next_attempt_at: null,
      settled_at: write.settled_at ?? Date.now(),
      overruled,
      ...(verdict === "confirmed"
        ? ({
            clerk: "done",
            clerk_updated_at: write.clerk_updated_at ?? updated_at,
            confirmed_by: by,
            error: null,
          } as const)
        : {}),
    };
    await ctx.db.patch("outboxWrites", write._id, now);
    if (verdict === "confirmed") {
      await noteEndOfSave(ctx, { ...write, ...now });
      open = await makeRoom(ctx, open, write, profile);
    }
    closed.push({ ...write, ...now });
  }
  return { open, closed };
}

/** The app's own file of the picture that Clerk shows now; null when the picture is not ours. */
function ownFile(
  { sync, profile }: Person,
  word: ClerkWord,
  closed: readonly Doc<"outboxWrites">[],
): Id<"_storage"> | null {
  const confirmed = newestOf("image_url", closed);
  if (confirmed !== undefined) return confirmed.requested.avatar_storage_id ?? null;
  const isUnchanged = isSamePicture(sync?.clerk?.image_url ?? null, word.profile.image_url);
  return isUnchanged ? (profile?.avatar_storage_id ?? null) : null;
}

function isStale({ sync }: Person, { updated_at, event_at }: ClerkWord): boolean {
  const incoming = { kind: "profile", clerk_updated_at: updated_at, event_at } as const;
  return decide(sync ?? NEVER_SEEN, incoming) === "stale";
}

function syncOf(
  { sync }: Person,
  { created_at, updated_at, event_at }: ClerkWord,
  clerk: MaskedClerkProfile,
): Partial<SyncRow> {
  const known = sync ?? NEVER_SEEN;
  const isTie = known.clerk_updated_at === updated_at;
  return {
    clerk,
    clerk_created_at: created_at ?? known.clerk_created_at,
    clerk_updated_at: updated_at,
    clerk_event_at: event_at ?? (isTie ? known.clerk_event_at : null),
    ...(event_at === null
      ? { last_checked_at: Date.now() }
      : { last_event_at: latest(known.last_event_at, event_at) }),
  };
}

/** What is news in a word, but hidden by a save that stands over it. */
function heldBack(
  { sync }: Person,
  { profile }: ClerkWord,
  open: readonly Doc<"outboxWrites">[],
): HeldBack {
  return SENT_FIELDS.flatMap((field) => {
    const over = newestOf(field, open);
    const known = sync?.clerk?.[field];
    const value = profile[field];
    if (over === undefined || value === known) return [];
    const isSaid =
      field === "image_url" ? isSamePicture(value, known ?? null) : value === over.requested[field];
    return isSaid ? [] : [{ field, value, operation_id: over.operation_id }];
  });
}

/** What nobody but Clerk changes, so that no save can lie over it. */
function mirrored(profile: ClerkProfile): MirroredValues {
  const said = MIRRORED_FIELDS.filter((field) => profile[field] !== undefined);
  return Object.fromEntries(said.map((field) => [field, profile[field]]));
}

type ClerkOwned = UserUpdateValues &
  MirroredValues &
  Pick<ProfileRow, "profile_image_url" | "email">;

/** What changed in Convex, field by field, with the address masked. */
export function changesOf(before: ClerkOwned, after: ClerkOwned): Difference[] {
  const masked = (profile: ClerkOwned) => ({
    ...maskProfile({ ...profile, image_url: profile.profile_image_url, has_image: false }),
    email_differs: before.email !== after.email,
  });
  // `differences` speaks of Convex and Clerk; here the two sides are "before" and "after".
  return differences(before, masked(after));
}
