/*
 * What the charts draw, free of any library of charts.
 */

/** How the parts of a bar can be told apart without colour. */
export type Pattern = "plain" | "stripes" | "dots" | "hatch" | "solid";

/** Which of the tokens' colours it has. */
export type SeriesTone = "success" | "info" | "neutral" | "warning" | "danger" | "accent";

/** One kind of what is counted: a part of each bar, a column of the table. */
export type Series = {
  key: string;
  label: string;
  tone: SeriesTone;
  pattern: Pattern;
  /** All of this kind, over the whole chart. */
  href?: string;
};

/** One bar, a row of the table. */
export type Bar = {
  start: number;
  /** On the axis. */
  label: string;
  /** In full, such as "Nov 22, 14:00 to 15:00". */
  name: string;
  total: number;
  by: Readonly<Record<string, number | undefined>>;
  /** What it counts, as a list. */
  href?: string;
  /** The same of one series. */
  hrefOf?: (key: string) => string;
};
