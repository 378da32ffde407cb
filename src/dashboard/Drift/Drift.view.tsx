import clsx from "clsx";
import { CircleCheck, SearchX } from "lucide-react";
import { Button, EmptyState, RelativeTime, SegmentedControl, Select } from "../../components/ui";
import { DRIFT_KINDS } from "../../../convex/model/statuses";
import { CLERK_FIELDS } from "../../../convex/model/fields";
import { twoValues } from "../FieldValue/TwoValues";
import { FilterChip } from "../FilterChip/FilterChip";
import { ListPage } from "../ListPage/ListPage";
import cells from "../ListPage/ListPage.module.css";
import type { ListState } from "../lib/listState";
import type { Winner } from "../Resolve/plan";
import { ResolveDialogView, type ResolveDialogViewProps } from "../Resolve/ResolveDialog.view";
import type { DriftGroup, DriftRow } from "../types";
import { VirtualTableView, type Column } from "../VirtualTable/VirtualTable.view";
import type { Selection } from "../VirtualTable/Selection";
import { fieldWords } from "../words";
import { DriftBar } from "./DriftBar";
import { DriftGroups } from "./DriftGroups";
import { DriftNews, type DriftNewsProps } from "./DriftNews";
import { countIn, KIND_WORDS, summaryWords, type DriftFilter } from "./driftWords";
import classes from "./Drift.module.css";

/** What a decision is about: chosen rows, or all that the filter means. */
export type About = "chosen" | "matching";

export type DriftViewProps = {
  list: ListState<DriftRow>;
  /** Open differences by field and kind; `undefined` until they have come. */
  groups: DriftGroup[] | undefined;
  filter: DriftFilter;
  /** Whether the reader may act; `undefined` until that is known. */
  mayAct: boolean | undefined;
  /** The difference that is open beside the list. */
  openId: string | null;
  /** How many rows are chosen. */
  chosen: number;
  selection: Selection<DriftRow>;
  news: DriftNewsProps;
  dialog: ResolveDialogViewProps;
  rowHref: (row: DriftRow) => string;
  onFilter: (change: Partial<DriftFilter>) => void;
  onOpen: (event: { row: DriftRow }) => void;
  onMore: () => void;
  /** Opens the dialog that shows what would change. */
  onAsk: (decision: { about: About; winner: Winner }) => void;
  onClearChosen: () => void;
};

/** Where Clerk and Convex differ: grouped, side by side, and ended towards either side. */
export function DriftView(props: DriftViewProps) {
  const { list, groups = [], filter, mayAct, openId, selection, rowHref } = props;
  const { onFilter, onOpen, onMore } = props;
  const rows = list.status === "ready" ? list.rows.length : 0;
  const more = list.status === "ready" && list.more !== "none";
  const isChoosable = mayAct === true && filter.state === "open";
  return (
    <ListPage
      title="Drift"
      filterLabel="Find differences"
      filters={<Filters filter={filter} onFilter={onFilter} />}
      news={
        <>
          <DriftNews {...props.news} />
          <DriftGroups groups={props.groups} filter={filter} onFilter={onFilter} />
        </>
      }
      summary={
        list.status === "ready" && (
          <span role="status">{summaryWords(filter, countIn(groups, filter), rows, more)}</span>
        )
      }
      tools={<DriftBar {...props} matching={countIn(groups, filter)} />}
    >
      <VirtualTableView
        label="Differences"
        columns={COLUMNS}
        list={list}
        rowKey={(row) => row._id}
        rowHref={rowHref}
        openKey={openId}
        onOpen={onOpen}
        onMore={onMore}
        rowClassName={clsx(classes.Row, isChoosable && classes.Choosable)}
        empty={<NoDrift filter={filter} onFilter={onFilter} />}
        {...(isChoosable && { selection })}
      />
      <ResolveDialogView {...props.dialog} />
    </ListPage>
  );
}

const STATES = [
  { value: "open" as const, label: "Open" },
  { value: "ended" as const, label: "Ended" },
];

const FIELDS = [
  { value: "any", label: "Any field" },
  ...[...CLERK_FIELDS, "user"].map((field) => ({ value: field, label: fieldWords(field) })),
];

const KINDS = [
  { value: "any" as const, label: "Any kind" },
  ...DRIFT_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
];

function Filters({ filter, onFilter }: Pick<DriftViewProps, "filter" | "onFilter">) {
  return (
    <>
      <SegmentedControl
        label="State"
        value={filter.state}
        segments={STATES}
        onValueChange={({ value }) => onFilter({ state: value })}
      />
      <Select
        label="Field"
        hideLabel
        value={filter.field ?? "any"}
        options={FIELDS}
        onValueChange={({ value }) => onFilter({ field: value === "any" ? null : value })}
      />
      <Select
        label="Kind"
        hideLabel
        value={filter.kind ?? "any"}
        options={KINDS}
        onValueChange={({ value }) => onFilter({ kind: value === "any" ? null : value })}
      />
      {filter.person !== null && (
        <FilterChip
          label="Person"
          value={filter.person}
          onClear={() => onFilter({ person: null })}
        />
      )}
      {filter.run !== null && (
        <FilterChip label="Found by" value="one scan" onClear={() => onFilter({ run: null })} />
      )}
    </>
  );
}

const COLUMNS: readonly [Column<DriftRow>, ...Column<DriftRow>[]] = [
  {
    id: "person",
    header: "Person",
    cell: (row) => (
      <span className={clsx(cells.Clipped, cells.Strong)} title={row.externalId}>
        <bdi>{row.name}</bdi>
      </span>
    ),
  },
  {
    id: "field",
    header: "Field",
    cell: ({ field, kind }) => (field === "user" ? KIND_WORDS[kind] : fieldWords(field)),
  },
  {
    id: "clerk",
    header: "Clerk",
    cell: ({ field, clerk, convex }) => (
      <span className={classes.Value}>
        <span className={classes.Side}>Clerk</span>
        {twoValues(field, clerk, convex).clerk}
      </span>
    ),
  },
  {
    id: "convex",
    header: "Convex",
    cell: ({ field, clerk, convex }) => (
      <span className={classes.Value}>
        <span className={classes.Side}>Convex</span>
        {twoValues(field, clerk, convex).convex}
      </span>
    ),
  },
  {
    id: "found",
    header: "Age",
    cell: ({ found_at, resolved_at }) => <RelativeTime at={resolved_at ?? found_at} />,
  },
];

function NoDrift({ filter, onFilter }: Pick<DriftViewProps, "filter" | "onFilter">) {
  const { field, kind, person, run, state } = filter;
  const isFiltered = [field, kind, person, run].some((value) => value !== null);
  if (isFiltered) {
    const clear = { field: null, kind: null, person: null, run: null };
    return (
      <EmptyState
        icon={SearchX}
        title="No difference matches"
        actions={<Button onClick={() => onFilter(clear)}>Clear filters</Button>}
      >
        {state === "open"
          ? "There is no open difference of that kind. Ended ones are under “Ended”."
          : "No difference of that kind has ended lately."}
      </EmptyState>
    );
  }
  return state === "open" ? (
    <EmptyState icon={CircleCheck} title="Clerk and Convex agree">
      No difference is open. Scans compare both sides every quarter of an hour, and what they find
      appears here. Start one under Runs to look right now.
    </EmptyState>
  ) : (
    <EmptyState icon={CircleCheck} title="Nothing has ended yet">
      Differences that were ended, by staff or by themselves, are kept here for a while.
    </EmptyState>
  );
}
