import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";
import { SCAN_EVERY_MS, type ScheduledKind } from "./lib/scanSchedule";

/**
 * Safety nets: everything here also happens by itself, minutes earlier, unless a job was lost.
 * Finding nothing to do costs each a few indexed reads.
 */
const crons = cronJobs();

crons.interval("apply events that are due", { minutes: 1 }, internal.inbox.wake, {});
crons.interval("check saves that have not settled", { minutes: 1 }, internal.outbox.sweep, {});
crons.interval("add up people by status", { minutes: 1 }, internal.counts.fold, {});
crons.interval("take up lost batches", { minutes: 1 }, internal.bulkJobs.revive, {});
crons.interval("take up lost scans", { minutes: 1 }, internal.scan.sweep, {});
crons.interval("sweep pictures that no save named", { hours: 1 }, internal.avatars.sweep, {});

// What webhooks have missed is found by the quick scan within minutes; what that one cannot see
// (somebody deleted, somebody changed in Convex by hand), by the full one within a day.
crons.interval("compare people changed lately", every("quick"), internal.scan.startByCron, {
  kind: "quick",
});
crons.interval("compare everybody", every("full"), internal.scan.startByCron, { kind: "full" });
crons.daily("forget what is old", { hourUTC: 3, minuteUTC: 17 }, internal.retention.sweep, {});

function every(kind: ScheduledKind): { seconds: number } {
  return { seconds: SCAN_EVERY_MS[kind] / 1000 };
}

export default crons;
