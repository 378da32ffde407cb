import { v } from "convex/values";
import type { WithoutSystemFields } from "convex/server";
import type { Doc } from "../convex/_generated/dataModel";
import { internalMutation, internalQuery } from "../convex/_generated/server";

/** Functions that only benchmarks have; they join the app as its module `bench`. */

/** Users per mutation: each brings two or three documents, and a mutation may write 16,000. */
export const SEED_BATCH = 2_000;

export function externalIdOf(user: number): string {
  return `user_${String(user).padStart(8, "0")}`;
}

/** Every tenth user's history: enough for the log to grow as the users do. */
const USERS_PER_EVENT = 10;

/** Writes users that are in sync, some with the event that made them. */
export const seed = internalMutation({
  args: { from: v.number(), to: v.number() },
  returns: v.null(),
  handler: async (ctx, { from, to }) => {
    const now = Date.now();
    for (let user = from; user < to; user++) {
      const at = now - to + user;
      await ctx.db.insert("users", profileOf(user));
      await ctx.db.insert("userSync", syncOf(user, at));
      if (user % USERS_PER_EVENT === 0) await ctx.db.insert("inboxEvents", eventOf(user, at));
    }
    const counted = await ctx.db
      .query("statusCounts")
      .withIndex("by_status", (q) => q.eq("status", "in_sync"))
      .unique();
    if (counted === null) await ctx.db.insert("statusCounts", { status: "in_sync", count: to });
    else await ctx.db.patch("statusCounts", counted._id, { count: to });
    return null;
  },
});

/** One document by an index: the least that any function does. */
export const person = internalQuery({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) =>
    await ctx.db
      .query("users")
      .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
      .unique(),
});

function profileOf(user: number): WithoutSystemFields<Doc<"users">> {
  return {
    externalId: externalIdOf(user),
    username: `person_${user}`,
    first_name: "Person",
    last_name: `No. ${user}`,
    image_url: null,
    profile_image_url: null,
    email: `person_${user}@example.com`,
    avatar_storage_id: null,
    interests: [],
    onboarding: { step: null, completed_at: null },
    search_text: `Person No. ${user} person_${user} ${externalIdOf(user)}`,
  };
}

function syncOf(user: number, at: number): WithoutSystemFields<Doc<"userSync">> {
  const { externalId, username, first_name, last_name } = profileOf(user);
  return {
    externalId,
    status: "in_sync",
    drifted_fields: [],
    clerk: {
      username,
      first_name,
      last_name,
      email_masked: "p•••@example.com",
      image_url: null,
      has_image: false,
    },
    clerk_updated_at: at,
    clerk_event_at: at,
    clerk_created_at: at,
    one_sided: null,
    deleted_at: null,
    failure: null,
    last_event_at: at,
    last_checked_at: null,
    updated_at: at,
  };
}

function eventOf(user: number, at: number): WithoutSystemFields<Doc<"inboxEvents">> {
  return {
    svix_id: `msg_seed_${user}`,
    type: "user.created",
    externalId: externalIdOf(user),
    event_at: at,
    clerk_updated_at: at,
    instance_id: null,
    received_at: at,
    processed_at: at,
    status: "applied",
    deliveries: 1,
    attempts: 1,
    next_attempt_at: null,
    error: null,
    changes: [],
    replayed_at: null,
    held_back: [],
    payload: { id: externalIdOf(user) },
  };
}
