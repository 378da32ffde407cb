import { Card } from "../../components/ui";
import type { OverviewData } from "../types";
import type { DashboardLinks, OverviewRange } from "../urls";
import { count, failureWords } from "../words";
import classes from "./Overview.module.css";
import { RANGE_WORDS } from "./steps";

export type FailuresCardProps = {
  data: Pick<OverviewData, "failures" | "hours_since">;
  range: OverviewRange;
  links: Pick<DashboardLinks, "events">;
};

const OF_WHAT = { event: "events", save: "saves", delivery: "refused" };

/** What went wrong how often, most frequent first. */
export function FailuresCard({ data: { failures, hours_since }, range, links }: FailuresCardProps) {
  const most = Math.max(...failures.map((failure) => failure.count), 1);
  const total = failures.reduce((sum, failure) => sum + failure.count, 0);
  return (
    <Card
      title="Failures by kind"
      description={`${total === 0 ? "None" : count(total, "failed attempt")} in the last ${RANGE_WORDS[range]}.`}
    >
      {failures.length === 0 ? (
        <p className={classes.Nothing}>
          Every event could be applied, and every save reached Clerk. What fails will be counted
          here by its kind.
        </p>
      ) : (
        <ul role="list" aria-label="Failures by kind" className={classes.Measures}>
          {failures.map((failure) => {
            const words = failureWords(failure);
            return (
              <li key={`${failure.of} ${failure.kind}`} className={classes.Measure}>
                <span className={classes.MeasureWords}>
                  {failure.of === "event" ? (
                    <a href={links.events({ outcome: "failed", from: hours_since })}>{words}</a>
                  ) : (
                    words
                  )}
                </span>
                <span className={classes.MeasureOf}>{OF_WHAT[failure.of]}</span>
                <span className={classes.MeasureCount}>{failure.count.toLocaleString()}</span>
                <span
                  aria-hidden
                  className={classes.MeasureBar}
                  style={{ inlineSize: `${(failure.count / most) * 100}%` }}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
