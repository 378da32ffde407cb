import classes from "./charts.module.css";
import type { Bar, Series } from "./series";

export type ChartTableProps = {
  caption: string;
  stepHead: string;
  series: readonly Pick<Series, "key" | "label">[];
  bars: readonly Bar[];
  /** A value in words. @default the number */
  wordsOf?: (value: number | undefined) => string;
};

/** What a chart shows, as a table that can be opened under it. */
export function ChartTable({
  caption,
  stepHead,
  series,
  bars,
  wordsOf = (value = 0) => value.toLocaleString(),
}: ChartTableProps) {
  return (
    <details className={classes.Details}>
      <summary>As a table</summary>
      {/* Scrolls, so it must be reachable by keyboard. */}
      <div
        role="region"
        aria-label={`${caption}, as a table`}
        tabIndex={0}
        className={classes.Scroll}
      >
        <table className={classes.Table}>
          <thead>
            <tr>
              <th scope="col">{stepHead}</th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.start}>
                <th scope="row">{bar.href ? <a href={bar.href}>{bar.name}</a> : bar.name}</th>
                {series.map(({ key }) => {
                  const words = wordsOf(bar.by[key]);
                  const href = bar.by[key] ? bar.hrefOf?.(key) : undefined;
                  return <td key={key}>{href ? <a href={href}>{words}</a> : words}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
