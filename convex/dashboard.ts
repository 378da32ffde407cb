import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { mutation, query } from "./_generated/server";
import { requireRole } from "./access";
import { audit } from "./lib/audit";
import { pageOfAudit } from "./lib/auditRows";
import {
  vAuditRow,
  vDriftDetail,
  vDriftGroup,
  vDriftRow,
  vEventDetail,
  vEventRow,
  vOverview,
  vOverviewRange,
  vRunRow,
  vScanState,
  vStatusCounts,
  vUserDetail,
  vUserRow,
} from "./lib/dashboardShapes";
import { pageOfDrift, readDriftGroups, readFinding } from "./lib/driftRows";
import { refuse } from "./lib/errors";
import { readOverview } from "./lib/overview";
import { pageOfEvents, readEvent } from "./lib/eventRows";
import { findProfile } from "./lib/people";
import { pageOfRuns, readRun, readScanState } from "./lib/runRows";
import { readStatusCounts } from "./lib/statusCounts";
import { pageOfUsers } from "./lib/userList";
import { readUserDetail } from "./lib/userRows";
import { roleFromClaim } from "./model/roles";
import { vDriftKind, vEventStatus, vRole, vSyncStatus, vText, vUserSort } from "./validators";

/** What support staff read. Every function needs the role `support` (or `admin`). */

/** Who is looking: `admin` may also act, and a view says so where a button would be. */
export const viewer = query({
  args: {},
  returns: v.object({ role: vRole }),
  handler: async (ctx) => {
    const { role } = await requireRole(ctx, "support");
    return { role: roleFromClaim(role) ?? "support" };
  },
});

/**
 * Counts, statistics of a range (without one: of the last 24 hours), and what needs attention.
 * Queries must not look at the clock, so the caller says what time it is; rounding `now` to the
 * minute keeps the answer cached.
 */
export const overview = query({
  args: { now: v.number(), range: v.optional(vOverviewRange) },
  returns: vOverview,
  handler: async (ctx, { now, range }) => {
    await requireRole(ctx, "support");
    return await readOverview(ctx, now, range);
  },
});

/**
 * People in the order of `sort`, newest activity first without it. `search` is part of a name or
 * username (best match first), the beginning of an id, or a whole e-mail address; `field` leaves
 * those with an open difference in it, newest difference first. Where `field` meets another filter
 * a page can hold fewer rows than asked for.
 */
export const listUsers = query({
  args: {
    paginationOpts: paginationOptsValidator,
    status: v.optional(vSyncStatus),
    field: v.optional(v.string()),
    search: v.optional(v.string()),
    sort: v.optional(vUserSort),
  },
  returns: paginationResultValidator(vUserRow),
  handler: async (ctx, args) => {
    await requireRole(ctx, "support");
    return await pageOfUsers(ctx, args);
  },
});

/** How many people there are, by status; `lag` when some of the newest changes are not in it yet. */
export const countUsers = query({
  args: {},
  returns: v.object({ counts: vStatusCounts, lag: v.boolean() }),
  handler: async (ctx) => {
    await requireRole(ctx, "support");
    return await readStatusCounts(ctx);
  },
});

/**
 * One person, both sides, with what happened lately: the `newest` (20 without it, 100 at most)
 * saves, events, differences and deeds of staff; null when unknown.
 */
export const getUser = query({
  args: { externalId: v.string(), newest: v.optional(v.number()) },
  returns: v.union(vUserDetail, v.null()),
  handler: async (ctx, { externalId, newest }) => {
    await requireRole(ctx, "support");
    return await readUserDetail(ctx, externalId, newest);
  },
});

/**
 * Events from Clerk, newest received first; `since` and `until` (ms, both included) are about when
 * they were received. `search` is the beginning of a `svix-id`, or words of the error, which come
 * with the best match first; there a page can hold fewer rows than asked for.
 */
