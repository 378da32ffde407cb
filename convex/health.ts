import { v } from "convex/values";
import { internalQuery } from "./_generated/server";
import { readActivity } from "./lib/activity";
import { vTime } from "./validators";

/** What `GET /health` needs to know. */
export const ages = internalQuery({
  args: {},
  returns: v.object({ last_event_at: vTime, oldest_unprocessed_at: vTime }),
  handler: async (ctx) => await readActivity(ctx),
});
