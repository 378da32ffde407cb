import { Suspense, useId, useState, type ReactNode } from "react";
import { Skeleton } from "../../../components/ui";
import classes from "./charts.module.css";
import type { Bar } from "./series";

/** What is said of a bar: the main thing, and its parts. */
export type Reading = { head: string; rest: string };

/** What every plot gets: whose words a bar has, and who listens for what is being read. */
export type PlotProps = {
  /** Words for a bar, as a screen reader hears them. */
  nameOf: (bar: Bar) => string;
  /** Which bar is being read, by pointer or by keyboard; `null` for none. */
  onRead: (reading: { bar: Bar | null }) => void;
};

export type ChartFigureProps = {
  /** What is drawn: the chart's name. */
  label: string;
  /** What one can see in it, in a sentence; stands above it while no bar is read. */
  description: string;
  readingOf: (bar: Bar) => Reading;
  plot: (props: PlotProps) => ReactNode;
  legend: ReactNode;
};

/** The frame of a chart: its name, a line that reads the bar under pointer or focus, its legend. */
export function ChartFigure({ label, description, readingOf, plot, legend }: ChartFigureProps) {
  const hintId = useId();
  const [read, setRead] = useState<Bar | null>(null);
  const reading = read && readingOf(read);
  return (
    <figure role="group" aria-label={label} aria-describedby={hintId} className={classes.Figure}>
      <p id={hintId} hidden>
        {description} Arrow keys go from one to the next.
      </p>
      <p aria-hidden className={classes.Readout}>
        {reading ? (
          <>
            <strong>{reading.head}</strong> {reading.rest}
          </>
        ) : (
          description
        )}
      </p>
      {/* Hours and days run from left to right, whichever way the words do. */}
      <div dir="ltr" className={classes.Plot}>
        <Suspense fallback={<Skeleton height="100%" />}>
          {plot({
            nameOf: (bar) => {
              const { head, rest } = readingOf(bar);
              return rest === "" ? head : `${head} (${rest})`;
            },
            onRead: ({ bar }) => setRead(bar),
          })}
        </Suspense>
      </div>
      {legend}
    </figure>
  );
}
