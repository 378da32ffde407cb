import { FileQuestionMark } from "lucide-react";
import { Banner, EmptyState, EventChip, RelativeTime, Skeleton } from "../../components/ui";
import { Facts, Section } from "../Detail/Detail";
import { FieldValue } from "../FieldValue/FieldValue";
import type { EventRow } from "../types";
import type { DashboardLinks } from "../urls";
import { count, eventTypeWords, fieldWords, outcomeSentence } from "../words";
import classes from "./EventDetail.module.css";

export type EventState =
  | { status: "loading" }
  | { status: "unknown"; svixId: string }
  | { status: "ready"; data: EventRow };

export type EventDetailViewProps = {
  event: EventState;
  links: Pick<DashboardLinks, "users" | "events">;
};

/** One event: what became of it, what it changed, when. */
export function EventDetailView({ event, links }: EventDetailViewProps) {
  switch (event.status) {
    case "loading":
      return <Loading />;
    case "unknown":
      return (
        <EmptyState icon={FileQuestionMark} title="There is no such event">
          Nothing has been received with the id <code>{event.svixId}</code>.
        </EmptyState>
      );
    case "ready":
      return <Ready event={event.data} links={links} />;
  }
}

function Ready({ event, links }: { event: EventRow; links: EventDetailViewProps["links"] }) {
  return (
    <div className={classes.EventDetail}>
      <header className={classes.Head}>
        <h3 className={classes.Title}>{eventTypeWords(event.type)}</h3>
        <EventChip outcome={event.status} />
      </header>
      <p className={classes.Sentence}>{outcomeSentence(event)}</p>
      {event.error && (
        <Banner
          tone={event.status === "ignored" || event.status === "stale" ? "info" : "danger"}
          title={event.error.message}
        >
          <code>{event.error.kind}</code>
        </Banner>
      )}
      <Section title="What changed in Convex" count={event.changes.length}>
        <Changes changes={event.changes} />
      </Section>
      {event.held_back.length > 0 && (
        <Section title="Held back" count={event.held_back.length}>
          <HeldBack values={event.held_back} />
        </Section>
      )}
      <Section title="When">
        <div className={classes.Padded}>
          <Facts facts={times(event)} />
        </div>
      </Section>
      <Facts facts={identity(event, links)} />
    </div>
  );
}

function Changes({ changes }: Pick<EventRow, "changes">) {
  if (changes.length === 0) return <p className={classes.Nothing}>Nothing.</p>;
  return (
    <table className={classes.Changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field}>
            <th scope="row">{fieldWords(field)}</th>
            <td>
              <FieldValue field={field} value={from} where="before" />
            </td>
            <td>
              <FieldValue field={field} value={to} where="afterwards" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeldBack({ values }: { values: EventRow["held_back"] }) {
  return (
    <>
      <p className={classes.Nothing}>A newer save of the person’s stood over what this brought.</p>
      <table className={classes.Changes}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Clerk had</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ field, value }) => (
            <tr key={field}>
              <th scope="row">{fieldWords(field)}</th>
              <td>
                <FieldValue field={field} value={value} where="in Clerk" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function times(event: EventRow) {
  const { event_at, received_at, processed_at, next_attempt_at } = event;
  return [
    ["Made in Clerk", <RelativeTime key="event" at={event_at} />],
    ["Received", <RelativeTime key="received" at={received_at} />],
    [
      "Done with",
      processed_at === null ? "not yet" : <RelativeTime key="processed" at={processed_at} />,
    ],
    ...(next_attempt_at === null
      ? []
      : ([["Next attempt", <RelativeTime key="next" at={next_attempt_at} />]] as const)),
    ["Delivered", count(event.deliveries, "time")],
    ["Tried", count(event.attempts, "time")],
  ] as const;
}

function identity(event: EventRow, links: EventDetailViewProps["links"]) {
  const { externalId } = event;
  return [
    [
      "Person",
      externalId === null ? (
        "none"
      ) : (
        <a key="person" href={links.users({ user: externalId })}>
          {event.name ?? <code>{externalId}</code>}
        </a>
      ),
    ],
    ["Type", <code key="type">{event.type}</code>],
    ["Event id", <code key="id">{event.svix_id}</code>],
    ["Clerk instance", event.instance_id ? <code key="in">{event.instance_id}</code> : "not said"],
  ] as const;
}

function Loading() {
  return (
    <div className={classes.EventDetail} aria-busy>
      <Skeleton width="12rem" height="1.25rem" />
      <Skeleton width="80%" />
      <Skeleton height="8rem" />
      <Skeleton height="9rem" />
    </div>
  );
}
