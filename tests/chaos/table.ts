import { addTo, type Tally } from "./tally";
import type { Report } from "./simulate";

/** What all histories of a run came to. */
export interface Totals {
  runs: number;
  /** Of those, with the real client libraries. */
  withTabs: number;
  actions: number;
  faults: Tally;
  divergent: Report["divergent"];
  /** Sentences about what should not be. */
  problems: number;
  longestHealMs: number;
}

export function noTotals(): Totals {
  return {
    runs: 0,
    withTabs: 0,
    actions: 0,
    faults: {},
    divergent: { atStop: 0, beforeScan: 0, afterScan: 0 },
    problems: 0,
    longestHealMs: 0,
  };
}

export function addReport(totals: Totals, report: Report, hasTabs: boolean): void {
  totals.runs += 1;
  totals.withTabs += Number(hasTabs);
  totals.actions += report.actions;
  addTo(totals.faults, report.faults);
  for (const when of ["atStop", "beforeScan", "afterScan"] as const) {
    totals.divergent[when] += report.divergent[when];
  }
  totals.problems += report.problems.length;
  totals.longestHealMs = Math.max(totals.longestHealMs, report.healMs);
}

/** The summary, two columns of plain text. */
export function table(totals: Totals): string {
  const faults = Object.entries(totals.faults).sort(([a], [b]) => a.localeCompare(b));
  const struck = faults.reduce((sum, [, times]) => sum + times, 0);
  const { atStop, beforeScan, afterScan } = totals.divergent;
  const rows: [string, string | number][] = [
    ["histories", totals.runs],
    ["  with the real client libraries", totals.withTabs],
    ["things done", totals.actions],
    ["faults that struck", struck],
    ...faults.map(([kind, times]): [string, number] => [`  ${kind}`, times]),
    ["people who differed when the faults stopped", atStop],
    ["  once all was delivered and checked", beforeScan],
    ["  after the repairing scan", afterScan],
    ["promises broken (lost, resurrected, unaccounted for)", totals.problems],
    ["longest time to heal, simulated", inWords(totals.longestHealMs)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows
    .map(([label, value]) => `${label.padEnd(width)}${String(value).padStart(8)}`)
    .join("\n");
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${Math.round(ms / 1_000)} s` : `${(minutes / 60).toFixed(1)} h`;
}
