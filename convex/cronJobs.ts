import type { Crons } from "convex/server";
import { internal } from "./_generated/api";
import { SCAN_EVERY_MS } from "./lib/scanSchedule";

/**
 * Adds the safety nets to an app's crons, under names that begin with "clerkSync: ". Everything
 * here also happens by itself, minutes earlier, unless a job was lost. Finding nothing to do costs
 * each a few indexed reads.
 */
export function addClerkSyncCrons(crons: Crons): void {
  const often = { minutes: 1 };
  crons.interval("clerkSync: apply events that are due", often, internal.inbox.wake, {});
  crons.interval("clerkSync: check saves that have not settled", often, internal.outbox.sweep, {});
  crons.interval("clerkSync: add up people by status", often, internal.counts.fold, {});
  crons.interval("clerkSync: take up lost batches", often, internal.bulkJobs.revive, {});
  crons.interval("clerkSync: take up lost scans", often, internal.scan.sweep, {});

  const hourly = { hours: 1 };
  crons.interval("clerkSync: sweep unnamed pictures", hourly, internal.avatars.sweep, {});
  const atNight = { hourUTC: 3, minuteUTC: 17 };
  crons.daily("clerkSync: forget what is old", atNight, internal.retention.sweep, {});

  // What webhooks have missed is found by the quick scan within minutes; what that one cannot see
  // (somebody deleted, somebody changed in Convex by hand), by the full one within a day.
  for (const kind of ["quick", "full"] as const) {
    const interval = { seconds: SCAN_EVERY_MS[kind] / 1000 };
    crons.interval(`clerkSync: ${kind} scan`, interval, internal.scan.startByCron, { kind });
  }
}
