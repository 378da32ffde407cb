import type { WithoutSystemFields } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { differences, foundOf, statusOf } from "../model/drift";
import {
  MIRRORED_FIELDS,
  USER_UPDATE_FIELDS,
  type MirroredValues,
  type UserUpdateValues,
} from "../model/fields";
import { pendingFields } from "../model/merge";
import { displayName } from "../model/names";
import type { DriftFinder } from "../model/statuses";
import { onProfileChanged } from "../onProfileChanged";
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

export type ProfileRow = WithoutSystemFields<Doc<"users">>;
export type SyncRow = WithoutSystemFields<Doc<"userSync">>;

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

export function isDeleted({ sync }: Person): boolean {
  return sync !== null && sync.deleted_at !== null;
}

export interface PersonChanges {
  profile?: Partial<ProfileRow>;
  sync?: Partial<SyncRow>;
  /** The saves that are open from now on, when that changes. */
  writes?: readonly Doc<"outboxWrites">[];
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
  const { clerk, deleted_at, failure, one_sided } = { ...before, ...changes.sync };

  const pending = pendingFields(changes.writes ?? person.writes);
  const drift = profile === null || clerk === null ? [] : differences(profile, clerk);
  // A save on its way explains a difference, but not one that was there before it.
  const wasDrifted = changes.sync?.clerk === undefined ? before.drifted_fields : [];
  const unexplained = drift.filter(
    ({ field }) => !pending.has(field) || wasDrifted.includes(field),
  );
  const found = foundOf(unexplained, one_sided);
  const drifted_fields = found.map(({ field }) => field);
  const status = statusOf({ deleted_at, one_sided, failure, drifted_fields, pending });

  const listed = listedAs(externalId, profile, clerk);
  const now = { ...changes.sync, ...listed, drifted_fields, status, updated_at: Date.now() };
  if (person.sync === null) {
    await ctx.db.insert("userSync", { ...NEVER_SEEN, externalId, ...now });
  } else {
    await ctx.db.patch("userSync", person.sync._id, now);
  }
  await recordStatusChange(ctx, person.sync?.status ?? null, status);
  if (before.drifted_fields.length > 0 || found.length > 0) {
    const living = deleted_at === null ? profile : null;
    await recordDifferences(ctx, { externalId, found, profile: living, foundBy });
  }
  await tellApp(ctx, externalId, {
    stored: person.profile,
    profile,
    wasDeleted: isDeleted(person),
    isDeletedNow: deleted_at !== null,
  });
}

/** A deleted person's profile is still a row, but no longer anybody; see model/statuses.ts. */
async function tellApp(
  ctx: MutationCtx,
  externalId: string,
  change: {
    stored: ProfileRow | null;
    profile: ProfileRow | null;
    wasDeleted: boolean;
    isDeletedNow: boolean;
  },
): Promise<void> {
  const before = change.wasDeleted ? null : change.stored;
  const after = change.isDeletedNow ? null : change.profile;
  // Somebody never heard of may be deleted, and the app may have had a row about them before.
  const isNewlyDeleted = change.isDeletedNow && !change.wasDeleted;
  if (before === after && !isNewlyDeleted) return;
  await onProfileChanged(ctx, { externalId, before, after });
}

async function storeProfile(
  ctx: MutationCtx,
  { externalId, profile: stored }: Person,
  changes: Partial<ProfileRow> | undefined,
): Promise<ProfileRow | null> {
  if (changes === undefined) return stored;
  const before: ProfileRow = stored ?? { ...NOBODY, externalId };
  const now = { ...before, ...changes };
  if (stored === null) {
    await ctx.db.insert("users", now);
    return now;
  }
  // Apps subscribe to this row: an event that changes nothing must not wake them.
  const isChanged = (Object.keys(now) as (keyof ProfileRow)[]).some(
    (key) => now[key] !== before[key],
  );
  if (!isChanged) return stored;
  await ctx.db.patch("users", stored._id, changes);
  return now;
}

/** What the dashboard finds and sorts a person by; while the sides differ, by the names of both. */
function listedAs(
  externalId: string,
  profile: ProfileRow | null,
  clerk: SyncRow["clerk"],
): Pick<SyncRow, "search_text" | "sort_name"> {
  const names = [profile, clerk].flatMap((side) =>
    side === null ? [] : [side.first_name, side.last_name, side.username],
  );
  const words = new Set(names.filter((name) => name !== null).map((name) => name.toLowerCase()));
  const name = nameOf({ externalId, profile, clerk });
  return { search_text: [...words].join(" "), sort_name: name.toLowerCase() };
}

/** What a person is called, here or else in Clerk; without a name the id. */
export function nameOf({
  externalId,
  profile,
  clerk,
}: {
  externalId: string;
  profile: ProfileRow | null;
  clerk: SyncRow["clerk"];
}): string {
  return (profile && displayName(profile)) ?? (clerk && displayName(clerk)) ?? externalId;
}

/** The later of two times. */
export function latest(known: number | null, time: number): number {
  return known === null ? time : Math.max(known, time);
}

/** What a profile holds of Clerk's fields when Clerk has nobody. */
export const NO_CLERK_VALUES = {
  ...(Object.fromEntries(USER_UPDATE_FIELDS.map((field) => [field, null])) as Record<
    keyof UserUpdateValues,
    null
  >),
  ...(Object.fromEntries(MIRRORED_FIELDS.map((field) => [field, null])) as MirroredValues),
  image_url: null,
  profile_image_url: null,
  email: null,
};

export const NOBODY: Omit<ProfileRow, "externalId"> = {
  ...NO_CLERK_VALUES,
  avatar_storage_id: null,
  interests: [],
  onboarding: { step: null, completed_at: null },
};

export const NEVER_SEEN: Omit<SyncRow, "externalId"> = {
  status: "in_sync",
  search_text: "",
  sort_name: "",
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
