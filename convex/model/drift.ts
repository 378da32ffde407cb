import type { MaskedClerkProfile } from "./clerkUser";
import {
  CLERK_FIELDS,
  FIELDS,
  isMirrored,
  type ClerkField,
  type FieldName,
  type MirroredField,
  type MirroredValues,
} from "./fields";
import { isSamePicture } from "./picture";
import { maskEmail } from "./redact";
import type { DriftKind, OneSided, SyncStatus } from "./statuses";

/** What `users` holds of the fields that Clerk owns. */
export type ConvexProfile = Record<
  Exclude<Exclude<ClerkField, MirroredField>, "image_url">,
  string | null
> &
  MirroredValues & { profile_image_url: string | null };

/** One field that is not the same on both sides. An e-mail is masked. */
export interface Difference {
  field: ClerkField;
  clerk: string | null;
  convex: string | null;
}

/** The value of a field in Convex, as it may be shown. */
export function shownConvexValue(profile: ConvexProfile, field: ClerkField): string | null {
  if (field === "image_url") return profile.profile_image_url;
  return field === "email" ? maskEmail(profile.email) : (profile[field] ?? null);
}

/** The value of a field in Clerk, as it may be shown. */
export function shownClerkValue(clerk: MaskedClerkProfile, field: ClerkField): string | null {
  return field === "email" ? clerk.email_masked : (clerk[field] ?? null);
}

/** Every field of Clerk's that Convex holds differently. */
export function differences(profile: ConvexProfile, clerk: MaskedClerkProfile): Difference[] {
  return CLERK_FIELDS.map((field) => ({
    field,
    clerk: shownClerkValue(clerk, field),
    convex: shownConvexValue(profile, field),
  })).filter((difference) => isDifferent(difference, clerk));
}

function isDifferent({ field, clerk, convex }: Difference, view: MaskedClerkProfile): boolean {
  if (field === "image_url") return !isSamePicture(clerk, convex);
  // Two addresses can look the same once masked.
  if (field === "email" && view.email_differs === true) return true;
  if (isMirrored(field) && view[field] === undefined) return false;
  return clerk !== convex;
}

/** What stands under `drifted_fields` when it is the person as a whole whom one side lacks. */
export const WHOLE_PERSON = "user";

/** Something that differs, as a finding tells it. */
export interface Found {
  field: ClerkField | typeof WHOLE_PERSON;
  kind: DriftKind;
  clerk: string | null;
  convex: string | null;
}

/** What a whole person is on the side that has them; null on the other. */
const PRESENT = "present";

/** All that differs: the fields, or the person as a whole. */
export function foundOf(drift: readonly Difference[], one_sided: OneSided | null): Found[] {
  if (one_sided === null) {
    return drift.map((difference) => ({
      ...difference,
      kind: difference.field === "image_url" ? "stale_avatar" : "field_mismatch",
    }));
  }
  const isInClerk = one_sided !== "missing_in_clerk";
  const [clerk, convex] = isInClerk ? [PRESENT, null] : [null, PRESENT];
  return [{ field: WHOLE_PERSON, kind: one_sided, clerk, convex }];
}

export interface Condition {
  deleted_at: number | null;
  one_sided: OneSided | null;
  failure: { message: string } | null;
  drifted_fields: readonly string[];
  /** Fields with a save on its way to Clerk. */
  pending: ReadonlySet<string>;
}

/** The one status that a condition is shown as: the gravest that holds. */
export function statusOf(condition: Condition): SyncStatus {
  if (condition.one_sided !== null) return "drifted";
  if (condition.deleted_at !== null) return "deleted";
  if (condition.failure !== null) return "failed";
  if (condition.drifted_fields.length > 0) return "drifted";
  return condition.pending.size > 0 ? "pending" : "in_sync";
}

/** The same for support staff, in words. */
export function reasonOf(condition: Condition): string {
  if (condition.one_sided !== null) return ONE_SIDED_REASONS[condition.one_sided];
  switch (statusOf(condition)) {
    case "deleted":
      return "Deleted in Clerk.";
    case "failed":
      return `Clerk's newest event could not be applied: ${condition.failure?.message ?? ""}`;
    case "drifted":
      return `Clerk has another ${labels(condition.drifted_fields)} than Convex.`;
    case "pending":
      return `Waiting for Clerk to confirm the new ${labels([...condition.pending])}.`;
    case "in_sync":
      return "Clerk and Convex agree.";
  }
}

const ONE_SIDED_REASONS: Record<OneSided, string> = {
  missing_in_convex: "Clerk has this person, Convex does not.",
  missing_in_clerk: "Convex has this person, Clerk does not, and no deletion was heard of.",
  deleted_mismatch: "Convex was told that this person is deleted, but Clerk still has them.",
};

function labels(fields: readonly string[]): string {
  const names = fields.map((field) =>
    field in FIELDS ? FIELDS[field as FieldName].label.toLowerCase() : field,
  );
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
