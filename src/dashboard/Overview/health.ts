import { relative } from "../../components/ui";
import type { OverviewData } from "../types";

/** How sync is doing, in one sentence. */
export type Health = {
  state: "well" | "quiet" | "troubled";
  sentence: string;
  /** The reason behind it, or `null` if the sentence says it all. */
  because: string | null;
};

const MINUTE = 60_000;

type Facts = Pick<OverviewData, "counts" | "last_event_at" | "oldest_unprocessed_at" | "warnings">;

/**
 * Judges from what the server reports. The server's warnings decide whether there is trouble; ages
 * and limits are its business, so that every page and every alert agree.
 *
 * @param now the time in ms that ages are counted from
 */
export function judgeHealth(facts: Facts, now: number): Health {
  const ago = (time: number) => (Math.abs(now - time) < MINUTE ? "just now" : relative(time, now));
  const { counts, last_event_at, oldest_unprocessed_at, warnings } = facts;
  const apart = counts.drifted + counts.failed;
  if (last_event_at === null) {
    return {
      state: warnings.length > 0 ? "troubled" : "quiet",
      sentence: "Sync has not heard from Clerk yet.",
      because: warnings.length > 0 ? reasons(warnings.length) : "It starts with the first event.",
    };
  }
  if (warnings.length > 0) {
    return {
      state: "troubled",
      sentence: "Sync needs attention.",
      because: `The last event from Clerk came ${ago(last_event_at)}. ${reasons(warnings.length)}`,
    };
  }
  return {
    state: "well",
    sentence:
      apart === 0
        ? "Sync is alive and well."
        : `Sync is alive, but ${apart === 1 ? "one person needs" : `${apart.toLocaleString()} people need`} a look.`,
    because: [
      `The last event from Clerk came ${ago(last_event_at)}`,
      oldest_unprocessed_at === null
        ? "and nothing is waiting."
        : `and the oldest one waiting came ${ago(oldest_unprocessed_at)}.`,
    ].join(" "),
  };
}

function reasons(warnings: number): string {
  return warnings === 1
    ? "The warning below says what is wrong."
    : `The ${warnings} warnings below say what is wrong.`;
}
