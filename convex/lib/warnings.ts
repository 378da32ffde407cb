import type { MutationCtx, QueryCtx } from "../_generated/server";
import { WARNING_KINDS, type WarningKind } from "../model/statuses";

/** One row per kind, and these are few. */
export const MAX_KINDS = 20;

/** Notes something that the overview must warn of; one row per kind, so that it cannot pile up. */
export async function raiseWarning(
  ctx: MutationCtx,
  warning: { kind: WarningKind; message: string; count: number },
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
  kind: WarningKind;
  message: string;
  since: number | null;
}

/** Warnings that were raised last after a time. */
export async function recentWarnings(ctx: QueryCtx, after: number): Promise<Warning[]> {
  const rows = await ctx.db.query("warnings").take(MAX_KINDS);
  return rows.flatMap(({ kind, message, since, last_at }) =>
    isKind(kind) && last_at > after ? [{ kind, message, since }] : [],
  );
}

/** A row may be of an earlier version that warned of something else. */
function isKind(kind: string): kind is WarningKind {
  return WARNING_KINDS.some((known) => known === kind);
}
