import type { MutationCtx } from "../_generated/server";

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
