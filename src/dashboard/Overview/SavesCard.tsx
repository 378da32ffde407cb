import { Card } from "../../components/ui";
import type { OverviewData } from "../types";
import type { OverviewRange } from "../urls";
import { count } from "../words";
import { CurvesChart } from "./charts/CurvesChart";
import type { Bar, Series } from "./charts/series";
import { duration } from "../lib/duration";
import classes from "./Overview.module.css";
import { RANGE_WORDS, stepWords, stretchOf } from "./steps";

export type SavesCardProps = {
  data: Pick<OverviewData, "saves" | "hours_since">;
  range: OverviewRange;
};

const SERIES: Series[] = [
  { key: "p50", label: "Half of them within", tone: "accent", pattern: "plain" },
  { key: "p95", label: "19 of 20 within", tone: "warning", pattern: "plain" },
];

/** How long it takes from a save until Clerk is proved to have it. */
export function SavesCard({ data: { saves, hours_since }, range }: SavesCardProps) {
  const stretch = stretchOf(range, hours_since);
  const bars = Array.from({ length: stretch.count }, (_, at): Bar => {
    const start = stretch.from + at * stretch.length;
    const step = saves.steps.find((each) => each.start === start);
    return {
      start,
      ...stepWords(start, stretch),
      total: step?.count ?? 0,
      by: { p50: step?.p50_ms ?? undefined, p95: step?.p95_ms ?? undefined },
    };
  });
  return (
    <Card
      title="From save to confirmed"
      description={
        saves.count === 0
          ? "How long until Clerk is proved to have what somebody saved."
          : `${count(saves.count, "save")} confirmed in the last ${RANGE_WORDS[range]}.`
      }
    >
      {saves.count === 0 ? (
        <p className={classes.Nothing}>
          Nobody has saved a profile in the last {RANGE_WORDS[range]}. The next save will be timed
          here.
        </p>
      ) : (
        <>
          <dl className={classes.Figures}>
            {SERIES.map(({ key, label }) => (
              <div key={key}>
                <dt>{label}</dt>
                <dd>{within(key === "p50" ? saves.p50_ms : saves.p95_ms)}</dd>
              </div>
            ))}
          </dl>
          <CurvesChart
            label="Time from save to confirmed"
            description={
              range === "day" ? "Hour by hour, where anybody saved." : "Day by day (UTC)."
            }
            stepHead={range === "day" ? "Hour" : "Day"}
            series={SERIES}
            bars={bars}
            readingOf={(bar) => ({
              head: `${bar.name}: ${count(bar.total, "save")}`,
              rest:
                bar.total === 0
                  ? ""
                  : `half within ${within(bar.by.p50)}, 19 of 20 within ${within(bar.by.p95)}`,
            })}
            wordsOf={within}
          />
        </>
      )}
    </Card>
  );
}

function within(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? "–" : duration(ms);
}
