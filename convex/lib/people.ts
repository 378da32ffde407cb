import type { UserIdentity, WithoutSystemFields } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { maskProfile, type ClerkProfile } from "../model/clerkUser";
import { differences, statusOf, type Difference } from "../model/drift";
import { normaliseText, USER_UPDATE_FIELDS, type UserUpdateValues } from "../model/fields";
import { judgeWrite, layOver, pendingFields, type OpenWrite } from "../model/merge";
import { decide } from "../model/ordering";
import type { Confirmer, DriftFinder } from "../model/statuses";
import { recordDifferences } from "./findings";
import { recordStatusChange } from "./statusCounts";

/**
 * The one place that writes `users` and `userSync`. A person is read whole, changed, and stored
 * again with status, drift and counts brought in step.
 */

export interface Person {
  externalId: string;
  profile: Doc<"users"> | null;
  sync: Doc<"userSync"> | null;
  /** Saves that still stand over Clerk's view, oldest first. */
  writes: Doc<"outboxWrites">[];
}

type ProfileRow = WithoutSystemFields<Doc<"users">>;
type SyncRow = WithoutSystemFields<Doc<"userSync">>;

/** More than one person's saves can pile up to within the grace time, given the rate limit. */
const MAX_OPEN_WRITES = 50;

/** What apps read of a person; null when unknown. */
export async function findProfile(ctx: QueryCtx, externalId: string): Promise<Doc<"users"> | null> {
  return await ctx.db
    .query("users")
    .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
    .unique();
}

export async function loadPerson(ctx: QueryCtx, externalId: string): Promise<Person> {
  const [profile, sync, writes] = await Promise.all([
    findProfile(ctx, externalId),
    ctx.db
      .query("userSync")
      .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
      .unique(),
    ctx.db
      .query("outboxWrites")
      .withIndex("by_external_id_and_open_and_started_at", (q) =>
        q.eq("externalId", externalId).eq("open", true),
      )
      .take(MAX_OPEN_WRITES),
  ]);
  return { externalId, profile, sync, writes };
}

export interface PersonChanges {
  profile?: Partial<ProfileRow>;
  sync?: Partial<SyncRow>;
  /** The saves that are open from now on, when that changes. */
  writes?: readonly OpenWrite[];
}

/** Stores what changed of a person, and what follows from it: status, findings, counts. */
export async function storePerson(
  ctx: MutationCtx,
  person: Person,
  changes: PersonChanges,
  foundBy: DriftFinder,
): Promise<void> {
  const { externalId } = person;
  const profile = await storeProfile(ctx, person, changes.profile);
  const before = person.sync ?? { ...NEVER_SEEN, externalId };
  const { clerk, deleted_at, failure } = { ...before, ...changes.sync };

  const pending = pendingFields(changes.writes ?? person.writes);
  const drift = profile === null || clerk === null ? [] : differences(profile, clerk);
  // A save on its way explains a difference, but not one that was there before it.
  const wasDrifted = changes.sync?.clerk === undefined ? before.drifted_fields : [];
  const drifted = drift.filter(({ field }) => !pending.has(field) || wasDrifted.includes(field));
  const drifted_fields = drifted.map(({ field }) => field);
  const status = statusOf({ deleted_at, failure, drifted_fields, pending });

  const now = { ...changes.sync, drifted_fields, status, updated_at: Date.now() };
  if (person.sync === null) {
    await ctx.db.insert("userSync", { ...NEVER_SEEN, externalId, ...now });
  } else {
    await ctx.db.patch("userSync", person.sync._id, now);
  }
  await recordStatusChange(ctx, person.sync?.status ?? null, status);
  if (before.drifted_fields.length > 0 || drifted.length > 0) {
    await recordDifferences(ctx, { externalId, drifted, profile, foundBy });
  }
}

/** A word from Clerk about one of its users. */
export interface ClerkWord {
  profile: ClerkProfile;
  updated_at: number;
  /** The envelope's `timestamp`; null when we asked. */
  event_at: number | null;
  /** False when only the masked address is at hand; the stored one then stays. */
  knowsEmail: boolean;
}

/**
 * Takes Clerk's word, unless a newer one is known: closes the saves that it confirms and lays the
 * others over it. Answers with whether it was applied, and what changed in Convex.
 */
export async function acceptWord(
  ctx: MutationCtx,
  person: Person,
  word: ClerkWord,
  by: Extract<Confirmer, "webhook" | "check">,
): Promise<{ applied: boolean; changes: Difference[] }> {
  const known = person.sync ?? NEVER_SEEN;
  const incoming = {
    kind: "profile",
    clerk_updated_at: word.updated_at,
    event_at: word.event_at,
  } as const;
  if (decide(known, incoming) === "stale") return { applied: false, changes: [] };

  const open = await closeSettled(ctx, person, word, by);
  const { image_url } = word.profile;
  const before = person.profile ?? { ...NOBODY, externalId: person.externalId };
  const profile = {
    ...layOver(word.profile, open),
    image_url,
    profile_image_url: image_url,
    email: word.knowsEmail ? word.profile.email : before.email,
  };
  const isTie = known.clerk_updated_at === word.updated_at;
  const sync = {
    clerk: maskProfile({ ...word.profile, email: profile.email }),
    clerk_updated_at: word.updated_at,
    clerk_event_at: word.event_at ?? (isTie ? known.clerk_event_at : null),
    failure: null,
    ...(word.event_at === null
      ? { last_checked_at: Date.now() }
      : { last_event_at: latest(known.last_event_at, word.event_at) }),
  };
  const foundBy = by === "webhook" ? "webhook" : "write";
  await storePerson(ctx, person, { profile, sync, writes: open }, foundBy);
  return { applied: true, changes: changesOf(before, profile) };
}

