import { DRIFT_KINDS } from "../../../convex/model/statuses";
import { Card } from "../../components/ui";
import { inSteps } from "../lib/steps";
import type { OverviewData } from "../types";
import type { DashboardLinks, OverviewRange } from "../urls";
import { count, fieldWords, findingWords } from "../words";
import { BarsChart } from "./charts/BarsChart";
import type { Pattern, Series, SeriesTone } from "./charts/series";
import classes from "./Overview.module.css";
import { daysOf, stepWords } from "./steps";

export type DriftCardProps = {
  data: Pick<OverviewData, "drift">;
  range: OverviewRange;
  now: number;
  links: Pick<DashboardLinks, "drift">;
};

/** The differences that are open now, by field and kind, and how many were found on each day. */
export function DriftCard({ data: { drift }, range, now, links }: DriftCardProps) {
  const open = drift.open.reduce((sum, each) => sum + each.count, 0);
  const stretch = daysOf(range, now);
  const steps = inSteps(
    drift.found.map(({ day, kind, count }) => ({ start: day, key: kind, count })),
    stretch,
  );
  const found = steps.reduce((sum, step) => sum + step.total, 0);
  const bars = steps.map((step) => ({
    ...step,
    ...stepWords(step.start, stretch),
    href: links.drift(),
    hrefOf: (key: string) => links.drift(filterOf(key)),
  }));
  const series = seriesOf(drift.found).map((each) => ({
    ...each,
    href: links.drift(filterOf(each.key)),
  }));
  return (
    <Card
      title="Drift"
      description={`${open === 0 ? "No difference is" : count(open, "difference")} open now.`}
      actions={<a href={links.drift()}>All differences</a>}
    >
      {open > 0 && (
        <ul role="list" aria-label="Open now" className={classes.Measures}>
          {[...drift.open]
            .sort((a, b) => b.count - a.count)
            .map(({ field, kind, count }) => (
              <li key={`${field} ${kind}`} className={classes.Measure}>
                <a href={links.drift({ field, kind })} className={classes.MeasureWords}>
                  {fieldWords(field)}
                </a>
                <span className={classes.MeasureOf}>{findingWords(kind)}</span>
                <span className={classes.MeasureCount}>{count.toLocaleString()}</span>
              </li>
            ))}
        </ul>
      )}
      {found === 0 ? (
        <p className={classes.Nothing}>
          None was found in the last {stretch.count} days. Scans and events look for differences;
          what they find will be counted here day by day.
        </p>
      ) : (
        <BarsChart
          label="Differences found per day"
          description={`Found in the last ${stretch.count} days (UTC), still open or not.`}
          noun="difference"
          stepHead="Day"
          series={series}
          bars={bars}
        />
      )}
    </Card>
  );
}

const LOOKS: readonly { tone: SeriesTone; pattern: Pattern }[] = [
  { tone: "warning", pattern: "plain" },
  { tone: "info", pattern: "stripes" },
  { tone: "danger", pattern: "hatch" },
  { tone: "danger", pattern: "solid" },
  { tone: "accent", pattern: "dots" },
];

function seriesOf(found: OverviewData["drift"]["found"]): Series[] {
  return DRIFT_KINDS.flatMap((kind, at) => {
    const looks = LOOKS[at];
    if (!looks || !found.some((each) => each.kind === kind)) return [];
    return [{ key: kind, label: findingWords(kind), ...looks }];
  });
}

function filterOf(key: string) {
  return { kind: DRIFT_KINDS.find((kind) => kind === key) };
}
