import { v } from "convex/values";
import { internalMutation, mutation, query } from "./_generated/server";
import { requireRole } from "./access";
import { audit } from "./lib/audit";
import { bulkJobFunctions, orderJob, vOrderedJob } from "./lib/bulkJobFunctions";
import { refuse } from "./lib/errors";
import { loadPerson } from "./lib/people";
import {
  previewDecision,
  resolveDifferences,
  vPreview,
  vResolved,
} from "./lib/reconcile/resolving";
import { resolveWork } from "./lib/reconcile/resolvingMany";
import {
  previewSelection,
  refuseTooMany,
  resolveSelection,
  vManyPreview,
  vResolveFilter,
  vSelectedOutcome,
} from "./lib/reconcile/resolvingSelected";
import { undoDecisions, undoOne, undoWork, vUndone } from "./lib/reconcile/undoing";
import { endRun, startRun } from "./lib/reconcile/runs";
import { deletesInClerk } from "./model/resolution";
import { readEnv } from "./env";
import { vRunKind, vWinner } from "./validators";

/**
 * Clerk beside Convex: scans find where the two differ, and staff decide which side is right.
 * scan.ts does the walking.
 */

/**
 * Starts a scan: of everybody (`full`), of those changed since the last scan (`quick`), or of one
 * person (`user`). `dry_run` looks and counts, and writes nothing but the run's own row; `repair`
 * mends by the owner of each field, and without being named is what the setting RECONCILE_REPAIR
 * says. Errors: not_permitted, invalid_field, already_running (with the `run_id` of the walk).
 */
export const start = mutation({
  args: {
    kind: v.optional(vRunKind),
    externalId: v.optional(v.string()),
    dry_run: v.optional(v.boolean()),
    repair: v.optional(v.boolean()),
  },
  returns: v.object({ run_id: v.id("reconcileRuns") }),
  handler: async (ctx, { kind = "full", externalId, dry_run = false, repair }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    if ((kind === "user") !== (externalId !== undefined)) {
      const message = "A scan of one person needs their id, and any other takes none.";
      refuse({ code: "invalid_field", field: "externalId", message });
    }
    const run_id = await startRun(ctx, {
      kind,
      trigger: "admin",
      actor,
      externalId: externalId ?? null,
      dry_run,
      repair: repair ?? readEnv().reconcileRepair,
      decision: null,
    });
    const detail = { kind, dry_run, run_id, ...(repair !== undefined && { repair }) };
    await audit(ctx, { actor, action: "scan_start", subject: externalId ?? run_id, detail });
    return { run_id };
  },
});

/** Stops a scan; what it has stored stays. Answers false when it had ended. `unknown_run`. */
export const cancel = mutation({
  args: { run_id: v.id("reconcileRuns") },
  returns: v.boolean(),
  handler: async (ctx, { run_id }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const run = await ctx.db.get("reconcileRuns", run_id);
    if (run === null) refuse({ code: "unknown_run", message: "There is no such scan." });
    if (run.state !== "running") return false;
    await endRun(ctx, run, "cancelled", null);
    await audit(ctx, { actor, action: "scan_cancel", subject: run_id });
    return true;
  },
});

const aDecision = { externalId: v.string(), fields: v.array(v.string()), winner: vWinner };

/**
 * Ends differences of one person towards one side. `fields` names what stands in the person's
 * `drifted_fields`; "user" is the person as a whole, and with `convex` as the winner that can mean
 * that the user is deleted in Clerk (`preview` says so). Errors: not_permitted, no_profile.
 */
export const resolve = mutation({
  args: aDecision,
  returns: vResolved,
  handler: async (ctx, { externalId, fields, winner }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const answer = await resolveDifferences(ctx, { externalId, fields, winner, actor });
    const { resolved, started } = answer;
    const refused = answer.refused.map(({ field }) => field);
    // Which fields, never which values.
    const detail = { winner, resolved, started, refused };
    await audit(ctx, { actor, action: "resolve", subject: externalId, detail });
    return answer;
  },
});

/** What `resolve` would change, field by field, and what it would refuse. Error: no_profile. */
export const preview = query({
  args: aDecision,
  returns: vPreview,
  handler: async (ctx, { externalId, fields, winner }) => {
    await requireRole(ctx, "support");
    return previewDecision(await loadPerson(ctx, externalId), { fields, winner });
  },
});

/**
 * Ends all open differences that the filter means towards one side, oldest first, batch by batch.
 * With `dry_run` it only counts. Users are deleted in Clerk only when the filter names the kind of
 * difference by which they are: everything else that would delete somebody counts as failed.
 * Errors: not_permitted, already_running (with the `job_id`).
 */
