import type { ClerkUser, MaskedClerkProfile } from "./clerkUser";
import { maskProfile } from "./clerkUser";
import { differences, shownClerkValue, WHOLE_PERSON, type ConvexProfile } from "./drift";
import { CLERK_FIELDS } from "./fields";
import { decide } from "./ordering";
import type { OneSided } from "./statuses";

/** One person as a scan sees them: Clerk's answer beside what Convex holds. */

/** What Convex holds of a person; both null for somebody never heard of. */
export interface KnownPerson {
  profile: ConvexProfile | null;
  sync: {
    clerk: MaskedClerkProfile | null;
    clerk_created_at: number | null;
    clerk_updated_at: number | null;
    clerk_event_at: number | null;
    one_sided: OneSided | null;
    deleted_at: number | null;
    drifted_fields: readonly string[];
    failure: object | null;
  } | null;
  /** Fields with a save on its way to Clerk: it explains their difference. */
  pending: ReadonlySet<string>;
}

/** What a scan may do: count alone, open and close findings, or mend them too. */
export type ScanMode = "look" | "find" | "repair";

export interface Comparison {
  /** Fields that differ with nothing to explain it, or the whole person; empty when equal. */
  differing: string[];
  /** How one side lacks the whole person; null when none does. */
  one_sided: OneSided | null;
  /** Whether there is anything to write. A person who is equal costs no write. */
  isNews: boolean;
}

/** @param user Clerk's answer; null when Clerk has nobody of that id */
export function compareWithClerk(
  known: KnownPerson,
  user: ClerkUser | null,
  mode: ScanMode,
): Comparison {
  const one_sided = whoLacks(known, user);
  const differing = one_sided === null ? fieldsThatDiffer(known, user) : [WHOLE_PERSON];
  if (mode === "look" || isOutdated(known, user)) return { differing, one_sided, isNews: false };
  const isFound =
    one_sided !== (known.sync?.one_sided ?? null) ||
    !isSameSet(differing, known.sync?.drifted_fields ?? []) ||
    (user !== null && hasOtherValues(known, user, differing));
  const canMend = mode === "repair" && user !== null && !isTombstone(known);
  const needsMending = differing.length > 0 || (known.sync?.failure ?? null) !== null;
  return {
    differing,
    one_sided,
    isNews:
      isFound || hasVanished(known, user) || !isPlaced(known, user) || (canMend && needsMending),
  };
}

/**
 * Whether the person is gone in Clerk before Convex ever had them: it has heard of them, and has
 * nothing but that to forget.
 */
export function hasVanished(
  known: {
    profile: object | null;
    sync: Pick<NonNullable<KnownPerson["sync"]>, "deleted_at"> | null;
  },
  user: ClerkUser | null,
): boolean {
  return user === null && known.profile === null && known.sync?.deleted_at === null;
}

/** Whether Convex was told that the person is deleted. */
export function isTombstone({ sync }: Pick<KnownPerson, "sync">): boolean {
  return (sync?.deleted_at ?? null) !== null;
}

function whoLacks(known: KnownPerson, user: ClerkUser | null): OneSided | null {
  if (isTombstone(known)) return user === null ? null : "deleted_mismatch";
  if (known.profile === null) return user === null ? null : "missing_in_convex";
  return user === null ? "missing_in_clerk" : null;
}

function fieldsThatDiffer(known: KnownPerson, user: ClerkUser | null): string[] {
  const { profile, sync, pending } = known;
  if (user === null || profile === null) return [];
  if (isOutdated(known, user)) return [...(sync?.drifted_fields ?? [])];
  const view = {
    ...maskProfile(user.profile),
    email_differs: profile.email !== user.profile.email,
  };
  return differences(profile, view)
    .map(({ field }) => field)
    .filter((field) => !pending.has(field));
}

/** A page of Clerk's list can be older than a webhook that came meanwhile: it proves nothing. */
function isOutdated(known: KnownPerson, user: ClerkUser | null): boolean {
  const { sync, profile } = known;
  if (user === null || sync === null || profile === null || isTombstone(known)) return false;
  const incoming = { kind: "profile", clerk_updated_at: user.updated_at, event_at: null } as const;
  return decide(sync, incoming) === "stale";
}

/** Whether open findings about these fields tell of an older value of Clerk's. */
function hasOtherValues(
  { sync }: KnownPerson,
  user: ClerkUser,
  differing: readonly string[],
): boolean {
  const view = maskProfile(user.profile);
  return CLERK_FIELDS.some(
    (field) =>
      differing.includes(field) &&
      (sync?.clerk == null || shownClerkValue(sync.clerk, field) !== shownClerkValue(view, field)),
  );
}

/** Whether a walk by `created_at` will meet the person where Clerk lists them. */
function isPlaced(known: KnownPerson, user: ClerkUser | null): boolean {
  const created_at = user?.created_at ?? null;
  if (created_at === null || known.profile === null || isTombstone(known)) return true;
  return known.sync?.clerk_created_at === created_at;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}
