import type { RunRow, ScanState } from "../types";
import { count } from "../words";

/** What can be started, what each looks at, and what it costs. */
export type Scan = { kind: "full" | "quick"; dry_run: boolean };

export const SCAN_NAMES: Record<RunRow["kind"], string> = {
  full: "Everybody",
  quick: "Changed lately",
  user: "One person",
};

/** Clerk answers with this many people at a time. */
const PAGE = 500;

/** What a scan looks at, in a sentence. */
export function scanMeaning(kind: Scan["kind"]): string {
  return kind === "full"
    ? "Compares every person in Clerk with Convex, and finds those whom only one side has."
    : "Compares those whom Clerk has changed since the last scan. It cannot see who is gone.";
}

/** What it takes, in a sentence. */
export function scanCost(kind: Scan["kind"], { people }: Pick<ScanState, "people">): string {
  if (kind === "quick") return "Usually one call to Clerk.";
  const calls = Math.max(1, Math.ceil(people / PAGE)) + 1;
  return `About ${count(calls, "call")} to Clerk for ${people.toLocaleString()} people.`;
}

/** What becomes of what it finds. */
export function scanAftermath({ dry_run }: Scan, { repairs }: Pick<ScanState, "repairs">): string {
  if (dry_run) return "Only counts: nothing is written, and nothing appears under Drift.";
  return repairs
    ? "What it finds is mended at once, by the owner of each field."
    : "What it finds appears under Drift, and is left for you to decide.";
}

/** How far a scan is, in words. */
export function progressWords({ done, total }: Pick<RunRow, "done" | "total">): string {
  return total === null
    ? `${done.toLocaleString()} people so far`
    : `${done.toLocaleString()} of ${total.toLocaleString()} people`;
}

/** Who or what started it. */
export function triggerWords({ trigger, actor_name }: RunRow): string {
  return trigger === "cron" ? "the schedule" : (actor_name ?? "an admin");
}

/** What came of it, in a few words. */
export function resultWords({ state, counts, dry_run, error }: RunRow): string {
  if (state === "failed") return error?.message ?? "It failed.";
  const found = counts.findings === 0 ? "no difference" : count(counts.findings, "difference");
  const parts = [
    dry_run ? `would find ${found}` : `${found} found`,
    counts.repairs > 0 && `${counts.repairs.toLocaleString()} mended`,
    counts.unreadable > 0 && `${counts.unreadable.toLocaleString()} unreadable`,
  ];
  const words = parts.filter(Boolean).join(", ");
  return state === "cancelled" ? `stopped; ${words}` : words;
}

/** "4 s", "2 min 5 s", "1 h 3 min": how long it took. In ms. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "every 15 minutes", "every 24 hours". In ms. */
export function everyWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes % 60 !== 0) return `every ${count(minutes, "minute")}`;
  return `every ${count(minutes / 60, "hour")}`;
}
