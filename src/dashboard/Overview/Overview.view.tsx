import { SYNC_STATUSES } from "../../../convex/model/statuses";
import { Card, SegmentedControl, Skeleton } from "../../components/ui";
import { PageHeader } from "../PageHeader/PageHeader";
import type { OverviewData } from "../types";
import { OVERVIEW_RANGES, type DashboardLinks, type OverviewRange } from "../urls";
import { DriftCard } from "./DriftCard";
import { EventsCard, type EventParts } from "./EventsCard";
import { FailuresCard } from "./FailuresCard";
import { HealthLine } from "./HealthLine";
import classes from "./Overview.module.css";
import { People } from "./People";
import { SavesCard } from "./SavesCard";
import { ScansCard } from "./ScansCard";
import { RANGE_WORDS } from "./steps";
import { Warnings } from "./Warnings";

export type OverviewState =
  | { status: "loading" }
  | {
      status: "ready";
      data: OverviewData;
      /** The range that `data` is about; another than the chosen one while that is on its way. */
      range: OverviewRange;
    };

export type OverviewViewProps = {
  overview: OverviewState;
  /** The time in ms that ages are counted from. */
  now: number;
  /** The range that is chosen. */
  range: OverviewRange;
  /** By what the bars of events are divided. */
  parts: EventParts;
  links: Pick<DashboardLinks, "users" | "events" | "drift" | "runs">;
  onRange: (change: { range: OverviewRange }) => void;
  onParts: (change: { parts: EventParts }) => void;
};

/** How sync is doing, at one glance. */
export function OverviewView(props: OverviewViewProps) {
  const { overview, range, onRange } = props;
  const isBusy = overview.status === "loading" || overview.range !== range;
  return (
    <div lang="en" className={classes.Overview} aria-busy={isBusy}>
      <PageHeader
        title="Overview"
        actions={
          <SegmentedControl
            label="Time range"
            value={range}
            segments={OVERVIEW_RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }))}
            onValueChange={({ value }) => onRange({ range: value })}
          />
        }
      />
      {overview.status === "loading" ? (
        <Loading />
      ) : (
        <Ready {...props} data={overview.data} range={overview.range} />
      )}
    </div>
  );
}

type ReadyProps = { data: OverviewData } & Omit<OverviewViewProps, "overview" | "onRange">;

function Ready({ data, now, range, parts, links, onParts }: ReadyProps) {
  return (
    <>
      <HealthLine data={data} now={now} />
      {data.warnings.length > 0 && <Warnings warnings={data.warnings} now={now} links={links} />}
      <People data={data} links={links} />
      <EventsCard {...{ data, range, parts, now, links, onParts }} />
      <div className={classes.Columns}>
        <SavesCard data={data} range={range} />
        <DriftCard data={data} range={range} now={now} links={links} />
        <FailuresCard data={data} range={range} links={links} />
        <ScansCard data={data} now={now} links={links} />
      </div>
    </>
  );
}

function Loading() {
  return (
    <>
      <div className={classes.Health}>
        <Skeleton width="2.5rem" height="2.5rem" />
        <div className={classes.HealthWords}>
          <Skeleton width="14rem" height="1.5rem" />
          <Skeleton width="24rem" />
        </div>
      </div>
      <Card title="People" flush>
        <ul role="list" className={classes.Tiles}>
          {SYNC_STATUSES.map((status) => (
            <li key={status} className={classes.Tile}>
              <Skeleton width="5rem" />
              <Skeleton width="3rem" height="1.75rem" />
              <Skeleton width="8rem" />
            </li>
          ))}
        </ul>
      </Card>
      <Card title="Events">
        <Skeleton height="17rem" />
      </Card>
      <div className={classes.Columns}>
        {["From save to confirmed", "Drift", "Failures by kind", "Scans"].map((title) => (
          <Card key={title} title={title}>
            <Skeleton height="10rem" />
          </Card>
        ))}
      </div>
    </>
  );
}
