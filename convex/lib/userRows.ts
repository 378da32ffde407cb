import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { differences, reasonOf, shownClerkValue, shownConvexValue, statusOf } from "../model/drift";
import { CLERK_FIELDS, FIELD_NAMES, FIELDS } from "../model/fields";
import { pendingFields } from "../model/merge";
import { maskEmail } from "../model/redact";
import { displayName } from "../model/names";
import {
  pickFields,
  vFindingRow,
  vWriteRow,
  type UserDetail,
  type UserRow,
} from "./dashboardShapes";
import { eventRow, newestEvents } from "./eventRows";
import { latest, loadPerson, nameOf, type Person } from "./people";

/** People as the dashboard shows them. */

/** Enough history to understand a person's case; the rest is in the lists. */
const NEWEST = 20;

export async function readUserDetail(
  ctx: QueryCtx,
  externalId: string,
): Promise<UserDetail | null> {
  const person = await loadPerson(ctx, externalId);
  const row = userRow(person);
  if (row === null) return null;
  const writes = await ctx.db
    .query("outboxWrites")
    .withIndex("by_external_id_and_started_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(NEWEST);
  const findings = await ctx.db
    .query("driftFindings")
    .withIndex("by_external_id_and_found_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(NEWEST);
  const events = await newestEvents(ctx, { externalId }).take(NEWEST);
  const { profile } = person;
  const { drifted_fields: _, updated_at: __, signed_up_at: ___, ...summary } = row;
  return {
    ...summary,
    deleted_at: person.sync?.deleted_at ?? null,
    clerk_updated_at: person.sync?.clerk_updated_at ?? null,
    last_checked_at: await lastCompared(ctx, person),
    fields: bothSides(person),
    writes: writes.map((write) => pickFields(vWriteRow, write)),
    events: events.map((event) => eventRow(event, profile && displayName(profile))),
    findings: findings.map((finding) => pickFields(vFindingRow, finding)),
  };
}

/** When a person was last compared with Clerk. A scan writes nothing about who is equal. */
async function lastCompared(ctx: QueryCtx, { profile, sync }: Person): Promise<number | null> {
  const checked = sync?.last_checked_at ?? null;
  const scan = await ctx.db
    .query("reconcileRuns")
    .withIndex("by_kind_and_state_and_started_at", (q) => q.eq("kind", "full").eq("state", "done"))
    .order("desc")
    .first();
  const wasThere = profile !== null && scan !== null && profile._creationTime < scan.started_at;
  return wasThere ? latest(checked, scan.started_at) : checked;
}

/** One line of the list; null when nobody has heard of the person. */
export function userRow({ externalId, profile, sync, writes }: Person): UserRow | null {
  if (profile === null && sync === null) return null;
  const condition = {
    deleted_at: sync?.deleted_at ?? null,
    one_sided: sync?.one_sided ?? null,
    failure: sync?.failure ?? null,
    drifted_fields: sync?.drifted_fields ?? [],
    pending: pendingFields(writes),
  };
  return {
    externalId,
    name: nameOf({ externalId, profile, clerk: sync?.clerk ?? null }),
    username: profile?.username ?? null,
    email_masked: maskEmail(profile?.email ?? null),
    image_url: profile?.image_url ?? null,
    status: sync?.status ?? statusOf(condition),
    drifted_fields: condition.drifted_fields,
    reason: reasonOf(condition),
    last_event_at: sync?.last_event_at ?? null,
    signed_up_at: sync?.clerk_created_at ?? null,
    updated_at: sync?.updated_at ?? profile?._creationTime ?? 0,
  };
}

function bothSides({ profile, sync, writes }: Person): UserDetail["fields"] {
  const pending = pendingFields(writes);
  const drift = profile && sync?.clerk ? differences(profile, sync.clerk) : null;
  return FIELD_NAMES.map((field) => {
    const { label, owner } = FIELDS[field];
    const clerkField = CLERK_FIELDS.find((name) => name === field);
    const common = { field, label, owner, pending: pending.has(field) };
    if (clerkField === undefined) {
      const convex = profile === null ? null : appValue(profile, field);
      return { ...common, convex, clerk: null, differs: false };
    }
    const convex = profile === null ? null : shownConvexValue(profile, clerkField);
    const clerk = sync?.clerk == null ? null : shownClerkValue(sync.clerk, clerkField);
    const isDrift = drift?.some((difference) => difference.field === clerkField);
    return { ...common, convex, clerk, differs: isDrift ?? convex !== clerk };
  });
}

/** The value of a field that only Convex has, as text. */
function appValue(profile: Doc<"users">, field: string): string | null {
  if (field === "interests") return profile.interests.join(", ") || null;
  if (field !== "onboarding") return null;
  const { step, completed_at } = profile.onboarding;
  return completed_at === null ? step : "completed";
}
