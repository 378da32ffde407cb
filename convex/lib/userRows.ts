import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { differences, reasonOf, shownClerkValue, shownConvexValue, statusOf } from "../model/drift";
import { CLERK_FIELDS, FIELD_NAMES, FIELDS } from "../model/fields";
import { pendingFields } from "../model/merge";
import { maskEmail } from "../model/redact";
import { displayName } from "../model/names";
import { newestDeeds } from "./auditRows";
import { pickFields, vWriteRow, type UserDetail, type UserRow } from "./dashboardShapes";
import { findingRow } from "./driftRows";
import { eventRow, newestEvents } from "./eventRows";
import { latest, loadPerson, nameOf, type Person } from "./people";
import { newestCheck } from "./runRows";

/** People as the dashboard shows them. */

/** Enough history to understand a person's case at a glance; and as far back as one may look. */
const NEWEST = 20;
const MOST = 100;

/** @param newest how many saves, events, differences and deeds to show at most of each */
export async function readUserDetail(
  ctx: QueryCtx,
  externalId: string,
  newest = NEWEST,
): Promise<UserDetail | null> {
  const person = await loadPerson(ctx, externalId);
  const row = userRow(person);
  if (row === null) return null;
  const count = Math.min(Math.max(1, newest), MOST);
  const writes = await ctx.db
    .query("outboxWrites")
    .withIndex("by_external_id_and_started_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(count);
  const findings = await ctx.db
    .query("driftFindings")
    .withIndex("by_external_id_and_found_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(count);
  const events = await newestEvents(ctx, { externalId }).take(count);
  const audit = await newestDeeds(ctx, externalId, count);
  const { profile, sync } = person;
  const { drifted_fields: _, updated_at: __, signed_up_at: ___, ...summary } = row;
  return {
    ...summary,
    one_sided: sync?.one_sided ?? null,
    deleted_at: sync?.deleted_at ?? null,
    clerk_updated_at: sync?.clerk_updated_at ?? null,
    last_checked_at: await lastCompared(ctx, person),
    check: await newestCheck(ctx, externalId),
    fields: bothSides(person, { findings, events }),
    writes: writes.map((write) => pickFields(vWriteRow, write)),
    events: events.map((event) => eventRow(event, profile && displayName(profile))),
    findings: findings.map(findingRow),
    audit,
    has_older:
      count < MOST && [writes, findings, events, audit].some((rows) => rows.length === count),
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

function bothSides(
  { profile, sync, writes }: Person,
  history: { findings: readonly Doc<"driftFindings">[]; events: readonly Doc<"inboxEvents">[] },
): UserDetail["fields"] {
  const pending = pendingFields(writes);
  const drift = profile && sync?.clerk ? differences(profile, sync.clerk) : null;
  return FIELD_NAMES.map((field) => {
    const { label, owner } = FIELDS[field];
    const clerkField = CLERK_FIELDS.find((name) => name === field);
    const finding = history.findings.find(
      (each) => each.field === field && each.resolved_at === null,
    );
    const event = history.events.find(({ changes }) =>
      changes.some((change) => change.field === field),
    );
    const common = {
      field,
      label,
      owner,
      pending: pending.has(field),
      differs_since: finding?.found_at ?? null,
      touched_by: event ? { svix_id: event.svix_id, received_at: event.received_at } : null,
    };
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
