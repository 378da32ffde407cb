import { EVENT_OUTCOMES, type EventOutcome } from "../../../convex/model/statuses";
import { Card, RelativeTime, SegmentedControl, outcomeLooks } from "../../components/ui";
import { inSteps } from "../lib/steps";
import type { OverviewData } from "../types";
import { EVENT_TYPES, type DashboardLinks, type OverviewRange } from "../urls";
import { count, eventTypeWords } from "../words";
import { BarsChart } from "./charts/BarsChart";
import type { Pattern, Series, SeriesTone } from "./charts/series";
import classes from "./Overview.module.css";
import { RANGE_WORDS, stepWords, stretchOf } from "./steps";

/** By what the bars are divided. */
export type EventParts = "outcome" | "type";

export type EventsCardProps = {
  data: Pick<OverviewData, "events" | "hours_since" | "last_event_at">;
  range: OverviewRange;
  parts: EventParts;
  now: number;
  links: Pick<DashboardLinks, "events">;
  onParts: (change: { parts: EventParts }) => void;
};

/** The events of the range by hour or day, divided by outcome or by type. */
export function EventsCard({ data, range, parts, now, links, onParts }: EventsCardProps) {
  const { events, hours_since, last_event_at } = data;
  const counts = [
    ...events.hours.map(({ hour, ...event }) => ({ start: hour, ...event })),
    ...events.days.map(({ day, ...event }) => ({ start: day, ...event })),
  ];
  const stretch = stretchOf(range, hours_since);
  const steps = inSteps(
    counts.map((event) => ({ ...event, key: event[parts] })),
    stretch,
  );
  const total = steps.reduce((sum, step) => sum + step.total, 0);
  const bars = steps.map((step) => {
    const time = { from: step.start, to: step.start + stretch.length };
    return {
      ...step,
      ...stepWords(step.start, stretch),
      href: links.events(time),
      hrefOf: (key: string) => links.events({ ...time, ...filterOf(parts, key) }),
    };
  });
  const series = seriesOf(parts, counts).map((each) => ({
    ...each,
    href: links.events({ from: hours_since, ...filterOf(parts, each.key) }),
  }));
  return (
    <Card
      title={`Events in the last ${RANGE_WORDS[range]}`}
      description={
        last_event_at === null ? (
          "None has come yet."
        ) : (
          <>
            {total === 0 ? "None" : count(total, "event")}. The last one came{" "}
            <RelativeTime at={last_event_at} now={now} />.
          </>
        )
      }
      actions={
        <SegmentedControl
          label="Divide events by"
          value={parts}
          segments={[
            { value: "outcome", label: "By outcome" },
            { value: "type", label: "By type" },
          ]}
          onValueChange={({ value }) => onParts({ parts: value })}
        />
      }
    >
      {total === 0 ? (
        <p className={classes.Nothing}>
          Events will stand here {range === "day" ? "hour by hour" : "day by day"}, as soon as one
          comes.
        </p>
      ) : (
        <BarsChart
          label={range === "day" ? "Events per hour" : "Events per day"}
          description={
            range === "day"
              ? "Each bar is an hour and leads to its events."
              : "Each bar is a day, from midnight to midnight UTC, and leads to its events."
          }
          noun="event"
          stepHead={range === "day" ? "Hour" : "Day"}
          series={series}
          bars={bars}
        />
      )}
    </Card>
  );
}

const OUTCOME_PATTERNS: Record<EventOutcome, Pattern> = {
  applied: "plain",
  stale: "stripes",
  ignored: "dots",
  failed: "hatch",
  dead: "solid",
};

const TYPE_LOOKS: readonly { tone: SeriesTone; pattern: Pattern }[] = [
  { tone: "success", pattern: "plain" },
  { tone: "accent", pattern: "plain" },
  { tone: "danger", pattern: "hatch" },
];
const OTHER_TYPE = { tone: "neutral", pattern: "dots" } as const;

/** Those of which there are any, the calm ones at the foot of the bars. */
function seriesOf(parts: EventParts, counts: readonly Record<EventParts, string>[]): Series[] {
  const seen = new Set(counts.map((event) => event[parts]));
  if (parts === "outcome") {
    return EVENT_OUTCOMES.filter((outcome) => seen.has(outcome)).map((outcome) => {
      const { label, tone } = outcomeLooks[outcome];
      return { key: outcome, label, tone, pattern: OUTCOME_PATTERNS[outcome] };
    });
  }
  const known = EVENT_TYPES.filter((type) => seen.delete(type));
  return [...known, ...seen].map((type) => {
    const looks = TYPE_LOOKS[EVENT_TYPES.findIndex((each) => each === type)] ?? OTHER_TYPE;
    return { key: type, label: eventTypeWords(type), ...looks };
  });
}

function filterOf(parts: EventParts, key: string) {
  if (parts === "outcome") return { outcome: EVENT_OUTCOMES.find((each) => each === key) };
  return { type: EVENT_TYPES.find((each) => each === key) };
}
