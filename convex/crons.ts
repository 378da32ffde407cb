import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";

/**
 * Safety nets: everything here also happens by itself, minutes earlier, unless a job was lost.
 * Finding nothing to do costs each a few indexed reads.
 */
const crons = cronJobs();

crons.interval("apply events that are due", { minutes: 1 }, internal.inbox.wake, {});
crons.interval("check saves that have not settled", { minutes: 1 }, internal.outbox.sweep, {});
crons.interval("add up people by status", { minutes: 1 }, internal.counts.fold, {});
crons.interval("take up lost batches", { minutes: 1 }, internal.bulkJobs.revive, {});

export default crons;
