import { v, type Infer } from "convex/values";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { deletesInClerk, type Winner } from "../../model/resolution";
import { vDriftKind } from "../../validators";
import { readOpenFindings, readUnfolded } from "../activity";
import { audit } from "../audit";
import { openFindings } from "../driftRows";
import { describeThrown, refuse } from "../errors";
import { loadPerson, nameOf } from "../people";
import { previewDecision, vPreview } from "./resolving";

/** Ending a handful of chosen differences at once, and what ending many would come to. */

/** What one transaction carries: some 30 reads and writes for each. */
const MAX_SELECTED = 50;
/** Differences that a preview of a filter looks at, and changes that any preview tells of. */
const JUDGED = 20;

export const vResolveFilter = v.object({
  drift_kind: v.optional(vDriftKind),
  field: v.optional(v.string()),
});

export const vSelectedOutcome = v.object({
  /** Ended at once, or on the way to Clerk. */
  accepted: v.array(v.id("driftFindings")),
  refused: v.array(v.object({ finding_id: v.id("driftFindings"), message: v.string() })),
});

export const vManyPreview = v.object({
  /** How many differences it is about. */
  count: v.number(),
  /** How many of them were looked at for the rest of this answer. */
  judged: v.number(),
  /** The first changes, oldest difference first. */
  changes: v.array(
    v.object({
      finding_id: v.id("driftFindings"),
      externalId: v.string(),
      name: v.string(),
      ...vPreview.fields.changes.element.fields,
    }),
  ),
  /** Why some cannot be ended so, and how many of those looked at that concerns. */
  refused: v.array(v.object({ message: v.string(), count: v.number() })),
  /** How many of those looked at would delete a user in Clerk. */
  deletes: v.number(),
});
type ManyPreview = Infer<typeof vManyPreview>;

export function refuseTooMany(ids: readonly unknown[]): void {
  if (ids.length <= MAX_SELECTED) return;
  const message = `At most ${MAX_SELECTED} at a time.`;
  refuse({ code: "too_many", limit: MAX_SELECTED, message });
}

/** Each in a nested mutation, so that one that is refused half way leaves nothing behind. */
export async function resolveSelection(
  ctx: MutationCtx,
  order: {
    finding_ids: readonly Id<"driftFindings">[];
    winner: Winner;
    mayDelete: boolean;
    actor: string;
  },
): Promise<Infer<typeof vSelectedOutcome>> {
  const { finding_ids, winner, mayDelete, actor } = order;
  refuseTooMany(finding_ids);
  const fieldsOf = new Map<string, string[]>();
  const accepted: Id<"driftFindings">[] = [];
  const refused: Infer<typeof vSelectedOutcome>["refused"] = [];
  for (const findingId of new Set(finding_ids)) {
    const finding = await ctx.db.get("driftFindings", findingId);
    if (finding === null || finding.resolved_at !== null) continue;
    try {
      const one = { findingId, winner, actor, mayDelete };
      await ctx.runMutation(internal.reconcile.resolveFinding, one);
      accepted.push(findingId);
      const { externalId, field } = finding;
      fieldsOf.set(externalId, [...(fieldsOf.get(externalId) ?? []), field]);
    } catch (thrown) {
      refused.push({ finding_id: findingId, message: describeThrown(thrown).message });
    }
  }
  // A row for each person, in whose history it belongs. Which fields, never which values.
  for (const [subject, fields] of fieldsOf) {
    await audit(ctx, { actor, action: "resolve", subject, detail: { winner, fields } });
  }
  return { accepted, refused };
}

/** Reads no more than a batch, whatever the filter means. */
export async function previewSelection(
  ctx: QueryCtx,
  about: {
    filter?: Infer<typeof vResolveFilter>;
    finding_ids?: readonly Id<"driftFindings">[];
    winner: Winner;
  },
): Promise<ManyPreview> {
  const { filter = {}, finding_ids, winner } = about;
  const findings =
    finding_ids === undefined ? await oldest(ctx, filter) : await chosen(ctx, finding_ids);
  const preview: ManyPreview = {
    count: finding_ids?.length ?? (await countOpen(ctx, filter)),
    judged: findings.length,
    changes: [],
    refused: [],
    deletes: 0,
  };
  // A selection has been seen person by person; a filter must name what it deletes by.
  const mayDelete = finding_ids !== undefined || filter.drift_kind !== undefined;
  for (const finding of findings) await addPreview(ctx, preview, finding, { winner, mayDelete });
  return preview;
}

async function addPreview(
  ctx: QueryCtx,
  preview: ManyPreview,
  { _id: finding_id, externalId, field }: Doc<"driftFindings">,
  { winner, mayDelete }: { winner: Winner; mayDelete: boolean },
): Promise<void> {
  const person = await loadPerson(ctx, externalId);
  const { profile, sync } = person;
  const isDeletion = deletesInClerk(sync?.one_sided ?? null, winner);
  if (isDeletion && !mayDelete) {
    addRefusal(preview, "Users are deleted in Clerk only where one kind of difference is chosen.");
    return;
  }
  const { changes, refused } = previewDecision(person, { fields: [field], winner });
  for (const { message } of refused) addRefusal(preview, message);
  if (isDeletion) preview.deletes += changes.length;
  if (preview.changes.length >= JUDGED) return;
  const name = nameOf({ externalId, profile, clerk: sync?.clerk ?? null });
  preview.changes.push(...changes.map((change) => ({ finding_id, externalId, name, ...change })));
}

function addRefusal({ refused }: ManyPreview, message: string): void {
  const known = refused.find((other) => other.message === message);
  if (known === undefined) refused.push({ message, count: 1 });
  else known.count += 1;
}

/** In the order in which a bulk job comes to them. */
async function oldest(ctx: QueryCtx, { drift_kind: kind, field }: Infer<typeof vResolveFilter>) {
  return await openFindings(ctx, { kind, field }).order("asc").take(JUDGED);
}

async function chosen(ctx: QueryCtx, ids: readonly Id<"driftFindings">[]) {
  const rows = await Promise.all(
    ids.slice(0, MAX_SELECTED).map((id) => ctx.db.get("driftFindings", id)),
  );
  return rows
    .filter((row) => row !== null && row.resolved_at === null)
    .filter((row) => row !== null);
}

/** From the counts that are kept, not by reading. */
async function countOpen(ctx: QueryCtx, filter: Infer<typeof vResolveFilter>): Promise<number> {
  const open = await readOpenFindings(ctx, await readUnfolded(ctx));
  return open
    .filter(({ kind }) => filter.drift_kind === undefined || kind === filter.drift_kind)
    .filter(({ field }) => filter.field === undefined || field === filter.field)
    .reduce((sum, { count }) => sum + count, 0);
}
