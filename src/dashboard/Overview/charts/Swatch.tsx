import { useId, type ReactNode } from "react";
import type { Pattern, Series } from "./series";
import classes from "./charts.module.css";

/** The colour and the pattern of a series, for legends and tables. */
export function Swatch({ tone, pattern }: Pick<Series, "tone" | "pattern">) {
  const id = useId();
  return (
    <svg aria-hidden width="14" height="14" className={classes.Swatch}>
      <defs>
        <PatternFill id={id} tone={tone} pattern={pattern} />
      </defs>
      <rect width="14" height="14" rx="3" fill={`url(#${id})`} data-tone={tone} />
    </svg>
  );
}

/** An SVG pattern: the fill of a series. Colours come from the style sheet, by tone. */
export function PatternFill({
  id,
  tone,
  pattern,
}: { id: string } & Pick<Series, "tone" | "pattern">) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" data-tone={tone}>
      <rect width="6" height="6" className={pattern === "solid" ? classes.Ink : classes.Ground} />
      {MARKS[pattern]}
    </pattern>
  );
}

const MARKS: Record<Pattern, ReactNode> = {
  plain: null,
  solid: null,
  stripes: <path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" className={classes.Line} />,
  dots: <circle cx="3" cy="3" r="1.4" className={classes.Ink} />,
  hatch: <path d="M0 0L6 6M6 0L0 6" className={classes.Line} />,
};
