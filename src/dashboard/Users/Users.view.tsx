import clsx from "clsx";
import { SearchX, UsersRound } from "lucide-react";
import { memo } from "react";
import { USER_SORTS, SYNC_STATUSES, type UserSort } from "../../../convex/model/statuses";
import { CLERK_FIELDS } from "../../../convex/model/fields";
import {
  Button,
  EmptyState,
  SearchField,
  SegmentedControl,
  Select,
  statusLooks,
} from "../../components/ui";
import { ListPage } from "../ListPage/ListPage";
import cells from "../ListPage/ListPage.module.css";
import type { ListState } from "../lib/listState";
import type { SyncStatus, UserCounts, UserRow } from "../types";
import { ViewMenu } from "../ViewMenu/ViewMenu";
import { VirtualTableView } from "../VirtualTable/VirtualTable.view";
import { fieldWords } from "../words";
import { columnsOf, USER_COLUMNS, type UserColumn } from "./userColumns";
import { shownSort, SORT_WORDS, SORTABLE_COLUMNS, sortAfter } from "./userSorts";
import classes from "./Users.module.css";
import { howMany, sumOf, whyNobody } from "./userWords";

export type UsersFilter = {
  q: string;
  status: SyncStatus | null;
  /** Only people with an open difference in this field. */
  field: string | null;
};

export type UsersViewProps = {
  list: ListState<UserRow>;
  /** How many people there are, by status. @default not known */
  counts?: UserCounts;
  filter: UsersFilter;
  sort: UserSort;
  /** The columns after the person's. */
  columns: readonly UserColumn[];
  /** The Clerk user id of the person who is open beside the list, or `null`. */
  openId: string | null;
  rowHref: (row: UserRow) => string;
  onFilter: (change: Partial<UsersFilter>) => void;
  onSort: (change: { sort: UserSort }) => void;
  onColumns: (change: { shown: UserColumn[] }) => void;
  onOpen: (event: { row: UserRow }) => void;
  onMore: () => void;
};

/** Everyone, with how their two sides stand to each other. */
export const UsersView = memo(function UsersView(props: UsersViewProps) {
  const { list, counts, filter, sort, columns, openId, rowHref } = props;
  const { onFilter, onSort, onColumns, onOpen, onMore } = props;
  // A search has the best match first, and a field the newest difference.
  const sortable = filter.q === "" && filter.field === null;
  return (
    <ListPage
      title="Users"
      filterLabel="Find users"
      filters={<Filters filter={filter} counts={counts} onFilter={onFilter} />}
      summary={<span role="status">{howMany(filter, list, counts)}</span>}
      tools={
        <ViewMenu
          columns={USER_COLUMNS}
          shown={columns}
          onColumns={onColumns}
          sorts={sortable ? SORTS : undefined}
          sort={sort}
          onSort={onSort}
        />
      }
    >
      <VirtualTableView
        label="Users"
        columns={columnsOf(columns)}
        list={list}
        rowKey={keyOf}
        rowHref={rowHref}
        openKey={openId}
        onOpen={onOpen}
        onMore={onMore}
        rowClassName={clsx(cells.Row, classes.Row)}
        empty={<NoUsers filter={filter} onFilter={onFilter} />}
        sorting={
          sortable
            ? {
                columns: SORTABLE_COLUMNS,
                ...shownSort(sort),
                onSort: ({ column }) => onSort({ sort: sortAfter(column, sort) }),
              }
            : undefined
        }
      />
    </ListPage>
  );
});

const keyOf = (row: UserRow) => row.externalId;

const SORTS = USER_SORTS.map((value) => ({ value, label: SORT_WORDS[value] }));

const FIELD_OPTIONS = [
  { value: "any", label: "Any field" },
  ...[...CLERK_FIELDS, "user"].map((field) => ({ value: field, label: fieldWords(field) })),
];

function Filters({
  filter,
  counts,
  onFilter,
}: Pick<UsersViewProps, "filter" | "counts" | "onFilter">) {
  const segments = [
    { value: "any" as const, label: "All", count: counts && sumOf(counts.counts) },
    ...SYNC_STATUSES.map((status) => {
      return { value: status, label: statusLooks[status].label, count: counts?.counts[status] };
    }),
  ];
  return (
    <>
      <SearchField
        label="Search by name, username, e-mail or id"
        placeholder="Name, username, whole e-mail or id"
        value={filter.q}
        onValueChange={({ value }) => onFilter({ q: value })}
        className={classes.Search}
      />
      <SegmentedControl
        label="Status"
        value={filter.status ?? "any"}
        segments={segments}
        // Whose field differs is drifted or worse, so one says more than the other and replaces it.
        onValueChange={({ value }) =>
          onFilter({ status: value === "any" ? null : value, field: null })
        }
      />
      <Select
        label="Field that differs"
        hideLabel
        value={filter.field ?? "any"}
        options={FIELD_OPTIONS}
        onValueChange={({ value }) =>
          onFilter({ field: value === "any" ? null : value, status: null })
        }
      />
    </>
  );
}

function NoUsers({ filter, onFilter }: Pick<UsersViewProps, "filter" | "onFilter">) {
  if (filter.q === "" && filter.status === null && filter.field === null) {
    return (
      <EmptyState icon={UsersRound} title="Nobody yet">
        People appear here as soon as Clerk’s webhook reports them. Sign someone up in Clerk, or
        check that the webhook is set up.
      </EmptyState>
    );
  }
  const clear = () => onFilter({ q: "", status: null, field: null });
  return (
    <EmptyState
      icon={SearchX}
      title="Nobody matches"
      actions={<Button onClick={clear}>Clear filters</Button>}
    >
      {whyNobody(filter)}
    </EmptyState>
  );
}
