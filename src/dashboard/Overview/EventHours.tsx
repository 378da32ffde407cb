import type { CSSProperties } from "react";
import { EVENT_OUTCOMES } from "../../../convex/model/statuses";
import { Card, EventChip, RelativeTime, outcomeLooks } from "../../components/ui";
import { lastHours, type HourOfEvents } from "../lib/hours";
import type { EventCount } from "../types";
import type { DashboardLinks } from "../urls";
import { count } from "../words";
import classes from "./EventHours.module.css";

type EventHoursProps = {
  hours: readonly EventCount[];
  now: number;
  lastEventAt: number | null;
  links: Pick<DashboardLinks, "events">;
};

type Outcome = EventCount["outcome"];
type Hour = HourOfEvents<Outcome>;

/** The events of the last 24 hours as bars, their sums, and the same as a table. */
export function EventHours({ hours: counts, now, lastEventAt, links }: EventHoursProps) {
  const hours = lastHours(counts, now);
  const total = hours.reduce((sum, hour) => sum + hour.total, 0);
  const seen = EVENT_OUTCOMES.filter((outcome) => sumOf(hours, outcome) > 0);
  return (
    <Card
      title="Events in the last 24 hours"
      description={
        lastEventAt === null ? (
          "None has come yet."
        ) : (
          <>
            {total === 0 ? "None" : count(total, "event")}. The last one came{" "}
            <RelativeTime at={lastEventAt} now={now} />.
          </>
        )
      }
      actions={<a href={links.events()}>All events</a>}
    >
      {total === 0 ? (
        <p className={classes.Silence}>
          Events will stand here hour by hour, as soon as one comes.
        </p>
      ) : (
        <Bars hours={hours} />
      )}
      {seen.length > 0 && (
        <ul role="list" aria-label="Events by outcome" className={classes.Legend}>
          {seen.map((outcome) => (
            <li key={outcome}>
              <a href={links.events({ outcome })} className={classes.LegendLink}>
                <EventChip outcome={outcome} /> {sumOf(hours, outcome).toLocaleString()}
              </a>
            </li>
          ))}
        </ul>
      )}
      {total > 0 && <HoursTable hours={hours} outcomes={seen} />}
    </Card>
  );
}

function sumOf(hours: Hour[], outcome: Outcome): number {
  return hours.reduce((sum, hour) => sum + (hour.byOutcome[outcome] ?? 0), 0);
}

/** For the eye alone; the table says the same to everyone. */
function Bars({ hours }: { hours: Hour[] }) {
  const highest = Math.max(1, ...hours.map((hour) => hour.total));
  return (
    <div aria-hidden className={classes.Chart}>
      <span className={classes.Highest}>{highest > 1 && highest.toLocaleString()}</span>
      <div className={classes.Bars}>
        {hours.map((hour) => (
          <div key={hour.start} className={classes.Hour} title={hourWords(hour)}>
            {EVENT_OUTCOMES.map((outcome) => {
              const share = (hour.byOutcome[outcome] ?? 0) / highest;
              if (share === 0) return null;
              const size: CSSProperties = { blockSize: `${share * 100}%` };
              return (
                <div
                  key={outcome}
                  className={classes.Part}
                  data-tone={outcomeLooks[outcome].tone}
                  style={size}
                />
              );
            })}
          </div>
        ))}
      </div>
      <div className={classes.Axis}>
        {hours
          .filter((_, at) => at % 6 === 0)
          .map((hour) => (
            <span key={hour.start}>{clock(hour.start)}</span>
          ))}
        <span>now</span>
      </div>
    </div>
  );
}

function HoursTable({ hours, outcomes }: { hours: Hour[]; outcomes: Outcome[] }) {
  return (
    <details className={classes.Details}>
      <summary>As a table</summary>
      <table className={classes.Table}>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {outcomeLooks[outcome].label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.start}>
              <th scope="row">{clock(hour.start)}</th>
              {outcomes.map((outcome) => (
                <td key={outcome}>{(hour.byOutcome[outcome] ?? 0).toLocaleString()}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

function clock(time: number): string {
  return CLOCK.format(time);
}

function hourWords(hour: Hour): string {
  const parts = EVENT_OUTCOMES.filter((outcome) => hour.byOutcome[outcome]).map(
    (outcome) => `${outcomeLooks[outcome].label} ${hour.byOutcome[outcome]?.toLocaleString()}`,
  );
  return [`${clock(hour.start)}: ${count(hour.total, "event")}`, ...parts].join("\n");
}
