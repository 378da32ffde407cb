import type { WithoutSystemFields } from "convex/server";
import type { Doc, TableNames } from "../convex/_generated/dataModel";
import { maskProfile, type ClerkUser } from "../convex/model/clerkUser";

/** Rows as benchmarks put them into tables. */

export type Row<T extends TableNames> = WithoutSystemFields<Doc<T>>;

export function profileOf({ externalId, profile }: ClerkUser): Row<"users"> {
  const { username, first_name, last_name, email, image_url } = profile;
  return {
    externalId,
    username,
    first_name,
    last_name,
    image_url,
    profile_image_url: image_url,
    email,
    avatar_storage_id: null,
    interests: [],
    onboarding: { step: null, completed_at: null },
  };
}

export function syncOf(user: ClerkUser): Row<"userSync"> {
  const { externalId, profile, created_at, updated_at } = user;
  return {
    externalId,
    status: "in_sync",
    search_text: `${profile.first_name} ${profile.last_name} ${profile.username}`.toLowerCase(),
    sort_name: `${profile.first_name} ${profile.last_name}`.toLowerCase(),
    drifted_fields: [],
    clerk: maskProfile(profile),
    clerk_updated_at: updated_at,
    clerk_event_at: updated_at,
    clerk_created_at: created_at,
    one_sided: null,
    deleted_at: null,
    failure: null,
    last_event_at: updated_at,
    last_checked_at: null,
    updated_at,
  };
}

export function eventOf({
  externalId,
  updated_at,
}: Pick<ClerkUser, "externalId" | "updated_at">): Row<"inboxEvents"> {
  return {
    svix_id: `msg_seed_${externalId}`,
    type: "user.created",
    externalId,
    event_at: updated_at,
    clerk_updated_at: updated_at,
    instance_id: null,
    received_at: updated_at,
    processed_at: updated_at,
    status: "applied",
    deliveries: 1,
    attempts: 1,
    next_attempt_at: null,
    error: null,
    changes: [],
    replayed_at: null,
    replayed_by: null,
    error_text: "",
    attempt_log: [],
    held_back: [],
    payload: { id: externalId },
  };
}
