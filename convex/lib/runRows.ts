import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Infer } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { describeMissing, readEnv } from "../env";
import { staffName } from "./auditRows";
import { pickFields, vRunRow, type RunRow, type vScanState } from "./dashboardShapes";
import { findRunningWalk } from "./reconcile/runs";
import { readScheduledScan, SCAN_EVERY_MS } from "./scanSchedule";
import { readStatusCounts } from "./statusCounts";
import { rowsOfPage } from "./watchedPage";

/** Scans as the dashboard shows them. */

/** Newest first. */
export async function pageOfRuns(
  ctx: QueryCtx,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<RunRow>> {
  const found = await ctx.db
    .query("reconcileRuns")
    .withIndex("by_started_at")
    .order("desc")
    .paginate(paginationOpts);
  return await rowsOfPage(found, (run) => runRow(ctx, run));
}

export async function readRun(ctx: QueryCtx, id: Id<"reconcileRuns">): Promise<RunRow | null> {
  const run = await ctx.db.get("reconcileRuns", id);
  return run && (await runRow(ctx, run));
}

/** The newest comparison of one person with Clerk. */
export async function newestCheck(ctx: QueryCtx, externalId: string): Promise<RunRow | null> {
  const run = await ctx.db
    .query("reconcileRuns")
    .withIndex("by_external_id_and_started_at", (q) => q.eq("externalId", externalId))
    .order("desc")
    .first();
  return run && (await runRow(ctx, run));
}

export async function readScanState(ctx: QueryCtx): Promise<Infer<typeof vScanState>> {
  const running = await findRunningWalk(ctx);
  const { counts } = await readStatusCounts(ctx);
  const { secretKey, reconcileRepair } = readEnv();
  const { deleted: _, ...living } = counts;
  return {
    running: running && (await runRow(ctx, running)),
    schedule: await Promise.all(
      (["quick", "full"] as const).map(async (kind) => {
        const { last, next_due_at } = await readScheduledScan(ctx, kind);
        const every_ms = SCAN_EVERY_MS[kind];
        return { kind, every_ms, last_at: last?.started_at ?? null, next_due_at };
      }),
    ),
    people: Object.values(living).reduce((sum, count) => sum + count, 0),
    repairs: reconcileRepair,
    missing: secretKey === null ? describeMissing(["CLERK_SECRET_KEY"]) : null,
  };
}

async function runRow(ctx: QueryCtx, run: Doc<"reconcileRuns">): Promise<RunRow> {
  const actor_name = run.actor === null ? null : await staffName(ctx, run.actor);
  return pickFields(vRunRow, { ...run, actor_name });
}
