import { FileQuestionMark, Mail, RotateCcw } from "lucide-react";
import { Banner, Button, EmptyState, EventChip, RelativeTime, Skeleton } from "../../components/ui";
import { CopyButton } from "../Copy/CopyButton";
import { Facts, Section } from "../Detail/Detail";
import type { Role } from "../lib/useRole";
import { NeedsRole } from "../NeedsRole/NeedsRole";
import { duration } from "../lib/duration";
import type { EventData } from "../types";
import type { DashboardLinks } from "../urls";
import { count, eventTypeWords, outcomeSentence } from "../words";
import { Attempts } from "./Attempts";
import { Changes, HeldBack } from "./Changes";
import classes from "./EventDetail.module.css";
import { Payload } from "./Payload";

export type EventState =
  | { status: "loading" }
  | { status: "unknown"; svixId: string }
  | { status: "ready"; data: EventData };

/** Something that was asked of the server, and how far that is. */
export type ReplayState =
  { status: "idle" } | { status: "busy" } | { status: "refused"; message: string };

export type EmailState =
  | { status: "hidden" }
  | { status: "busy" }
  | { status: "shown"; email: string | null }
  | { status: "refused"; message: string };

export type EventDetailViewProps = {
  event: EventState;
  links: Pick<DashboardLinks, "users" | "events">;
  /** What the person who looks may do; `undefined` while that is not known. */
  role: Role | undefined;
  replay: ReplayState;
  email: EmailState;
  onReplay: () => void;
  /** Asks for the person's address in clear, which is written into the audit log. */
  onReveal: () => void;
};

/** One event: what became of it, what it changed, every attempt, and what Clerk sent. */
export function EventDetailView({ event, ...props }: EventDetailViewProps) {
  switch (event.status) {
    case "loading":
      return <Loading />;
    case "unknown":
      return (
        <EmptyState icon={FileQuestionMark} title="There is no such event">
          Nothing has been received with the id <code>{event.svixId}</code>, or it has been
          forgotten since: what went well is kept for a month.
        </EmptyState>
      );
    case "ready":
      return <Ready {...props} event={event.data} />;
  }
}

type ReadyProps = Omit<EventDetailViewProps, "event"> & { event: EventData };

function Ready(props: ReadyProps) {
  const { event, links } = props;
  return (
    <div className={classes.EventDetail}>
      <div className={classes.Head}>
        <h3 className={classes.Title}>{eventTypeWords(event.type)}</h3>
        <EventChip outcome={event.status} />
      </div>
      <p className={classes.Sentence}>{outcomeSentence(event)}</p>
      {event.error && (
        <Banner
          tone={event.status === "ignored" || event.status === "stale" ? "info" : "danger"}
          title={event.error.message}
        >
          <code>{event.error.kind}</code>
        </Banner>
      )}
      <Replay {...props} />
      <Section title="What changed in Convex" count={event.changes.length}>
        <Changes changes={event.changes} />
      </Section>
      {event.held_back.length > 0 && (
        <Section title="Held back" count={event.held_back.length}>
          <HeldBack values={event.held_back} />
        </Section>
      )}
      <Section title="Attempts" count={event.attempt_log.length}>
        <Attempts {...event} />
      </Section>
      <Section title="When">
        <div className={classes.Padded}>
          <Facts facts={times(event, links)} />
        </div>
      </Section>
      <Section title="Who and where from">
        <div className={classes.Padded}>
          <Facts facts={identity(props)} />
        </div>
      </Section>
      <Section title="What Clerk sent, redacted">
        <Payload payload={asObject(event.payload)} />
      </Section>
    </div>
  );
}

/** Of a payload that Convex knows as anything at all. */
function asObject(payload: unknown): object {
  return typeof payload === "object" && payload !== null ? payload : { payload };
}

function Replay({ event, role, replay, onReplay }: ReadyProps) {
  if (role === undefined) return null;
  if (event.not_replayable !== null) {
    return <p className={classes.WhyNot}>It cannot be replayed. {event.not_replayable}</p>;
  }
  if (role !== "admin") return <NeedsRole doing="Replaying an event" />;
  return (
    <div className={classes.Replay}>
      <Button
        icon={<RotateCcw aria-hidden />}
        busy={replay.status === "busy"}
        aria-disabled={event.status === "received" || undefined}
        onClick={onReplay}
      >
        Replay
      </Button>
      <p role="status" className={classes.WhyNot}>
        {replay.status === "refused"
          ? replay.message
          : event.status === "received"
            ? "It waits for its turn."
            : "Applies it once more; what is newer in Convex stays."}
      </p>
    </div>
  );
}

function times(event: EventData, links: ReadyProps["links"]) {
  const { event_at, received_at, processed_at, replayed_at } = event;
  const replayed = replayed_at !== null && (
    <>
      <RelativeTime at={replayed_at} />
      {event.replayed_by !== null && (
        <>
          {" by "}
          <a href={links.users({ user: event.replayed_by })}>
            {event.replayed_by_name ?? event.replayed_by}
          </a>
        </>
      )}
    </>
  );
  const done =
    processed_at === null ? (
      "not yet"
    ) : (
      <>
        <RelativeTime at={processed_at} />, after{" "}
        {duration(processed_at - (replayed_at ?? received_at))}
      </>
    );
  return [
    ["Made in Clerk", <RelativeTime key="event" at={event_at} />],
    ["Received", <RelativeTime key="received" at={received_at} />],
    ["Delivered", count(event.deliveries, "time")],
    ...(replayed ? ([["Replayed", replayed]] as const) : []),
    ["Done with", done],
  ] as const;
}

function identity({ event, links, role, email, onReveal }: ReadyProps) {
  const { externalId } = event;
  const person =
    externalId === null ? (
      "none"
    ) : (
      <>
        <a href={links.users({ user: externalId })}>{event.name ?? <code>{externalId}</code>}</a>
        {" · "}
        <a href={links.events({ person: externalId })}>all their events</a>
      </>
    );
  return [
    ["Person", person],
    ...(externalId === null || role === undefined
      ? []
      : ([
          ["E-mail", <Email key="email" role={role} email={email} onReveal={onReveal} />],
        ] as const)),
    ["Type", <code key="type">{event.type}</code>],
    [
      "Event id",
      <span key="id" className={classes.Id}>
        <code>{event.svix_id}</code> <CopyButton label="Copy" text={event.svix_id} />
      </span>,
    ],
    ["Clerk instance", event.instance_id ? <code key="in">{event.instance_id}</code> : "not said"],
  ] as const;
}

function Email({ role, email, onReveal }: Pick<ReadyProps, "email" | "onReveal"> & { role: Role }) {
  if (role !== "admin") return <NeedsRole doing="Showing an address" />;
  if (email.status === "shown") return <bdi>{email.email ?? "none"}</bdi>;
  return (
    <span className={classes.Reveal}>
      <Button
        size="small"
        icon={<Mail aria-hidden />}
        busy={email.status === "busy"}
        onClick={onReveal}
      >
        Show today’s address
      </Button>
      <span className={classes.WhyNot}>
        {email.status === "refused" ? email.message : "It is noted in the audit log."}
      </span>
    </span>
  );
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
