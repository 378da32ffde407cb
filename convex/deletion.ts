import { v, type Infer } from "convex/values";
import { internal } from "./_generated/api";
import type { Doc } from "./_generated/dataModel";
import { internalMutation, type MutationCtx } from "./_generated/server";
import { isObject } from "./model/json";
import { redactDeleted } from "./model/redact";

/**
 * Takes a deleted person's values out of the logs: what they saved, what differed, what events
 * brought. The rows stay, and say which fields they were about.
 */

/** Rows of one transaction. */
const BATCH = 100;

const vTable = v.union(
  v.literal("outboxWrites"),
  v.literal("driftFindings"),
  v.literal("inboxEvents"),
);
type Table = Infer<typeof vTable>;
const TABLES: readonly Table[] = ["outboxWrites", "driftFindings", "inboxEvents"];

/** Scrubs a batch and goes on to the next one; `step` says where it goes on. */
export const scrub = internalMutation({
  args: {
    externalId: v.string(),
    step: v.union(v.object({ table: vTable, cursor: v.union(v.string(), v.null()) }), v.null()),
  },
  returns: v.null(),
  handler: async (ctx, { externalId, step }) => {
    const { table, cursor } = step ?? { table: "outboxWrites" as const, cursor: null };
    const next = await scrubBatch(ctx, externalId, table, cursor);
    if (next !== null) {
      await ctx.scheduler.runAfter(0, internal.deletion.scrub, { externalId, step: next });
    }
    return null;
  },
});

async function scrubBatch(
  ctx: MutationCtx,
  externalId: string,
  table: Table,
  cursor: string | null,
): Promise<{ table: Table; cursor: string | null } | null> {
  const { page, isDone, continueCursor } = await pageOf(ctx, externalId, table, cursor);
  for (const scrubRow of page) await scrubRow();
  if (!isDone) return { table, cursor: continueCursor };
  const following = TABLES[TABLES.indexOf(table) + 1];
  return following === undefined ? null : { table: following, cursor: null };
}

/** One page of a table's rows, each as what has to be done to it. */
async function pageOf(
  ctx: MutationCtx,
  externalId: string,
  table: Table,
  cursor: string | null,
): Promise<{ page: (() => Promise<void>)[]; isDone: boolean; continueCursor: string }> {
  const options = { numItems: BATCH, cursor };
  switch (table) {
    case "outboxWrites": {
      const rows = await ctx.db
        .query(table)
        .withIndex("by_external_id_and_started_at", (q) => q.eq("externalId", externalId))
        .paginate(options);
      const page = rows.page.map((row) => () => ctx.db.patch(table, row._id, scrubbedWrite(row)));
      return { ...rows, page };
    }
    case "driftFindings": {
      const rows = await ctx.db
        .query(table)
        .withIndex("by_external_id_and_found_at", (q) => q.eq("externalId", externalId))
        .paginate(options);
      const nothing = { clerk: null, convex: null };
      const page = rows.page.map(
        ({ _id }) =>
          () =>
            ctx.db.patch(table, _id, nothing),
      );
      return { ...rows, page };
    }
    case "inboxEvents": {
      const rows = await ctx.db
        .query(table)
        .withIndex("by_external_id_and_received_at", (q) => q.eq("externalId", externalId))
        .paginate(options);
      const page = rows.page.map((row) => () => ctx.db.patch(table, row._id, scrubbedEvent(row)));
      return { ...rows, page };
    }
  }
}

function scrubbedWrite(write: Doc<"outboxWrites">) {
  return {
    requested: emptied(write.requested),
    previous: emptied(write.previous),
    clerk_previous: {},
    clerk_image_url: null,
    overruled: write.overruled.map((lost) => ({ ...lost, requested: null, clerk: null })),
  };
}

function scrubbedEvent({ payload, changes, held_back }: Doc<"inboxEvents">) {
  return {
    payload: isObject(payload) ? redactDeleted(payload) : {},
    changes: changes.map(({ field }) => ({ field, from: null, to: null })),
    held_back: held_back.map((held) => ({ ...held, value: null })),
  };
}

/** The same fields with nothing in them. */
function emptied(values: Doc<"outboxWrites">["requested"]): Doc<"outboxWrites">["requested"] {
  const { interests, onboarding, ...texts } = values;
  return {
    ...Object.fromEntries(Object.keys(texts).map((field) => [field, null])),
    ...(interests && { interests: [] }),
    ...(onboarding && { onboarding: { step: null, completed_at: null } }),
  };
}
