import { lazy } from "react";
import { count } from "../../words";
import { ChartFigure } from "./ChartFigure";
import { ChartTable } from "./ChartTable";
import { Legend } from "./Legend";
import type { Bar, Series } from "./series";

const BarsPlot = lazy(() => import("./BarsPlot"));

export type BarsChartProps = {
  /** What is drawn: the chart's name. */
  label: string;
  /** What one can see in it, in a sentence. */
  description: string;
  /** What is counted, in the singular. */
  noun: string;
  /** The head of the table's first column. */
  stepHead: string;
  series: readonly Series[];
  bars: readonly Bar[];
};

/** Counts as stacked bars. Each bar and each of its parts is a link to the list of what it counts. */
export function BarsChart({ label, description, noun, stepHead, series, bars }: BarsChartProps) {
  const readingOf = (bar: Bar) => ({
    head: `${bar.name}: ${count(bar.total, noun)}`,
    rest: series
      .filter(({ key }) => bar.by[key])
      .map(({ key, label }) => `${label} ${bar.by[key]?.toLocaleString()}`)
      .join(" · "),
  });
  return (
    <>
      <ChartFigure
        label={label}
        description={description}
        readingOf={readingOf}
        plot={(props) => <BarsPlot series={series} bars={bars} {...props} />}
        legend={<Legend label={`${label}, in all`} series={series} bars={bars} />}
      />
      <ChartTable caption={label} stepHead={stepHead} series={series} bars={bars} />
    </>
  );
}