/**
 * The person is gone in Clerk: a tombstone stays, Clerk's fields are emptied, the app's are kept.
 * Somebody never heard of gets the same rows, so that it does not matter which event came first.
 */
export async function bury(
  ctx: MutationCtx,
  person: Person,
  event_at: number,
): Promise<{ changes: Difference[] }> {
  for (const write of person.writes) {
    await ctx.db.patch("outboxWrites", write._id, {
      clerk: "superseded",
      open: false,
      next_attempt_at: null,
      settled_at: Date.now(),
    });
  }
  const sync = {
    clerk: null,
    clerk_updated_at: null,
    clerk_event_at: null,
    deleted_at: event_at,
    failure: null,
    last_event_at: latest(person.sync?.last_event_at ?? null, event_at),
  };
  await storePerson(ctx, person, { profile: NO_CLERK_VALUES, sync, writes: [] }, "webhook");
  return { changes: changesOf(person.profile ?? NO_CLERK_VALUES, NO_CLERK_VALUES) };
}

/**
 * A first row from the person's own token, for when Clerk's webhook has not come; any webhook
 * corrects it. Answers false when there is a row already, or the person is deleted.
 */
export async function createFromToken(ctx: MutationCtx, identity: UserIdentity): Promise<boolean> {
  const person = await loadPerson(ctx, identity.subject);
  if (person.profile !== null || (person.sync?.deleted_at ?? null) !== null) return false;
  const text = (claim: string | undefined) => normaliseText(claim ?? "");
  const clerk: ClerkProfile = {
    username: text(identity.nickname),
    first_name: text(identity.givenName),
    last_name: text(identity.familyName),
    email: text(identity.email),
    image_url: text(identity.pictureUrl),
    has_image: false,
  };
  const { has_image: _, ...values } = clerk;
  const profile = { ...values, profile_image_url: clerk.image_url };
  // No `clerk_updated_at`: a token does not say how old it is, so every webhook is newer.
  await storePerson(ctx, person, { profile, sync: { clerk: maskProfile(clerk) } }, "write");
  return true;
}

async function storeProfile(
  ctx: MutationCtx,
  { externalId, profile: stored }: Person,
  changes: Partial<ProfileRow> | undefined,
): Promise<ProfileRow | null> {
  if (changes === undefined) return stored;
  const before: ProfileRow = stored ?? { ...NOBODY, externalId };
  const now = { ...before, ...changes };
  now.search_text = searchTextOf(now);
  if (stored === null) {
    await ctx.db.insert("users", now);
    return now;
  }
  // Apps subscribe to this row: an event that changes nothing must not wake them.
  const isChanged = (Object.keys(now) as (keyof ProfileRow)[]).some(
    (key) => now[key] !== before[key],
  );
  if (isChanged)
    await ctx.db.patch("users", stored._id, { ...changes, search_text: now.search_text });
  return now;
}

async function closeSettled(
  ctx: MutationCtx,
  { writes }: Person,
  { profile, updated_at }: ClerkWord,
  by: Confirmer,
): Promise<Doc<"outboxWrites">[]> {
  const open: Doc<"outboxWrites">[] = [];
  for (const write of writes) {
    const verdict = judgeWrite(write, { values: profile, updated_at });
    if (verdict === "stands") {
      open.push(write);
      continue;
    }
    await ctx.db.patch("outboxWrites", write._id, {
      open: false,
      next_attempt_at: null,
      settled_at: write.settled_at ?? Date.now(),
      ...(verdict === "confirmed"
        ? ({ clerk: "done", confirmed_by: by, error: null } as const)
        : {}),
    });
  }
  return open;
}

type ClerkOwned = UserUpdateValues & Pick<ProfileRow, "profile_image_url" | "email">;

/** What changed in Convex, field by field, with the address masked. */
function changesOf(before: ClerkOwned, after: ClerkOwned): Difference[] {
  const masked = (profile: ClerkOwned) =>
    maskProfile({ ...profile, image_url: profile.profile_image_url, has_image: false });
  // `differences` speaks of Convex and Clerk; here the two sides are "before" and "after".
  return differences(before, masked(after));
}

function searchTextOf(profile: ProfileRow): string {
  const { first_name, last_name, username, externalId } = profile;
  return [first_name, last_name, username, externalId].filter(Boolean).join(" ").toLowerCase();
}

/** The later of two times. */
export function latest(known: number | null, time: number): number {
  return known === null ? time : Math.max(known, time);
}

const NO_CLERK_VALUES = {
  ...(Object.fromEntries(USER_UPDATE_FIELDS.map((field) => [field, null])) as Record<
    keyof UserUpdateValues,
    null
  >),
  image_url: null,
  profile_image_url: null,
  email: null,
};

const NOBODY: Omit<ProfileRow, "externalId"> = {
  ...NO_CLERK_VALUES,
  avatar_storage_id: null,
  interests: [],
  onboarding: { step: null, completed_at: null },
  search_text: "",
};

const NEVER_SEEN: Omit<SyncRow, "externalId"> = {
  status: "in_sync",
  drifted_fields: [],
  clerk: null,
  clerk_updated_at: null,
  clerk_event_at: null,
  clerk_created_at: null,
  one_sided: null,
  deleted_at: null,
  failure: null,
  last_event_at: null,
  last_checked_at: null,
  updated_at: 0,
};
