import { v, type Infer } from "convex/values";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { isClerkField } from "../../model/resolution";
import { sentFields } from "../../model/merge";
import { isUndoable, planUndo } from "../../model/undo";
import { audit } from "../audit";
import type { BulkWork } from "../bulkJobs";
import { refuse } from "../errors";
import { loadPerson, storePerson, type Person } from "../people";
import { sendToClerk } from "../resolutions";
import { openWrite } from "../saves";
import { withdrawWrite } from "../settling";
import { REST_MS } from "./resolvingMany";

/** Taking back what an admin has decided about a difference; model/undo.ts says when that is possible. */

export const vUndone = v.object({
  undone: v.array(v.id("driftFindings")),
  /** Left as they are: something newer has changed, it is too long ago, or it was not kept. */
  refused: v.array(v.object({ finding_id: v.id("driftFindings"), message: v.string() })),
});

/** Takes back decisions one by one: what cannot be taken back does not stop the others. */
export async function undoDecisions(
  ctx: MutationCtx,
  findingIds: readonly Id<"driftFindings">[],
  actor: string,
): Promise<Infer<typeof vUndone>> {
  const undone: Doc<"driftFindings">[] = [];
  const refused: Infer<typeof vUndone>["refused"] = [];
  for (const finding_id of new Set(findingIds)) {
    const finding = await ctx.db.get("driftFindings", finding_id);
    const message =
      finding === null ? "There is no such difference." : await undo(ctx, finding, actor);
    if (message !== null) refused.push({ finding_id, message });
    else if (finding !== null) undone.push(finding);
  }
  for (const externalId of new Set(undone.map((finding) => finding.externalId))) {
    const own = undone.filter((finding) => finding.externalId === externalId);
    const fields = own.map(({ field }) => field);
    await audit(ctx, { actor, action: "undo_resolve", subject: externalId, detail: { fields } });
  }
  return { undone: undone.map(({ _id }) => _id), refused };
}

/** Takes back what one bulk job has decided, in the order in which the differences were found. */
export const undoWork: BulkWork<"undo", "driftFindings"> = {
  kind: "undo",
  rows: (ctx, { of_job }) =>
    ctx.db
      .query("driftFindings")
      .withIndex("by_decided_in_and_found_at", (q) => q.eq("decided_in", of_job))
      .order("asc"),
  one: async (ctx, findingId, { actor }) => {
    // Nested, so that what is refused half way leaves nothing behind.
    await ctx.runMutation(internal.reconcile.undoFinding, { findingId, actor });
  },
  restMs: () => REST_MS,
};

/** One difference of an `undoMany`; refuses what cannot be taken back. */
export async function undoOne(
  ctx: MutationCtx,
  findingId: Id<"driftFindings">,
  actor: string,
): Promise<void> {
  const { refused } = await undoDecisions(ctx, [findingId], actor);
  const [first] = refused;
  if (first) refuse({ code: "invalid_field", field: "finding_id", message: first.message });
}

/** Answers why not, or null when it is done. */
async function undo(
  ctx: MutationCtx,
  finding: Doc<"driftFindings">,
  actor: string,
): Promise<string | null> {
  const { field, decision = null } = finding;
  const person = await loadPerson(ctx, finding.externalId);
  const { profile, sync } = person;
  if (profile === null || !sync?.clerk) return "Only one side has this person.";
  const now = isUndoable(field)
    ? { clerk: sync.clerk[field], convex: profile[field] }
    : { clerk: null, convex: null };
  const plan = planUndo({ ...finding, decision, now }, Date.now());
  if (typeof plan === "object") return plan.complaint;
  if (decision === null || !isUndoable(field)) return "This cannot be undone.";
  switch (plan) {
    case "put_back":
      await storePerson(ctx, person, { profile: { [field]: finding.convex } }, "undo");
      break;
    case "call_off":
      await callOff(ctx, person, field);
      break;
    case "send_back":
      await sendBack(ctx, person, field, finding.clerk);
      break;
  }
  const undone = { ...decision, undone_at: Date.now(), undone_by: actor };
  await ctx.db.patch("driftFindings", finding._id, { decision: undone });
  return null;
}

/** Takes away the save that carries the field to Clerk; what else it carries goes on. */
async function callOff(ctx: MutationCtx, person: Person, field: string): Promise<void> {
  const repair = person.writes.find(
    (write) => write.origin === "repair" && sentFields(write).some((sent) => sent === field),
  );
  if (repair === undefined) return;
  await withdrawWrite(ctx, person, repair, { clerk: "superseded", error: null });
  const others = sentFields(repair).filter((sent) => sent !== field && isClerkField(sent));
  if (others.length === 0) return;
  const now = await loadPerson(ctx, person.externalId);
  await sendToClerk(ctx, now, others, crypto.randomUUID());
}

/** Clerk has taken Convex's value: a new save brings both back to the one that Clerk had. */
async function sendBack(
  ctx: MutationCtx,
  person: Person,
  field: "username" | "first_name" | "last_name",
  value: string | null,
): Promise<void> {
  const requested = { [field]: value };
  const previous = { [field]: person.profile?.[field] ?? null };
  const save = {
    operation_id: crypto.randomUUID(),
    origin: "repair",
    requested,
    previous,
  } as const;
  const write = await openWrite(ctx, person, save, 0);
  const writes = [...person.writes, write];
  await storePerson(ctx, person, { profile: requested, writes }, "undo");
}
