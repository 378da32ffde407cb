import type { Outcome } from "./burst/burst";
import type { Figure } from "./sections/section";
import { formatNumber, formatTable } from "./table";

/** What a part of the bench has to say. */
export interface PartReport {
  readonly tables: readonly string[];
  /** How the figures came about, below the tables. */
  readonly notes: readonly string[];
  /** What must not be. */
  readonly complaints: readonly string[];
}

/** What one target came to at the two numbers of users. */
export interface Measured {
  readonly name: string;
  readonly small: readonly Figure[];
  readonly large: readonly Figure[];
}

/** A section with two columns and their ratio for each target. */
export function sizesTable(
  title: string,
  sizes: readonly [number, number],
  measured: readonly Measured[],
): string {
  const [small, large] = sizes.map((users) => users.toLocaleString("en"));
  const head = [
    title,
    ...measured.flatMap(({ name }) => [`${name}, ${small}`, `${large}`, "ratio"]),
  ];
  const rows = (measured[0]?.small ?? []).map((figure, line) => [
    figure.title,
    ...measured.flatMap(({ small, large }) => cells(small[line], large[line])),
  ]);
  return formatTable(head, rows);
}

/** Both handlers side by side. */
export function burstTable(
  title: string,
  ours: { readonly name: string; readonly outcome: Outcome },
  plain: { readonly name: string; readonly outcome: Outcome },
): string {
  const rows = ours.outcome.figures.map((figure, line) => [
    figure.title,
    ...cells(plain.outcome.figures[line], figure),
  ]);
  return formatTable([title, plain.name, ours.name, "ratio"], rows);
}

/** Counts are whole, medians and shares are not: less than this is no growth. */
const GROWTH = 0.5;

/** The lines that must not grow with the number of users, and do. */
export function grownLines({ small, large }: Measured): string[] {
  return small
    .filter(({ steady, value }, line) => {
      const later = large[line]?.value ?? null;
      return steady === true && value !== null && later !== null && later - value >= GROWTH;
    })
    .map(({ title }) => title.trim());
}

/** The lines that are over what they may be at most. */
export function tooLargeLines({ small, large }: Measured): string[] {
  const isTooLarge = ({ value, most }: Figure) =>
    value !== null && most !== undefined && value > most;
  return [...new Set([...small, ...large].filter(isTooLarge).map(({ title }) => title.trim()))];
}

function cells(from: Figure | undefined, to: Figure | undefined): string[] {
  const [a, b] = [from?.value ?? null, to?.value ?? null];
  const shown = [a, b].map((value) => (value === null ? "-" : formatNumber(value)));
  return [...shown, a === null || b === null || a === 0 ? "-" : `${formatNumber(b / a)} x`];
}
