import { Inbox, SearchX, X } from "lucide-react";
import { EVENT_STATUSES } from "../../../convex/model/statuses";
import {
  Button,
  EmptyState,
  EventChip,
  RelativeTime,
  Select,
  Skeleton,
  VisuallyHidden,
  outcomeLooks,
} from "../../components/ui";
import type { ListState } from "../lib/listState";
import { PageHeader } from "../PageHeader/PageHeader";
import type { EventOutcome, EventRow } from "../types";
import { EVENT_TYPES } from "../urls";
import { VirtualTableView, type Column } from "../VirtualTable/VirtualTable.view";
import { count, eventTypeWords, fieldWords } from "../words";
import classes from "./Events.module.css";

export type EventsFilter = {
  type: (typeof EVENT_TYPES)[number] | null;
  outcome: EventOutcome | null;
  /** The Clerk user id of the only person to list. */
  person: string | null;
};

export type EventsViewProps = {
  list: ListState<EventRow>;
  filter: EventsFilter;
  /** The `svix-id` of the event that is open beside the list, or `null`. */
  openId: string | null;
  rowHref: (row: EventRow) => string;
  onFilter: (change: Partial<EventsFilter>) => void;
  onOpen: (event: { row: EventRow }) => void;
  onMore: () => void;
};

/** Everything that Clerk has reported, newest first, with what became of it. */
export function EventsView(props: EventsViewProps) {
  const { list, filter, openId, rowHref, onFilter, onOpen, onMore } = props;
  return (
    <div className={classes.Events}>
      <PageHeader title="Events" />
      <div role="search" aria-label="Filter events" className={classes.Filters}>
        <Select
          label="Type"
          hideLabel
          value={filter.type ?? "any"}
          options={TYPE_OPTIONS}
          onValueChange={({ value }) => onFilter({ type: value === "any" ? null : value })}
        />
        <Select
          label="Outcome"
          hideLabel
          value={filter.outcome ?? "any"}
          options={OUTCOME_OPTIONS}
          onValueChange={({ value }) => onFilter({ outcome: value === "any" ? null : value })}
        />
        {filter.person !== null && (
          <Button icon={<X aria-hidden size={14} />} onClick={() => onFilter({ person: null })}>
            Only <code className={classes.Id}>{filter.person}</code>
            <VisuallyHidden>: show everyone’s events again</VisuallyHidden>
          </Button>
        )}
      </div>
      <VirtualTableView
        label="Events"
        columns={COLUMNS}
        list={list}
        rowKey={(row) => row.svix_id}
        rowHref={rowHref}
        openKey={openId}
        onOpen={onOpen}
        onMore={onMore}
        rowClassName={classes.Row ?? ""}
        empty={<NoEvents filter={filter} onFilter={onFilter} />}
      />
    </div>
  );
}

const TYPE_OPTIONS = [
  { value: "any" as const, label: "Any type" },
  ...EVENT_TYPES.map((type) => {
    return { value: type, label: eventTypeWords(type) };
  }),
];

const OUTCOME_OPTIONS = [
  { value: "any" as const, label: "Any outcome" },
  ...EVENT_STATUSES.map((outcome) => {
    return { value: outcome, label: outcomeLooks[outcome].label };
  }),
];

const COLUMNS: readonly [Column<EventRow>, ...Column<EventRow>[]] = [
  {
    id: "type",
    header: "Event",
    cell: (row) => (
      <>
        <span className={classes.Type}>{eventTypeWords(row.type)}</span>
        <span className={classes.Changed}>{changedWords(row)}</span>
      </>
    ),
  },
  {
    id: "person",
    header: "Person",
    cell: (row) => row.name ?? <code className={classes.Id}>{row.externalId ?? "none"}</code>,
  },
  {
    id: "outcome",
    header: "Outcome",
    cell: (row) => <EventChip outcome={row.status} />,
    skeleton: <Skeleton width="4.5rem" height="1.375rem" />,
  },
  { id: "tries", header: "Deliveries and attempts", cell: (row) => triesWords(row) },
  { id: "age", header: "Received", cell: (row) => <RelativeTime at={row.received_at} /> },
];

function changedWords({ changes, error }: EventRow): string {
  if (error) return error.message;
  return changes.map(({ field }) => fieldWords(field)).join(", ");
}

/** Only what is out of the ordinary: delivered once and done at the first attempt says nothing. */
function triesWords({ deliveries, attempts }: EventRow): string {
  const words = [];
  if (deliveries > 1) words.push(`delivered ${count(deliveries, "time")}`);
  if (attempts > 1) words.push(count(attempts, "attempt"));
  return words.join(", ");
}

function NoEvents({ filter, onFilter }: Pick<EventsViewProps, "filter" | "onFilter">) {
  if (filter.type === null && filter.outcome === null && filter.person === null) {
    return (
      <EmptyState icon={Inbox} title="No event yet">
        Each time someone signs up, changes or leaves in Clerk, its webhook reports it here. Change
        a name to see the first one.
      </EmptyState>
    );
  }
  const clear = () => onFilter({ type: null, outcome: null, person: null });
  return (
    <EmptyState
      icon={SearchX}
      title="No event matches"
      actions={<Button onClick={clear}>Clear filters</Button>}
    >
      No event that has come is like this.
    </EmptyState>
  );
}
