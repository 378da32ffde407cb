import type { NamedTableInfo, OrderedQuery } from "convex/server";
import type { DataModel, Doc, TableNames } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { BULK_JOB_STATES, CLERK_STATES, RUN_STATES } from "../model/statuses";
import { SPANS } from "./spans";
import { MAX_KINDS } from "./warnings";

/**
 * What is forgotten, and when. Each rule is a range of an index from its old end, so that looking
 * costs nothing where nothing is old. What is open, unfinished or still wanted is in no range.
 */

const DAY_MS = 24 * 60 * 60_000;

/** What one transaction deletes; far below its 16,000 writes, and done in a moment. */
export const BATCH = 200;

/** For how many days rows are kept. */
export const KEEP_DAYS = {
  /** Support asks about last week; a log of what went well is of no use to anyone after a month. */
  handledEvents: 30,
  /** They wait for somebody to mend their cause and replay them; a quarter is patience enough. */
  deadEvents: 90,
  /** An address outlives its event only by a bug; a week after, it has no business here. */
  heldEmails: 7,
  /** A person's history, as support shows it: a quarter, with what happened beside it. */
  closedSaves: 90,
  resolvedFindings: 90,
  endedRuns: 90,
  endedJobs: 90,
  /** For comparing this month with the last. */
  eventStats: 90,
  /** Who did what is asked late, and once a year at that. */
  auditLog: 365,
  /** The overview shows them for a day. */
  warnings: 7,
} as const;

export interface Rule {
  /** Forgets up to `limit` rows that are too old at `now`. Answers with how many. */
  sweep: (ctx: MutationCtx, now: number, limit: number) => Promise<number>;
}

/** In the order in which they are swept. */
export const RULES: readonly Rule[] = [
  ...(["applied", "stale", "ignored"] as const).map((status) =>
    rule("inboxEvents", KEEP_DAYS.handledEvents, (ctx, before) =>
      ctx.db
        .query("inboxEvents")
        .withIndex("by_status_and_received_at", (q) =>
          q.eq("status", status).lt("received_at", before),
        ),
    ),
  ),
  rule("inboxEvents", KEEP_DAYS.deadEvents, (ctx, before) =>
    ctx.db
      .query("inboxEvents")
      .withIndex("by_status_and_received_at", (q) =>
        q.eq("status", "dead").lt("received_at", before),
      ),
  ),
  rule(
    "inboxEmails",
    KEEP_DAYS.heldEmails,
    (ctx, before) =>
      ctx.db
        .query("inboxEmails")
        .withIndex("by_creation_time", (q) => q.lt("_creationTime", before)),
    async (ctx, { event }) => {
      const status = (await ctx.db.get("inboxEvents", event))?.status;
      return status !== "received" && status !== "failed";
    },
  ),
  ...CLERK_STATES.map((clerk) =>
    rule("outboxWrites", KEEP_DAYS.closedSaves, (ctx, before) =>
      ctx.db
        .query("outboxWrites")
        .withIndex("by_open_and_clerk_and_started_at", (q) =>
          q.eq("open", false).eq("clerk", clerk).lt("started_at", before),
        ),
    ),
  ),
  rule("driftFindings", KEEP_DAYS.resolvedFindings, (ctx, before) =>
    ctx.db
      .query("driftFindings")
      // null, of what is not resolved, comes before all numbers.
      .withIndex("by_resolved_at_and_found_at", (q) =>
        q.gte("resolved_at", 0).lt("resolved_at", before),
      ),
  ),
  ...RUN_STATES.filter((state) => state !== "running").map((state) =>
    rule("reconcileRuns", KEEP_DAYS.endedRuns, (ctx, before) =>
      ctx.db
        .query("reconcileRuns")
        .withIndex("by_state_and_started_at", (q) => q.eq("state", state).lt("started_at", before)),
    ),
  ),
  ...BULK_JOB_STATES.filter((state) => state !== "running").map((state) =>
    rule("bulkJobs", KEEP_DAYS.endedJobs, (ctx, before) =>
      ctx.db
        .query("bulkJobs")
        .withIndex("by_state_and_started_at", (q) => q.eq("state", state).lt("started_at", before)),
    ),
  ),
  ...SPANS.flatMap((span) =>
    (["eventStats", "syncStats", "rejections"] as const).map((table) =>
      rule(table, KEEP_DAYS.eventStats, (ctx, before) =>
        ctx.db
          .query(table)
          .withIndex("by_span_and_start", (q) => q.eq("span", span).lt("start", before)),
      ),
    ),
  ),
  rule("auditLog", KEEP_DAYS.auditLog, (ctx, before) =>
    ctx.db.query("auditLog").withIndex("by_at", (q) => q.lt("at", before)),
  ),
  { sweep: sweepWarnings },
];

/**
 * @param tooOld the rows of the table that are older than a time, as a range of an index
 * @param isOver false for a row that must stay for now, though it is old
 */
function rule<Table extends TableNames>(
  table: Table,
  days: number,
  tooOld: (ctx: MutationCtx, before: number) => OrderedQuery<NamedTableInfo<DataModel, Table>>,
  isOver?: (ctx: MutationCtx, row: Doc<Table>) => Promise<boolean>,
): Rule {
  return {
    sweep: async (ctx, now, limit) => {
      let deleted = 0;
      for (const row of await tooOld(ctx, now - days * DAY_MS).take(limit)) {
        if (isOver !== undefined && !(await isOver(ctx, row))) continue;
        await ctx.db.delete(table, row._id);
        deleted += 1;
      }
      return deleted;
    },
  };
}

/** There is one row per kind, so all of them can be looked at. */
async function sweepWarnings(ctx: MutationCtx, now: number): Promise<number> {
  const before = now - KEEP_DAYS.warnings * DAY_MS;
  const rows = await ctx.db.query("warnings").take(MAX_KINDS);
  const old = rows.filter(({ last_at }) => last_at < before);
  for (const { _id } of old) await ctx.db.delete("warnings", _id);
  return old.length;
}
