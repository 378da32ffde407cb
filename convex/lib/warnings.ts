import type { MutationCtx, QueryCtx } from "../_generated/server";

/** One row per kind, and these are few. */
export const MAX_KINDS = 20;

/** Notes something that the overview must warn of; one row per kind, so that it cannot pile up. */
export async function raiseWarning(
  ctx: MutationCtx,
  warning: { kind: string; message: string; count: number },
): Promise<void> {
  const now = Date.now();
  const { kind, message, count } = warning;
  const row = await ctx.db
    .query("warnings")
    .withIndex("by_kind", (q) => q.eq("kind", kind))
    .unique();
  if (row === null) {
    await ctx.db.insert("warnings", { kind, message, count, since: now, last_at: now });
  } else {
    await ctx.db.patch("warnings", row._id, { message, count: row.count + count, last_at: now });
  }
}

/** What the overview warns of: `kind` is stable, `message` says what is wrong and what to do. */
export interface Warning {
  kind: string;
  message: string;
  since: number | null;
}

/** Warnings that were raised last after a time. */
export async function recentWarnings(ctx: QueryCtx, after: number): Promise<Warning[]> {
  const rows = await ctx.db.query("warnings").take(MAX_KINDS);
  return rows
    .filter(({ last_at }) => last_at > after)
    .map(({ kind, message, since }) => ({ kind, message, since }));
}
