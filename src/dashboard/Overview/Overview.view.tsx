import { Activity, MoonStar, TriangleAlert } from "lucide-react";
import { SYNC_STATUSES } from "../../../convex/model/statuses";
import { Banner, Card, RelativeTime, Skeleton, statusLooks } from "../../components/ui";
import { PageHeader } from "../PageHeader/PageHeader";
import type { OverviewData, SyncStatus, Warning } from "../types";
import type { DashboardLinks } from "../urls";
import { STATUS_MEANINGS, warningWords } from "../words";
import { EventHours } from "./EventHours";
import { judgeHealth } from "./health";
import classes from "./Overview.module.css";

export type OverviewState = { status: "loading" } | { status: "ready"; data: OverviewData };

export type OverviewViewProps = {
  overview: OverviewState;
  /** The time in ms that ages are counted from. */
  now: number;
  links: Pick<DashboardLinks, "users" | "events">;
};

/** How sync is doing, at one glance. */
export function OverviewView({ overview, now, links }: OverviewViewProps) {
  return (
    <div className={classes.Overview} aria-busy={overview.status === "loading"}>
      <PageHeader title="Overview" />
      {overview.status === "loading" ? (
        <Loading />
      ) : (
        <Ready data={overview.data} now={now} links={links} />
      )}
    </div>
  );
}

function Ready({ data, now, links }: { data: OverviewData } & Omit<OverviewViewProps, "overview">) {
  return (
    <>
      <HealthLine data={data} now={now} />
      {data.warnings.length > 0 && (
        <ul role="list" aria-label="Warnings" className={classes.Warnings}>
          {data.warnings.map((warning) => (
            <li key={warning.kind}>
              <WarningBanner warning={warning} now={now} links={links} />
            </li>
          ))}
        </ul>
      )}
      <Card title="People" flush>
        <ul role="list" className={classes.Tiles}>
          {SYNC_STATUSES.map((status) => (
            <li key={status}>
              <Tile status={status} count={data.counts[status]} href={links.users({ status })} />
            </li>
          ))}
        </ul>
        {data.counts_lag && (
          <p className={classes.CountsLag}>
            Many changed at once. These counts will have all of them in a few seconds.
          </p>
        )}
      </Card>
      <EventHours
        hours={data.events.hours}
        now={now}
        lastEventAt={data.last_event_at}
        links={links}
      />
    </>
  );
}

const HEALTH_ICONS = { well: Activity, quiet: MoonStar, troubled: TriangleAlert };

function HealthLine({ data, now }: { data: OverviewData; now: number }) {
  const { state, sentence, because } = judgeHealth(data, now);
  const Icon = HEALTH_ICONS[state];
  return (
    <div className={classes.Health} data-state={state}>
      <span className={classes.HealthIcon}>
        <Icon aria-hidden size={20} />
      </span>
      <div>
        <p className={classes.HealthSentence}>{sentence}</p>
        {because && <p className={classes.HealthReason}>{because}</p>}
      </div>
    </div>
  );
}

type WarningBannerProps = { warning: Warning } & Omit<OverviewViewProps, "overview">;

function WarningBanner({ warning, now, links }: WarningBannerProps) {
  const { problem, advice } = warningWords(warning);
  return (
    <Banner
      tone="warning"
      title={problem}
      actions={
        warning.kind === "dead_events" && (
          <a href={links.events({ outcome: "dead" })}>Show these events</a>
        )
      }
    >
      {advice}{" "}
      {warning.since !== null && (
        <>
          It began <RelativeTime at={warning.since} now={now} />.
        </>
      )}
    </Banner>
  );
}

type TileProps = { status: SyncStatus; count: number; href: string };

function Tile({ status, count, href }: TileProps) {
  const { label, tone, icon: Icon } = statusLooks[status];
  return (
    <a href={href} className={classes.Tile} data-tone={tone} data-none={count === 0 || undefined}>
      <span className={classes.TileLabel}>
        <Icon aria-hidden size={15} strokeWidth={2.25} />
        {label}
      </span>
      <span className={classes.TileCount}>{count.toLocaleString()}</span>
      <span className={classes.TileMeaning}>{STATUS_MEANINGS[status]}</span>
    </a>
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
      <Card title="Events in the last 24 hours">
        <Skeleton height="10rem" />
      </Card>
    </>
  );
}
