import { relative } from "../../components/ui";
import type { OverviewData } from "../types";

/** How sync is doing: one sentence, and what it rests on. */
export type Health = {
  state: "well" | "quiet" | "troubled";
  sentence: string;
  reasons: Reason[];
};

/** One thing that was looked at. `unknown`: there is nothing to judge by yet. */
export type Reason = { state: "good" | "bad" | "unknown"; words: string };

const MINUTE = 60_000;

type Facts = Pick<
  OverviewData,
  "counts" | "last_event_at" | "oldest_unprocessed_at" | "scans" | "warnings"
>;

/** Which of the server's warnings speak against which reason. */
const AGAINST = {
  arriving: ["silence", "rejections", "not_configured", "wrong_instance"],
  waiting: ["unprocessed", "dead_events"],
  saving: ["pending_save"],
  scanning: ["full_scan_too_old", "quick_scan_too_old", "scan_failed"],
} as const;

/**
 * Judges from what the server reports. The server's warnings decide whether there is trouble; ages
 * and limits are its business, so that every page and every alert agree.
 *
 * @param now the time in ms that ages are counted from
 */
export function judgeHealth(facts: Facts, now: number): Health {
  const { counts, last_event_at, warnings } = facts;
  const reasons = reasonsOf(facts, now);
  if (warnings.length > 0) {
    const sentence =
      last_event_at === null ? "Sync has not heard from Clerk yet." : "Sync needs attention.";
    return { state: "troubled", sentence, reasons };
  }
  if (last_event_at === null) {
    return { state: "quiet", sentence: "Sync has not heard from Clerk yet.", reasons };
  }
  const apart = counts.drifted + counts.failed;
  if (apart === 0) return { state: "well", sentence: "Sync is alive and well.", reasons };
  const people = apart === 1 ? "one person needs" : `${apart.toLocaleString()} people need`;
  return { state: "well", sentence: `Sync is alive, but ${people} a look.`, reasons };
}

function reasonsOf(facts: Facts, now: number): Reason[] {
  const { last_event_at, oldest_unprocessed_at, scans, warnings } = facts;
  const ago = (time: number) => (Math.abs(now - time) < MINUTE ? "just now" : relative(time, now));
  const judge = (against: readonly string[], known = true): Reason["state"] => {
    if (warnings.some(({ kind }) => against.includes(kind))) return "bad";
    return known ? "good" : "unknown";
  };
  const scannedAt = Math.max(...scans.map(({ last }) => last?.ended_at ?? -Infinity));
  const gaveUp = warnings.some(({ kind }) => kind === "dead_events");
  const waitsForSave = judge(AGAINST.saving) === "bad";
  return [
    {
      state: judge(AGAINST.arriving, last_event_at !== null),
      words:
        last_event_at === null
          ? "No event has come yet; the first one starts it"
          : `The last event came ${ago(last_event_at)}`,
    },
    {
      state: judge(AGAINST.waiting),
      words:
        oldest_unprocessed_at !== null
          ? `The oldest event waiting came ${ago(oldest_unprocessed_at)}`
          : gaveUp
            ? "Some events were given up"
            : "No event is waiting",
    },
    {
      state: judge(AGAINST.saving),
      words: waitsForSave ? "A save waits for Clerk for too long" : "No save waits for too long",
    },
    {
      state: judge(AGAINST.scanning, scannedAt > 0),
      words: scannedAt > 0 ? `The last scan ended ${ago(scannedAt)}` : "No scan has ended yet",
    },
  ];
}
