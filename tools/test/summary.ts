import type { Counts } from "./counts";
import { sum } from "./counts";

/** How a step ended. */
export interface Outcome {
  name: string;
  title: string;
  counts: Counts;
  /** Wall time, in milliseconds. */
  took: number;
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
