import { UserRoundX } from "lucide-react";
import { Avatar, EmptyState, RelativeTime, Skeleton, StatusChip } from "../../components/ui";
import { Facts, ListSection, Section } from "../Detail/Detail";
import { EventLine } from "../EventLine/EventLine";
import type { PersonData, PersonFinding, PersonWrite } from "../types";
import type { DashboardLinks } from "../urls";
import {
  fieldWords,
  findingWords,
  foundByWords,
  originWords,
  overruledSentence,
  writeSentence,
} from "../words";
import { BothSides } from "./BothSides";
import classes from "./PersonDetail.module.css";

export type PersonState =
  | { status: "loading" }
  | { status: "unknown"; externalId: string }
  | { status: "ready"; data: PersonData };

export type PersonDetailViewProps = {
  person: PersonState;
  links: Pick<DashboardLinks, "events">;
};

/** One person: both sides field by field, and what happened lately. */
export function PersonDetailView({ person, links }: PersonDetailViewProps) {
  switch (person.status) {
    case "loading":
      return <Loading />;
    case "unknown":
      return (
        <EmptyState icon={UserRoundX} title="Nobody has this id">
          Neither Clerk’s events nor Convex have told of <code>{person.externalId}</code>.
        </EmptyState>
      );
    case "ready":
      return <Ready person={person.data} links={links} />;
  }
}

function Ready({ person, links }: { person: PersonData; links: PersonDetailViewProps["links"] }) {
  const open = person.findings.filter((finding) => finding.resolved_at === null);
  const resolved = person.findings.filter((finding) => finding.resolved_at !== null);
  return (
    <div className={classes.PersonDetail}>
      <header className={classes.Head}>
        <Avatar name="" initialsOf={person.name} src={person.image_url} size={48} />
        <div className={classes.Names}>
          <h3 className={classes.Name}>
            <bdi>{person.name}</bdi>
          </h3>
          {person.username !== null && <p className={classes.Username}>@{person.username}</p>}
        </div>
        <StatusChip status={person.status} />
      </header>
      <p className={classes.Reason}>{person.reason}</p>
      <Facts
        facts={[
          ["Clerk id", <code key="id">{person.externalId}</code>],
          ["E-mail", person.email_masked ?? "none"],
          ["Last event", <When key="event" at={person.last_event_at} />],
          ["Last compared", <When key="check" at={person.last_checked_at} />],
          ...(person.deleted_at === null
            ? []
            : ([["Deleted", <When key="deleted" at={person.deleted_at} />]] as const)),
        ]}
      />
      <Section title="Both sides">
        <BothSides fields={person.fields} />
      </Section>
      <ListSection
        title="Differences"
        count={open.length}
        empty="None found."
        items={[...open, ...resolved].map((finding) => (
          <Finding key={`${finding.field} ${finding.found_at}`} finding={finding} />
        ))}
      />
      <ListSection
        title="Saves"
        empty="None yet. What the person saves in the app appears here."
        items={person.writes.map((write) => (
          <Write key={write.operation_id} write={write} />
        ))}
      />
      <ListSection
        title="Events"
        empty="None yet."
        more={<a href={links.events({ person: person.externalId })}>All events</a>}
        items={person.events.map((event) => (
          <EventLine
            key={event._id}
            event={event}
            href={links.events({ person: person.externalId, event: event.svix_id })}
          />
        ))}
      />
    </div>
  );
}

function When({ at }: { at: number | null }) {
  return at === null ? "not yet" : <RelativeTime at={at} />;
}

function Write({ write }: { write: PersonWrite }) {
  const fields = Object.keys(write.requested).map(fieldWords).join(", ");
  return (
    <li className={classes.Item}>
      <p className={classes.ItemHead}>
        <strong>{originWords(write.origin)}</strong>
        <span className={classes.Fields}>{fields}</span>
        <RelativeTime at={write.started_at} className={classes.Time} />
      </p>
      <p className={classes.ItemText}>{writeSentence(write)}</p>
      {write.overruled.map((lost) => (
        <p key={lost.field} className={classes.ItemText}>
          {overruledSentence(lost)}
        </p>
      ))}
      {write.error && (
        <p className={classes.Error}>
          {write.error.message} <code>{write.error.code}</code>
        </p>
      )}
    </li>
  );
}

function Finding({ finding }: { finding: PersonFinding }) {
  const { field, kind, found_by, found_at, resolved_at } = finding;
  return (
    <li className={classes.Item} data-resolved={resolved_at !== null || undefined}>
      <p className={classes.ItemHead}>
        <strong>{fieldWords(field)}</strong>
        <RelativeTime at={found_at} className={classes.Time} />
      </p>
      <p className={classes.ItemText}>
        {findingWords(kind)}, found {foundByWords(found_by)}.
        {resolved_at !== null && (
          <>
            {" "}
            Settled <RelativeTime at={resolved_at} />
            {finding.resolution && `: ${RESOLVED[finding.resolution]}`}.
          </>
        )}
      </p>
    </li>
  );
}

const RESOLVED: Record<NonNullable<PersonFinding["resolution"]>, string> = {
  clerk_won: "Clerk’s value stands on both sides",
  convex_won: "Convex’s value stands on both sides",
  equal_again: "both sides moved on to the same value",
};

function Loading() {
  return (
    <div className={classes.PersonDetail} aria-busy>
      <div className={classes.Head}>
        <Skeleton shape="circle" width="3rem" height="3rem" />
        <div className={classes.Names}>
          <Skeleton width="10rem" height="1.25rem" />
          <Skeleton width="6rem" />
        </div>
      </div>
      <Skeleton width="80%" />
      <Skeleton height="5rem" />
      <Skeleton height="14rem" />
      <Skeleton height="8rem" />
    </div>
  );
}
