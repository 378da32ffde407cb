import classes from "./charts.module.css";
import { Swatch } from "./Swatch";
import type { Bar, Series } from "./series";

export type LegendProps = { label: string; series: readonly Series[]; bars: readonly Bar[] };

/** What each pattern means, and the sum of it. */
export function Legend({ label, series, bars }: LegendProps) {
  return (
    <ul role="list" aria-label={label} className={classes.Legend}>
      {series.map((each) => {
        const sum = bars.reduce((sum, { by }) => sum + (by[each.key] ?? 0), 0);
        const content = (
          <>
            <Swatch tone={each.tone} pattern={each.pattern} />
            {each.label} {sum.toLocaleString()}
          </>
        );
        return (
          <li key={each.key}>
            {each.href === undefined ? (
              <span className={classes.LegendItem}>{content}</span>
            ) : (
              <a href={each.href} className={classes.LegendItem}>
                {content}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
