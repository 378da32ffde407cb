import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { displayName } from "../model/names";
import type { DriftKind } from "../model/statuses";
import { pickFields, vDriftRow, vFindingRow, type DriftRow } from "./dashboardShapes";
import { loadPerson } from "./people";

/** Differences as the dashboard lists them. */

export interface DriftFilter {
  kind?: DriftKind;
  field?: string;
}

/** Open differences, or the ones that have ended; newest first. */
export async function pageOfDrift(
  ctx: QueryCtx,
  args: DriftFilter & { paginationOpts: PaginationOptions; open: boolean },
): Promise<PaginationResult<DriftRow>> {
  const { paginationOpts, open, ...filter } = args;
  const findings = open ? openFindings(ctx, filter) : endedFindings(ctx, filter);
  const page = await findings.order("desc").paginate(paginationOpts);
  return { ...page, page: await Promise.all(page.page.map((finding) => driftRow(ctx, finding))) };
}

/** Through the index made for just this combination of filters, by the time of finding. */
export function openFindings(
  ctx: QueryCtx,
  { kind, field }: DriftFilter,
  until = Number.MAX_SAFE_INTEGER,
) {
  const findings = ctx.db.query("driftFindings");
  if (kind !== undefined && field !== undefined) {
    return findings.withIndex("by_kind_and_field_and_resolved_at_and_found_at", (q) =>
      q.eq("kind", kind).eq("field", field).eq("resolved_at", null).lte("found_at", until),
    );
  }
  if (kind !== undefined) {
    return findings.withIndex("by_kind_and_resolved_at_and_found_at", (q) =>
      q.eq("kind", kind).eq("resolved_at", null).lte("found_at", until),
    );
  }
  if (field !== undefined) {
    return findings.withIndex("by_field_and_resolved_at_and_found_at", (q) =>
      q.eq("field", field).eq("resolved_at", null).lte("found_at", until),
    );
  }
  return findings.withIndex("by_resolved_at_and_found_at", (q) =>
    q.eq("resolved_at", null).lte("found_at", until),
  );
}

/** The same for those that have ended, by the time of ending. */
function endedFindings(ctx: QueryCtx, { kind, field }: DriftFilter) {
  const findings = ctx.db.query("driftFindings");
  if (kind !== undefined && field !== undefined) {
    return findings.withIndex("by_kind_and_field_and_resolved_at_and_found_at", (q) =>
      q.eq("kind", kind).eq("field", field).gte("resolved_at", 0),
    );
  }
  if (kind !== undefined) {
    return findings.withIndex("by_kind_and_resolved_at_and_found_at", (q) =>
      q.eq("kind", kind).gte("resolved_at", 0),
    );
  }
  if (field !== undefined) {
    return findings.withIndex("by_field_and_resolved_at_and_found_at", (q) =>
      q.eq("field", field).gte("resolved_at", 0),
    );
  }
  return findings.withIndex("by_resolved_at_and_found_at", (q) => q.gte("resolved_at", 0));
}

async function driftRow(ctx: QueryCtx, finding: Doc<"driftFindings">): Promise<DriftRow> {
  const { _id, externalId } = finding;
  const { profile, sync } = await loadPerson(ctx, externalId);
  // Somebody whom only Clerk has is called what Clerk calls them.
  const names = profile ?? sync?.clerk ?? null;
  return pickFields(vDriftRow, {
    ...pickFields(vFindingRow, finding),
    _id,
    externalId,
    name: (names && displayName(names)) ?? externalId,
  });
}
