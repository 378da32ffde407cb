import { v, type Infer } from "convex/values";
import type { TableNames } from "../_generated/dataModel";
import { mutation, query, type MutationCtx } from "../_generated/server";
import { requireRole } from "../access";
import { audit, type AuditAction, type vAuditDetail } from "./audit";
import {
  cancelJob,
  countRows,
  readJob,
  startJob,
  vBulkJobRow,
  type BulkFilterOf,
  type BulkKind,
  type BulkWork,
} from "./bulkJobs";

/** What is public about bulk jobs, alike for every kind: ordering, stopping and watching one. */

export const vOrderedJob = v.object({
  count: v.number(),
  /** There are more than `count`, which is as far as was counted. */
  more: v.boolean(),
  /** null when nothing was started. */
  job_id: v.union(v.id("bulkJobs"), v.null()),
});

/** Counts what the filter means and, unless `dry_run` or there is nothing, starts and audits it. */
export async function orderJob<Kind extends BulkKind, Table extends TableNames>(
  ctx: MutationCtx,
  work: BulkWork<Kind, Table>,
  order: {
    filter: BulkFilterOf<Kind>;
    actor: string;
    dry_run: boolean;
    action: AuditAction;
    detail: Infer<typeof vAuditDetail>;
  },
): Promise<Infer<typeof vOrderedJob>> {
  const { filter, actor, dry_run, action, detail } = order;
  const counted = await countRows(ctx, work, filter);
  if (dry_run || (counted.count === 0 && !counted.more)) return { ...counted, job_id: null };
  const job_id = await startJob(ctx, work, { filter, actor, counted });
  await audit(ctx, { actor, action, subject: job_id, detail: { ...detail, ...counted } });
  return { ...counted, job_id };
}

/** The two functions with which a kind of job is stopped and watched. */
export function bulkJobFunctions(kind: BulkKind, cancelled: AuditAction) {
  return {
    cancel: mutation({
      args: { job_id: v.id("bulkJobs") },
      returns: v.boolean(),
      handler: async (ctx, { job_id }) => {
        const { subject: actor } = await requireRole(ctx, "admin");
        const wasRunning = await cancelJob(ctx, kind, job_id);
        if (wasRunning) await audit(ctx, { actor, action: cancelled, subject: job_id });
        return wasRunning;
      },
    }),
    progress: query({
      args: { job_id: v.optional(v.id("bulkJobs")) },
      returns: v.union(vBulkJobRow, v.null()),
      handler: async (ctx, { job_id }) => {
        await requireRole(ctx, "support");
        return await readJob(ctx, kind, job_id ?? null);
      },
    }),
  };
}
