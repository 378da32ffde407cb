import { v, type Infer } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { whyNotReplayable } from "../model/replayable";
import { vEventStatus, type vBulkFilter } from "../validators";
import type { BulkWork } from "./bulkJobs";
import { refuse } from "./errors";
import { eventRange, findEvent } from "./eventRows";
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
  /** Received no earlier, and no later, than this; in ms. */
  since: v.optional(v.number()),
  until: v.optional(v.number()),
});

type ReplayFilter = Extract<Infer<typeof vBulkFilter>, { kind: "replay" }>;

/** The filter as a job keeps it; refuses one that would match every event with `empty_filter`. */
export function asReplayFilter(filter: Infer<typeof vReplayFilter>): ReplayFilter {
  if (Object.values(filter).every((part) => part === undefined)) {
    const message = "Say which events to replay: a status, a type, a person or a time.";
    refuse({ code: "empty_filter", message });
  }
  return { kind: "replay", ...filter };
}

/** Oldest first, so that most of a person's events are applied rather than found stale. */
export const replayWork: BulkWork<"replay", "inboxEvents"> = {
  kind: "replay",
  rows: (ctx, filter, ordered) => {
    const until = Math.min(filter.until ?? ordered, ordered);
    return eventRange(ctx, { ...filter, until }).order("asc");
  },
  matches: (event) => whyNotReplayable(event) === null,
  one: async (ctx, id, { actor }) => {
    const event = await ctx.db.get("inboxEvents", id);
    if (event !== null) await replayEvent(ctx, event, actor);
  },
};

/** Finds an event that can be replayed; refuses with `unknown_event` or `not_replayable`. */
export async function findReplayable(ctx: QueryCtx, svixId: string): Promise<Doc<"inboxEvents">> {
  const event = await findEvent(ctx, svixId);
  if (event === null) {
    refuse({ code: "unknown_event", message: `No event with the svix-id ${svixId} is kept.` });
  }
  const message = whyNotReplayable(event);
  if (message !== null) refuse({ code: "not_replayable", message });
  return event;
}

/** Puts the event back and starts the drain. One that still waits for its turn is left to it. */
export async function replayEvent(
  ctx: MutationCtx,
  { _id, status }: Pick<Doc<"inboxEvents">, "_id" | "status">,
  actor: string,
): Promise<void> {
  if (status !== "received") {
    await ctx.db.patch("inboxEvents", _id, {
      status: "received",
      replayed_at: Date.now(),
      replayed_by: actor,
      processed_at: null,
      attempts: 0,
      next_attempt_at: null,
      error: null,
      error_text: "",
    });
  }
  await startDrain(ctx);
}
