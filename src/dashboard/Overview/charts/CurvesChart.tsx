import { lazy } from "react";
import { ChartFigure, type Reading } from "./ChartFigure";
import { ChartTable } from "./ChartTable";
import type { Bar, Series } from "./series";
import classes from "./charts.module.css";

const CurvesPlot = lazy(() => import("./CurvesPlot"));

export type CurvesChartProps = {
  label: string;
  description: string;
  stepHead: string;
  /** The first is drawn through, the others dashed. */
  series: readonly Series[];
  bars: readonly Bar[];
  readingOf: (bar: Bar) => Reading;
  wordsOf: (value: number | undefined) => string;
};

/** Values as curves, a gap where there is none. */
export function CurvesChart(props: CurvesChartProps) {
  const { label, description, stepHead, series, bars, readingOf, wordsOf } = props;
  return (
    <>
      <ChartFigure
        label={label}
        description={description}
        readingOf={readingOf}
        plot={(plot) => <CurvesPlot series={series} bars={bars} tickOf={wordsOf} {...plot} />}
        legend={
          <ul role="list" aria-label={`${label}, the lines`} className={classes.Legend}>
            {series.map(({ key, label, tone }, at) => (
              <li key={key} className={classes.LegendItem}>
                <svg aria-hidden width="22" height="10" data-tone={tone}>
                  <path
                    d="M1 5H21"
                    className={classes.Curve}
                    strokeDasharray={at === 0 ? undefined : "5 4"}
                  />
                </svg>
                {label}
              </li>
            ))}
          </ul>
        }
      />
      <ChartTable {...{ caption: label, stepHead, series, bars, wordsOf }} />
    </>
  );
}
