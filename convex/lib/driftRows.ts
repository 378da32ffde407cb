import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Infer } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { causeOf } from "../model/driftCause";
import type { DriftKind } from "../model/statuses";
import { undoUntil } from "../model/undo";
import { readOpenFindings, readUnfolded } from "./activity";
import { staffName } from "./auditRows";
import {
  pickFields,
  vDriftRow,
  vFindingRow,
  type DriftDetail,
  type DriftRow,
  type FindingRow,
  type vDriftGroup,
} from "./dashboardShapes";
import { newestEvents } from "./eventRows";
import { loadPerson, nameOf } from "./people";
import { rowsOfPage } from "./watchedPage";

/** Differences as the dashboard lists them. */

const END_OF_TIME = Number.MAX_SAFE_INTEGER;
/** How far back among a person's events and saves the cause of a difference is looked for. */
const CAUSES = 20;

export interface DriftFilter {
  kind?: DriftKind;
  field?: string;
}

/** What the list can be narrowed to; `person` and `run` have few differences and need no more indexes. */
export interface DriftListFilter extends DriftFilter {
  open: boolean;
  person?: string;
  run?: string;
}

/** Open differences, or the ones that have ended; newest first. */
export async function pageOfDrift(
  ctx: QueryCtx,
  args: DriftListFilter & { paginationOpts: PaginationOptions },
): Promise<PaginationResult<DriftRow>> {
  const { paginationOpts, ...filter } = args;
  const found = await newestFindings(ctx, filter).then((rows) => rows.paginate(paginationOpts));
  return await rowsOfPage(found, async (finding) =>
    isMeant(finding, filter) ? await driftRow(ctx, finding) : null,
  );
}

async function newestFindings(ctx: QueryCtx, { person, run, open, ...filter }: DriftListFilter) {
  if (person !== undefined) {
    return ctx.db
      .query("driftFindings")
      .withIndex("by_external_id_and_found_at", (q) => q.eq("externalId", person))
      .order("desc");
  }
  if (run !== undefined) return (await foundDuring(ctx, run)).order("desc");
  return (open ? openFindings(ctx, filter) : endedFindings(ctx, filter)).order("desc");
}

/** What scans have found while this one ran: of walks there is one at a time. */
async function foundDuring(ctx: QueryCtx, runId: string) {
  const id = ctx.db.normalizeId("reconcileRuns", runId);
  const run = id && (await ctx.db.get("reconcileRuns", id));
  const from = run?.started_at ?? END_OF_TIME;
  const to = run?.ended_at ?? END_OF_TIME;
  return ctx.db
    .query("driftFindings")
    .withIndex("by_found_by_and_found_at", (q) =>
      q.eq("found_by", "scan").gte("found_at", from).lte("found_at", to),
    );
}

/** What no index has answered yet. */
function isMeant(finding: Doc<"driftFindings">, { open, kind, field }: DriftListFilter): boolean {
  return (
    (finding.resolved_at === null) === open &&
    (kind === undefined || finding.kind === kind) &&
    (field === undefined || finding.field === field)
  );
}

/** Open differences by field and kind, from the counts that are kept; most first. */
export async function readDriftGroups(ctx: QueryCtx): Promise<Infer<typeof vDriftGroup>[]> {
  const groups = await readOpenFindings(ctx, await readUnfolded(ctx));
  const rows = groups.map(async ({ field, kind, count }) => {
    const oldest = await openFindings(ctx, { kind, field }).order("asc").first();
    return { field, kind, count, oldest_at: oldest?.found_at ?? null };
  });
  return (await Promise.all(rows)).sort((a, b) => b.count - a.count);
}

/** One difference, with how it came about. */
export async function readFinding(
  ctx: QueryCtx,
  id: Id<"driftFindings">,
): Promise<DriftDetail | null> {
  const finding = await ctx.db.get("driftFindings", id);
  if (finding === null) return null;
  const { externalId, decision } = finding;
  const { sync } = await loadPerson(ctx, externalId);
  const events = await newestEvents(ctx, { externalId }).take(CAUSES);
  const writes = await ctx.db
    .query("outboxWrites")
    .withIndex("by_external_id_and_started_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .take(CAUSES);
  return {
    ...(await driftRow(ctx, finding)),
    decided_by_name: decision === undefined ? null : await staffName(ctx, decision.actor),
    cause: causeOf(finding, { events, writes, clerk_updated_at: sync?.clerk_updated_at ?? null }),
  };
}

/** Through the index made for just this combination of filters, by the time of finding. */
export function openFindings(ctx: QueryCtx, { kind, field }: DriftFilter, until = END_OF_TIME) {
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
  const { externalId } = finding;
  const { profile, sync } = await loadPerson(ctx, externalId);
  const name = nameOf({ externalId, profile, clerk: sync?.clerk ?? null });
  return pickFields(vDriftRow, { ...findingRow(finding), externalId, name });
}

/** A difference, as lists and a person's history show it. */
export function findingRow(finding: Doc<"driftFindings">): FindingRow {
  const { decision = null, field } = finding;
  return pickFields(vFindingRow, {
    ...finding,
    decision: decision && {
      winner: decision.winner,
      actor: decision.actor,
      at: decision.at,
      undone_at: decision.undone_at,
    },
    undo_until: undoUntil(field, decision),
  });
}
