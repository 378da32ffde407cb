import clsx from "clsx";
import { Inbox, Pause, Play, SearchX, X } from "lucide-react";
import { memo, useRef } from "react";
import type { ReactNode } from "react";
import { EVENT_STATUSES } from "../../../convex/model/statuses";
import {
  Button,
  EmptyState,
  outcomeLooks,
  SearchField,
  Select,
  VisuallyHidden,
} from "../../components/ui";
import { ListPage } from "../ListPage/ListPage";
import cells from "../ListPage/ListPage.module.css";
import type { ListState } from "../lib/listState";
import { TimeRangeView } from "../TimeRange/TimeRange.view";
import type { EventRow } from "../types";
import { EVENT_TYPES } from "../urls";
import { ViewMenu } from "../ViewMenu/ViewMenu";
import { VirtualTableView, type VirtualTableHandle } from "../VirtualTable/VirtualTable.view";
import { count, eventTypeWords } from "../words";
import { EVENT_COLUMNS, eventColumnsOf, type EventColumn } from "./eventColumns";
import { isEverything, NO_FILTER, type EventsFilter } from "./eventsFilter";
import classes from "./Events.module.css";

/** Whether new events are shown as they come. */
export type Tail = {
  /** `scrolled`: held back by itself, so that nothing moves under who reads further down. */
  state: "live" | "paused" | "scrolled";
  /** How many have come since. */
  heldBack: number;
};

export type EventsViewProps = {
  list: ListState<EventRow>;
  filter: EventsFilter;
  tail: Tail;
  /** The columns after the event's. */
  columns: readonly EventColumn[];
  /** The `svix-id` of the event that is open beside the list, or `null`. */
  openId: string | null;
  /** What can be done with all that is listed. @default nothing */
  actions?: ReactNode;
  /** News about the list, such as a replay that is going on. */
  news?: ReactNode;
  rowHref: (row: EventRow) => string;
  onFilter: (change: Partial<EventsFilter>) => void;
  onColumns: (change: { shown: EventColumn[] }) => void;
  onPause: () => void;
  onResume: () => void;
  /** Called when the newest events are scrolled out of sight, and when they come back. */
  onAway: (event: { away: boolean }) => void;
  onOpen: (event: { row: EventRow }) => void;
  onMore: () => void;
};

/** Everything that Clerk has reported, newest first, with what became of it. */
export const EventsView = memo(function EventsView(props: EventsViewProps) {
  const { list, filter, tail, columns, openId, actions, news, rowHref } = props;
  const { onFilter, onColumns, onPause, onResume, onAway, onOpen, onMore } = props;
  const table = useRef<VirtualTableHandle>(null);
  function resume() {
    onResume();
    table.current?.scrollToTop();
  }
  return (
    <ListPage
      title="Events"
      actions={actions}
      filterLabel="Filter events"
      filters={<Filters filter={filter} onFilter={onFilter} />}
      news={news}
      summary={<Summary list={list} tail={tail} />}
      tools={
        <div className={classes.Tools}>
          <TailButton tail={tail} onPause={onPause} onResume={resume} />
          <ViewMenu columns={EVENT_COLUMNS} shown={columns} onColumns={onColumns} />
        </div>
      }
    >
      <VirtualTableView
        handle={table}
        label="Events"
        columns={eventColumnsOf(columns)}
        list={list}
        rowKey={keyOf}
        rowHref={rowHref}
        openKey={openId}
        onOpen={onOpen}
        onMore={onMore}
        onAway={onAway}
        rowClassName={clsx(cells.Row, classes.Row)}
        empty={<NoEvents filter={filter} onFilter={onFilter} />}
      />
    </ListPage>
  );
});

const keyOf = (row: EventRow) => row.svix_id;

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

function Filters({ filter, onFilter }: Pick<EventsViewProps, "filter" | "onFilter">) {
  return (
    <>
      <SearchField
        label="Search by event id, person id or words of the error"
        placeholder="Event id, person id, words of the error"
        value={filter.q}
        onValueChange={({ value }) => onFilter({ q: value })}
        className={classes.Search}
      />
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
      <TimeRangeView range={filter} onRange={({ from, to }) => onFilter({ from, to })} />
      {filter.person !== null && (
        <Button icon={<X aria-hidden size={14} />} onClick={() => onFilter({ person: null })}>
          Only <code className={classes.Id}>{filter.person}</code>
          <VisuallyHidden>: show everyone’s events again</VisuallyHidden>
        </Button>
      )}
    </>
  );
}

function Summary({ list, tail }: Pick<EventsViewProps, "list" | "tail">) {
  const listed = list.status === "ready" && !list.refreshing ? list.rows.length : null;
  const first = list.status === "ready" && list.more !== "none" ? "The first " : "";
  return (
    <>
      <span className={classes.Tail} data-state={tail.state}>
        {TAIL_WORDS[tail.state]}
      </span>
      {listed !== null && ` · ${first}${count(listed, "event")}`}
    </>
  );
}

const TAIL_WORDS: Record<Tail["state"], string> = {
  live: "Live",
  paused: "Paused",
  scrolled: "Held while you read",
};

function TailButton({
  tail: { state, heldBack },
  onPause,
  onResume,
}: Pick<EventsViewProps, "tail" | "onPause" | "onResume">) {
  if (state === "live") {
    return (
      <Button size="small" icon={<Pause aria-hidden />} onClick={onPause}>
        Pause
      </Button>
    );
  }
  return (
    <>
      {heldBack > 0 && (
        <span className={classes.HeldBack}>{count(heldBack, "new event")} held back</span>
      )}
      <Button size="small" variant="primary" icon={<Play aria-hidden />} onClick={onResume}>
        {state === "paused" ? "Resume" : "Back to the newest"}
      </Button>
    </>
  );
}

function NoEvents({ filter, onFilter }: Pick<EventsViewProps, "filter" | "onFilter">) {
  if (isEverything(filter)) {
    return (
      <EmptyState icon={Inbox} title="No event yet">
        Each time someone signs up, changes or leaves in Clerk, its webhook reports it here. Change
        a name to see the first one.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title="No event matches"
      actions={<Button onClick={() => onFilter(NO_FILTER)}>Clear filters</Button>}
    >
      Nothing that Clerk has reported is like this. Events that went well are forgotten after a
      month.
    </EmptyState>
  );
}
