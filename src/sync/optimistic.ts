import type { FunctionReturnType } from "convex/server";
import type { api } from "../../convex/_generated/api";
import {
  FIELDS,
  normaliseChanges,
  type FieldName,
  type ProfileChanges,
} from "../../convex/model/fields";
import { nextOnboarding, type OnboardingStep } from "../../convex/model/onboarding";

/** The signed-in person's own profile, as `users.current` answers. */
export type OwnProfile = NonNullable<FunctionReturnType<typeof api.users.current>>;

/** One operation, on its way to Convex. */
export interface SentOperation {
  operation_id: string;
  /** The new picture's file; null removes the picture. */
  changes: ProfileChanges & { avatar_storage_id?: string | null };
  onboarding?: OnboardingStep;
}

/**
 * The profile as it will be once Convex has the operation: what is shown until Convex answers.
 * Changes that break a rule leave it as it is, for Convex will refuse them.
 */
export function withOperation(
  profile: OwnProfile,
  { operation_id, changes, onboarding }: SentOperation,
  startedAt: number,
): OwnProfile {
  const { avatar_storage_id, ...entered } = changes;
  const normalised = normaliseChanges(entered);
  if (!normalised.ok) return profile;
  const fields = [
    ...(Object.keys(normalised.values) as FieldName[]),
    ...(avatar_storage_id === undefined ? [] : (["image_url"] as const)),
  ].filter((field) => FIELDS[field].owner === "clerk");
  return {
    ...profile,
    ...normalised.values,
    // Where a new file is shown only Convex knows; until then there is a preview of it.
    ...(avatar_storage_id === null && { image_url: null, avatar_sha256: null }),
    ...(onboarding && { onboarding: nextOnboarding(profile, onboarding, startedAt) }),
    sync:
      fields.length === 0
        ? profile.sync
        : {
            ...profile.sync,
            status: "pending",
            pending: [
              ...profile.sync.pending,
              { operation_id, started_at: startedAt, fields, clerk: "pending" },
            ],
            last_refusal: null,
          },
  };
}