export const listEvents = query({
  args: {
    paginationOpts: paginationOptsValidator,
    type: v.optional(v.string()),
    status: v.optional(vEventStatus),
    externalId: v.optional(v.string()),
    since: v.optional(v.number()),
    until: v.optional(v.number()),
    search: v.optional(v.string()),
  },
  returns: paginationResultValidator(vEventRow),
  handler: async (ctx, args) => {
    await requireRole(ctx, "support");
    return await pageOfEvents(ctx, args);
  },
});

/** One event by its `svix-id`, with all that is kept of it; null when none has been received. */
export const getEvent = query({
  args: { svix_id: v.string() },
  returns: v.union(vEventDetail, v.null()),
  handler: async (ctx, { svix_id }) => {
    await requireRole(ctx, "support");
    return await readEvent(ctx, svix_id);
  },
});

/**
 * Differences between Clerk and Convex, newest first: those that are open, or (`open: false`)
 * ended. `run` leaves what scans have found while that one ran. With `person` or `run` a page can
 * hold fewer rows than asked for.
 */
export const listDrift = query({
  args: {
    paginationOpts: paginationOptsValidator,
    kind: v.optional(vDriftKind),
    field: v.optional(v.string()),
    open: v.optional(v.boolean()),
    person: v.optional(v.string()),
    run: v.optional(v.string()),
  },
  returns: paginationResultValidator(vDriftRow),
  handler: async (ctx, { open = true, ...args }) => {
    await requireRole(ctx, "support");
    return await pageOfDrift(ctx, { ...args, open });
  },
});

/** Open differences by field and kind, from counts that are kept. */
export const driftGroups = query({
  args: {},
  returns: v.array(vDriftGroup),
  handler: async (ctx) => {
    await requireRole(ctx, "support");
    return await readDriftGroups(ctx);
  },
});

/** One difference, with how it came about; null when there is none of that id. */
export const getFinding = query({
  args: { finding_id: v.string() },
  returns: v.union(vDriftDetail, v.null()),
  handler: async (ctx, { finding_id }) => {
    await requireRole(ctx, "support");
    const id = ctx.db.normalizeId("driftFindings", finding_id);
    return id && (await readFinding(ctx, id));
  },
});

/** Scans, newest first. */
export const listRuns = query({
  args: { paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(vRunRow),
  handler: async (ctx, { paginationOpts }) => {
    await requireRole(ctx, "support");
    return await pageOfRuns(ctx, paginationOpts);
  },
});

/** One scan; null when there is none of that id. */
export const getRun = query({
  args: { run_id: v.string() },
  returns: v.union(vRunRow, v.null()),
  handler: async (ctx, { run_id }) => {
    await requireRole(ctx, "support");
    const id = ctx.db.normalizeId("reconcileRuns", run_id);
    return id && (await readRun(ctx, id));
  },
});

/** Whether a scan is going on, when the next are due, and what one would take. */
export const scanState = query({
  args: {},
  returns: vScanState,
  handler: async (ctx) => {
    await requireRole(ctx, "support");
    return await readScanState(ctx);
  },
});

/** What staff did, newest first; of one of them, of one kind, or to one person, event, run or job. */
export const listAudit = query({
  args: {
    paginationOpts: paginationOptsValidator,
    actor: v.optional(v.string()),
    subject: v.optional(v.string()),
    action: v.optional(v.string()),
  },
  returns: paginationResultValidator(vAuditRow),
  handler: async (ctx, args) => {
    await requireRole(ctx, "support");
    return await pageOfAudit(ctx, args);
  },
});

/**
 * A person's address, unmasked. A mutation, because that somebody looked is written down in the
 * same transaction. Needs the role `admin`. Errors: not_permitted, no_profile.
 */
export const revealEmail = mutation({
  args: { externalId: v.string() },
  returns: v.object({ email: vText }),
  handler: async (ctx, { externalId }) => {
    const { subject: actor } = await requireRole(ctx, "admin");
    const profile = await findProfile(ctx, externalId);
    if (profile === null) {
      refuse({ code: "no_profile", message: "Nobody of that id is known here." });
    }
    await audit(ctx, { actor, action: "reveal_email", subject: externalId });
    return { email: profile.email };
  },
});
