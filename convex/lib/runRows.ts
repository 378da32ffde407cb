import type { PaginationOptions, PaginationResult } from "convex/server";
import type { QueryCtx } from "../_generated/server";
import { pickFields, vRunRow, type RunRow } from "./dashboardShapes";
import { staffName } from "./auditRows";

/** Scans as the dashboard lists them, newest first. */
export async function pageOfRuns(
  ctx: QueryCtx,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<RunRow>> {
  const page = await ctx.db
    .query("reconcileRuns")
    .withIndex("by_started_at")
    .order("desc")
    .paginate(paginationOpts);
  const rows = page.page.map(async (run) =>
    pickFields(vRunRow, {
      ...run,
      actor_name: run.actor === null ? null : await staffName(ctx, run.actor),
    }),
  );
  return { ...page, page: await Promise.all(rows) };
}
