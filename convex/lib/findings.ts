import type { MutationCtx } from "../_generated/server";
import type { ConvexProfile, Difference } from "../model/drift";
import { shownConvexValue } from "../model/drift";
import { CLERK_FIELDS } from "../model/fields";
import type { DriftFinder, DriftResolution } from "../model/statuses";

/** One finding per field at most is open for a person; the table of fields is short. */
const MAX_OPEN_FINDINGS = 50;

/** Opens a finding for every difference that has none, and closes those that are gone. */
export async function recordDifferences(
  ctx: MutationCtx,
  found: {
    externalId: string;
    drifted: readonly Difference[];
    /** Convex's side as it is now; null when there is no row. */
    profile: ConvexProfile | null;
    foundBy: DriftFinder;
  },
): Promise<void> {
  const { externalId, drifted, profile, foundBy } = found;
  const now = Date.now();
  const open = await ctx.db
    .query("driftFindings")
    .withIndex("by_external_id_and_resolved_at", (q) =>
      q.eq("externalId", externalId).eq("resolved_at", null),
    )
    .take(MAX_OPEN_FINDINGS);

  for (const finding of open) {
    const difference = drifted.find(({ field }) => field === finding.field);
    if (difference === undefined) {
      const field = CLERK_FIELDS.find((name) => name === finding.field);
      const common = profile && field ? shownConvexValue(profile, field) : null;
      const resolution = winner(finding, common);
      await ctx.db.patch("driftFindings", finding._id, { resolved_at: now, resolution });
    } else if (difference.clerk !== finding.clerk || difference.convex !== finding.convex) {
      const { clerk, convex } = difference;
      await ctx.db.patch("driftFindings", finding._id, { clerk, convex });
    }
  }
  for (const difference of drifted) {
    if (open.some(({ field }) => field === difference.field)) continue;
    await ctx.db.insert("driftFindings", {
      externalId,
      ...difference,
      kind: "field_mismatch",
      found_by: foundBy,
      found_at: now,
      resolved_at: null,
      resolution: null,
    });
  }
}

function winner(
  finding: { clerk: string | null; convex: string | null },
  common: string | null,
): DriftResolution {
  if (common === finding.clerk) return "clerk_won";
  return common === finding.convex ? "convex_won" : "equal_again";
}
