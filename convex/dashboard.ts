import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { query } from "./_generated/server";
import { requireRole } from "./access";
import { vEventRow, vOverview, vUserDetail, vUserRow } from "./lib/dashboardShapes";
import { readOverview } from "./lib/overview";
import { pageOfEvents, readEvent } from "./lib/eventRows";
import { pageOfUsers, readUserDetail } from "./lib/userRows";
import { vEventStatus, vSyncStatus } from "./validators";

/** What support staff read. Every function needs the role `support` (or `admin`). */

/**
 * Counts, the last 24 hours of events, and what needs attention. Queries must not look at the
 * clock, so the caller says what time it is; rounding `now` to the minute keeps the answer cached.
 */
export const overview = query({
  args: { now: v.number() },
  returns: vOverview,
  handler: async (ctx, { now }) => {
    await requireRole(ctx, "support");
    return await readOverview(ctx, now);
  },
});

/**
 * People, newest activity first; with `search` (part of a name, a username or an id), best match
 * first. With both `search` and `status` a page can hold fewer rows than asked for.
 */
export const listUsers = query({
  args: {
    paginationOpts: paginationOptsValidator,
    status: v.optional(vSyncStatus),
    search: v.optional(v.string()),
  },
  returns: paginationResultValidator(vUserRow),
  handler: async (ctx, args) => {
    await requireRole(ctx, "support");
    return await pageOfUsers(ctx, args);
  },
});

/** One person, both sides, with the newest saves, events and differences; null when unknown. */
export const getUser = query({
  args: { externalId: v.string() },
  returns: v.union(vUserDetail, v.null()),
  handler: async (ctx, { externalId }) => {
    await requireRole(ctx, "support");
    return await readUserDetail(ctx, externalId);
  },
});

/** Events from Clerk, newest received first. */
export const listEvents = query({
  args: {
    paginationOpts: paginationOptsValidator,
    type: v.optional(v.string()),
    status: v.optional(vEventStatus),
    externalId: v.optional(v.string()),
  },
  returns: paginationResultValidator(vEventRow),
  handler: async (ctx, args) => {
    await requireRole(ctx, "support");
    return await pageOfEvents(ctx, args);
  },
});

/** One event by its `svix-id`; null when none has been received. */
export const getEvent = query({
  args: { svix_id: v.string() },
  returns: v.union(vEventRow, v.null()),
  handler: async (ctx, { svix_id }) => {
    await requireRole(ctx, "support");
    return await readEvent(ctx, svix_id);
  },
});
