import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { displayName } from "../model/names";
import type { AuditRow } from "./dashboardShapes";
import { findProfile } from "./people";
import { rowsOfPage } from "./watchedPage";

/** What staff did, as the dashboard lists it. */

export interface AuditFilter {
  actor?: string;
  subject?: string;
  action?: string;
}

export async function pageOfAudit(
  ctx: QueryCtx,
  { paginationOpts, ...filter }: AuditFilter & { paginationOpts: PaginationOptions },
): Promise<PaginationResult<AuditRow>> {
  const found = await deeds(ctx, filter).order("desc").paginate(paginationOpts);
  return await rowsOfPage(found, (deed) => auditRow(ctx, deed));
}

/** What a member of staff is called; their id when they have no name, or no row of their own. */
export async function staffName(ctx: QueryCtx, externalId: string): Promise<string> {
  return (await nameOf(ctx, externalId)) ?? externalId;
}

/** Through the index made for just this combination of filters. */
function deeds(ctx: QueryCtx, { actor, subject, action }: AuditFilter) {
  const log = ctx.db.query("auditLog");
  if (action === undefined) return deedsOfAnyKind(ctx, { actor, subject });
  if (actor !== undefined && subject !== undefined) {
    return log.withIndex("by_actor_and_subject_and_action_and_at", (q) =>
      q.eq("actor", actor).eq("subject", subject).eq("action", action),
    );
  }
  if (actor !== undefined) {
    return log.withIndex("by_actor_and_action_and_at", (q) =>
      q.eq("actor", actor).eq("action", action),
    );
  }
  if (subject !== undefined) {
    return log.withIndex("by_subject_and_action_and_at", (q) =>
      q.eq("subject", subject).eq("action", action),
    );
  }
  return log.withIndex("by_action_and_at", (q) => q.eq("action", action));
}

function deedsOfAnyKind(ctx: QueryCtx, { actor, subject }: Omit<AuditFilter, "action">) {
  const log = ctx.db.query("auditLog");
  if (actor !== undefined && subject !== undefined) {
    return log.withIndex("by_actor_and_subject_and_at", (q) =>
      q.eq("actor", actor).eq("subject", subject),
    );
  }
  if (actor !== undefined) return log.withIndex("by_actor_and_at", (q) => q.eq("actor", actor));
  if (subject !== undefined) {
    return log.withIndex("by_subject_and_at", (q) => q.eq("subject", subject));
  }
  return log.withIndex("by_at");
}

/** The newest of what staff did to one person, event, run or job. */
export async function newestDeeds(
  ctx: QueryCtx,
  subject: string,
  count: number,
): Promise<AuditRow[]> {
  const newest = await deeds(ctx, { subject }).order("desc").take(count);
  return await Promise.all(newest.map((deed) => auditRow(ctx, deed)));
}

async function auditRow(ctx: QueryCtx, deed: Doc<"auditLog">): Promise<AuditRow> {
  const { _id, at, actor, action, subject } = deed;
  // Written by lib/audit.ts alone; the table's `v.any()` has forgotten its shape.
  const detail: unknown = deed.detail;
  return {
    _id,
    at,
    actor,
    actor_name: await staffName(ctx, actor),
    action,
    subject,
    // Not every subject is a person: events, runs and jobs have no name.
    subject_name: subject === null ? null : await nameOf(ctx, subject),
    detail: detail as AuditRow["detail"],
  };
}

async function nameOf(ctx: QueryCtx, externalId: string): Promise<string | null> {
  const profile = await findProfile(ctx, externalId);
  return profile && displayName(profile);
}