export const resolveMany = mutation({
  args: {
    filter: vResolveFilter,
    winner: vWinner,
    dry_run: v.optional(v.boolean()),
  },
  returns: vOrderedJob,
  handler: async (ctx, args) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const filter = { kind: "resolve" as const, winner: args.winner, ...args.filter };
    return await orderJob(ctx, resolveWork, {
      filter,
      actor,
      dry_run: args.dry_run ?? false,
      action: "resolve_many",
      detail: { winner: args.winner, ...args.filter },
    });
  },
});

const resolves = bulkJobFunctions("resolve", "cancel_resolve");

/** Stops `resolveMany` before its next batch. Answers false when it had ended. `unknown_job`. */
export const cancelResolve = resolves.cancel;

/** How far `resolveMany` is; without an id the job that is running, or null. `unknown_job`. */
export const resolveJob = resolves.progress;

/**
 * Ends chosen differences towards one side; what cannot be ended does not stop the others. Users
 * are deleted in Clerk only with `may_delete`. Errors: not_permitted, too_many.
 */
export const resolveSelected = mutation({
  args: {
    finding_ids: v.array(v.id("driftFindings")),
    winner: vWinner,
    may_delete: v.optional(v.boolean()),
  },
  returns: vSelectedOutcome,
  handler: async (ctx, { finding_ids, winner, may_delete: mayDelete = false }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    return await resolveSelection(ctx, { finding_ids, winner, mayDelete, actor });
  },
});

/**
 * What `resolveSelected` (with `finding_ids`) or `resolveMany` (with `filter`) would do: how many
 * it is about, and for the first of them what would change, be refused, or be deleted.
 */
export const previewMany = query({
  args: {
    filter: v.optional(vResolveFilter),
    finding_ids: v.optional(v.array(v.id("driftFindings"))),
    winner: vWinner,
  },
  returns: vManyPreview,
  handler: async (ctx, args) => {
    await requireRole(ctx, "support");
    return await previewSelection(ctx, args);
  },
});

/**
 * Takes decisions about differences back, for a day, unless something newer has changed: where
 * Clerk had won Convex gets its earlier value again; where Convex had won the save is called off,
 * or once Clerk has it, both sides get Clerk's earlier value. Errors: not_permitted, too_many.
 */
export const undoResolve = mutation({
  args: { finding_ids: v.array(v.id("driftFindings")) },
  returns: vUndone,
  handler: async (ctx, { finding_ids }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    refuseTooMany(finding_ids);
    return await undoDecisions(ctx, finding_ids, actor);
  },
});

/** Does the same for all that a `resolveMany` has decided. Errors: not_permitted, already_running. */
export const undoMany = mutation({
  args: { job_id: v.id("bulkJobs"), dry_run: v.optional(v.boolean()) },
  returns: vOrderedJob,
  handler: async (ctx, { job_id: of_job, dry_run = false }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const filter = { kind: "undo" as const, of_job };
    const order = { filter, actor, dry_run, action: "undo_many" as const, detail: { of_job } };
    return await orderJob(ctx, undoWork, order);
  },
});

const undos = bulkJobFunctions("undo", "cancel_undo");

/** Stops `undoMany` before its next batch. Answers false when it had ended. `unknown_job`. */
export const cancelUndo = undos.cancel;

/** How far `undoMany` is; without an id the job that is running, or null. `unknown_job`. */
export const undoJob = undos.progress;

/** One difference of an `undoMany`, in a transaction of its own: what it throws has failed. */
export const undoFinding = internalMutation({
  args: { findingId: v.id("driftFindings"), actor: v.string() },
  returns: v.null(),
  handler: async (ctx, { findingId, actor }) => {
    await undoOne(ctx, findingId, actor);
    return null;
  },
});

/** One difference of a `resolveMany`, in a transaction of its own: what it throws has failed. */
export const resolveFinding = internalMutation({
  args: {
    findingId: v.id("driftFindings"),
    winner: vWinner,
    actor: v.string(),
    mayDelete: v.boolean(),
    jobId: v.optional(v.id("bulkJobs")),
  },
  returns: v.null(),
  handler: async (ctx, { findingId, winner, actor, mayDelete, jobId }) => {
    const finding = await ctx.db.get("driftFindings", findingId);
    if (finding === null || finding.resolved_at !== null) return null;
    const { externalId, field } = finding;
    const { sync } = await loadPerson(ctx, externalId);
    if (!mayDelete && deletesInClerk(sync?.one_sided ?? null, winner)) {
      const message = "This would delete a user in Clerk: name the kind of difference to do that.";
      refuse({ code: "invalid_field", field: "drift_kind", message });
    }
    const decision = { externalId, fields: [field], winner, actor, jobId };
    const [refused] = (await resolveDifferences(ctx, decision)).refused;
    if (refused !== undefined) {
      refuse({ code: "invalid_field", field: refused.field, message: refused.message });
    }
    return null;
  },
});
