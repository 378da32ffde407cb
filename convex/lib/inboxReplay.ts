import { v, type Infer } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { isEmptied } from "../model/redact";
import { vEventStatus, type vBulkFilter } from "../validators";
import type { BulkWork } from "./bulkJobs";
import { refuse } from "./errors";
import { eventRange } from "./eventRows";
import { startDrain } from "./inboxDrain";

/**
 * Replay: an event is put back to where it stood when it came, and goes its usual way again. The
 * ordering rules judge it as they judge a late delivery, so an old event ends `stale`, and a
 * replay can never take a person back in time.
 */

/** Which events to replay: those that all of its parts are true of. */
export const vReplayFilter = v.object({
  status: v.optional(vEventStatus),
  type: v.optional(v.string()),
  externalId: v.optional(v.string()),
});

type ReplayFilter = Extract<Infer<typeof vBulkFilter>, { kind: "replay" }>;

/** The filter as a job keeps it; refuses one that would match every event with `empty_filter`. */
export function asReplayFilter(filter: Infer<typeof vReplayFilter>): ReplayFilter {
  if (Object.values(filter).every((part) => part === undefined)) {
    const message = "Say which events to replay: a status, a type or a person.";
    refuse({ code: "empty_filter", message });
  }
  return { kind: "replay", ...filter };
}

/** Oldest first, so that most of a person's events are applied rather than found stale. */
export const replayWork: BulkWork<"replay", "inboxEvents"> = {
  kind: "replay",
  rows: (ctx, filter, until) => eventRange(ctx, filter, until).order("asc"),
  matches: (event) => whyNot(event) === null,
  one: async (ctx, id) => {
    const event = await ctx.db.get("inboxEvents", id);
    if (event !== null) await replayEvent(ctx, event);
  },
};

/** Finds an event that can be replayed; refuses with `unknown_event` or `not_replayable`. */
export async function findReplayable(ctx: QueryCtx, svixId: string): Promise<Doc<"inboxEvents">> {
  const event = await ctx.db
    .query("inboxEvents")
    .withIndex("by_svix_id", (q) => q.eq("svix_id", svixId))
    .unique();
  if (event === null) {
    refuse({ code: "unknown_event", message: `No event with the svix-id ${svixId} is kept.` });
  }
  const message = whyNot(event);
  if (message !== null) refuse({ code: "not_replayable", message });
  return event;
}

/** Puts the event back and starts the drain. One that still waits for its turn is left to it. */
export async function replayEvent(
  ctx: MutationCtx,
  { _id, status }: { _id: Id<"inboxEvents">; status: Doc<"inboxEvents">["status"] },
): Promise<void> {
  if (status !== "received") {
    await ctx.db.patch("inboxEvents", _id, {
      status: "received",
      replayed_at: Date.now(),
      processed_at: null,
      attempts: 0,
      next_attempt_at: null,
      error: null,
    });
  }
  await startDrain(ctx);
}

/** Why nothing can be made of an event again; null when something can. */
function whyNot({ type, payload }: Doc<"inboxEvents">): string | null {
  if (type === "malformed") {
    return "This event was malformed when it came, and nothing of it can be applied.";
  }
  if (isEmptied(payload)) {
    return "The person was deleted, and what this event said of them has been erased.";
  }
  return null;
}
