import type { FunctionArgs, FunctionReturnType } from "convex/server";
import type { api } from "../../convex/_generated/api";
import { FIELDS, normaliseChanges, type FieldName } from "../../convex/model/fields";

/** The signed-in person's own profile, as `users.current` answers. */
export type OwnProfile = NonNullable<FunctionReturnType<typeof api.users.current>>;

/**
 * The profile as it will be once Convex has the save: what is shown until Convex answers. Changes
 * that break a rule leave it as it is, for Convex will refuse them.
 */
export function withSave(
  profile: OwnProfile,
  { operation_id, changes }: FunctionArgs<typeof api.users.updateProfile>,
  startedAt: number,
): OwnProfile {
  const normalised = normaliseChanges(changes);
  if (!normalised.ok) return profile;
  const fields = Object.keys(normalised.values) as FieldName[];
  const waitsForClerk = fields.some((field) => FIELDS[field].owner === "clerk");
  return {
    ...profile,
    ...normalised.values,
    sync: waitsForClerk
      ? {
          ...profile.sync,
          status: "pending",
          pending: [
            ...profile.sync.pending,
            { operation_id, started_at: startedAt, fields, clerk: "pending" },
          ],
          last_refusal: null,
        }
      : profile.sync,
  };
}
