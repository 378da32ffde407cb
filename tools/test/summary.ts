import type { Counts } from "./counts";
import { sum } from "./counts";

/** How a step ended. */
export interface Outcome {
  name: string;
  title: string;
  counts: Counts;
  /** Wall time, in milliseconds. */
  took: number;
  /** The end of what it said; a runner tells there what failed, and why. */
  lastWords: string[];
}

/** What the steps that failed said at their end: nobody should have to look for it further up. */
export function failures(outcomes: Outcome[]): string {
  return outcomes
    .filter(({ counts }) => counts.failed > 0)
    .map(({ name, lastWords }) => [`── ${name} failed ──`, ...lastWords].join("\n"))
    .join("\n\n");
}

/** One line for each step: its mark, name, counts and time. */
export function summary(outcomes: Outcome[]): string {
  return outcomes.map(outcomeLine).join("\n");
}

export function outcomeLine({ name, counts, took }: Outcome): string {
  const mark = counts.failed > 0 ? "✗" : "✓";
  const parts = [
    `${counts.passed} passed`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  const seconds = `${(took / 1000).toFixed(1)} s`;
  return `${mark} ${name.padEnd(13)}${parts.join(", ").padEnd(32)}${seconds.padStart(8)}`;
}

/** The last line of a run, which other programs read. */
export function totalLine(outcomes: Outcome[]): string {
  const { passed, failed } = sum(outcomes.map(({ counts }) => counts));
  return `${passed} passed, ${failed} failed`;
}
