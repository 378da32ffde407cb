import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { shownConvexValue, WHOLE_PERSON, type ConvexProfile, type Found } from "../model/drift";
import { CLERK_FIELDS } from "../model/fields";
import type { DriftFinder, DriftResolution } from "../model/statuses";
import { noteActivity } from "./activity";

/** One finding per field at most is open for a person; the table of fields is short. */
const MAX_OPEN_FINDINGS = 50;

/** What is open about one person. */
export async function openFindingsOf(
  ctx: QueryCtx,
  externalId: string,
): Promise<Doc<"driftFindings">[]> {
  return await ctx.db
    .query("driftFindings")
    .withIndex("by_external_id_and_resolved_at", (q) =>
      q.eq("externalId", externalId).eq("resolved_at", null),
    )
    .take(MAX_OPEN_FINDINGS);
}

/** Opens a finding for every difference that has none, and closes those that are gone. */
export async function recordDifferences(
  ctx: MutationCtx,
  now_found: {
    externalId: string;
    found: readonly Found[];
    /** Convex's side as it is now; null when there is nobody, or a tombstone. */
    profile: ConvexProfile | null;
    foundBy: DriftFinder;
  },
): Promise<void> {
  const { externalId, found, profile, foundBy } = now_found;
  const now = Date.now();
  const open = await openFindingsOf(ctx, externalId);

  for (const finding of open) {
    const still = found.find(({ field, kind }) => field === finding.field && kind === finding.kind);
    if (still === undefined) {
      const resolution = winner(finding, commonValue(profile, finding.field));
      await ctx.db.patch("driftFindings", finding._id, { resolved_at: now, resolution });
      await noteActivity(ctx, {
        event: "drift_resolved",
        field: finding.field,
        kind: finding.kind,
      });
    } else if (still.clerk !== finding.clerk || still.convex !== finding.convex) {
      const { clerk, convex } = still;
      await ctx.db.patch("driftFindings", finding._id, { clerk, convex });
    }
  }
  for (const difference of found) {
    const isOpen = open.some(
      ({ field, kind }) => field === difference.field && kind === difference.kind,
    );
    if (isOpen) continue;
    await ctx.db.insert("driftFindings", {
      externalId,
      ...difference,
      found_by: foundBy,
      found_at: now,
      resolved_at: null,
      resolution: null,
    });
    const { field, kind } = difference;
    await noteActivity(ctx, { event: "drift_found", field, kind });
  }
}

/** The value that both sides have, now that they no longer differ. */
function commonValue(profile: ConvexProfile | null, name: string): string | null {
  if (name === WHOLE_PERSON) return profile === null ? null : "present";
  const field = CLERK_FIELDS.find((known) => known === name);
  return profile && field ? shownConvexValue(profile, field) : null;
}

function winner(
  finding: { clerk: string | null; convex: string | null },
  common: string | null,
): DriftResolution {
  if (common === finding.clerk) return "clerk_won";
  return common === finding.convex ? "convex_won" : "equal_again";
}
