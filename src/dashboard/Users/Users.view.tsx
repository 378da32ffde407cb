import { SearchX, UsersRound } from "lucide-react";
import {
  Avatar,
  Button,
  EmptyState,
  RelativeTime,
  SearchField,
  SegmentedControl,
  Skeleton,
  StatusChip,
  statusLooks,
} from "../../components/ui";
import { SYNC_STATUSES } from "../../../convex/model/statuses";
import type { ListState } from "../lib/listState";
import { PageHeader } from "../PageHeader/PageHeader";
import type { SyncStatus, UserRow } from "../types";
import { VirtualTableView, type Column } from "../VirtualTable/VirtualTable.view";
import classes from "./Users.module.css";

export type UsersFilter = { q: string; status: SyncStatus | null };

export type UsersViewProps = {
  list: ListState<UserRow>;
  filter: UsersFilter;
  /** The Clerk user id of the person who is open beside the list, or `null`. */
  openId: string | null;
  rowHref: (row: UserRow) => string;
  onFilter: (change: Partial<UsersFilter>) => void;
  onOpen: (event: { row: UserRow }) => void;
  onMore: () => void;
};

/** Everyone, newest activity first, with how their two sides stand to each other. */
export function UsersView(props: UsersViewProps) {
  const { list, filter, openId, rowHref, onFilter, onOpen, onMore } = props;
  return (
    <div className={classes.Users}>
      <PageHeader title="Users" />
      <div role="search" aria-label="Find users" className={classes.Filters}>
        <SearchField
          label="Search by name, username or id"
          placeholder="Name, username or id"
          value={filter.q}
          onValueChange={({ value }) => onFilter({ q: value })}
          className={classes.Search}
        />
        <SegmentedControl
          label="Status"
          value={filter.status ?? "any"}
          segments={STATUS_SEGMENTS}
          onValueChange={({ value }) => onFilter({ status: value === "any" ? null : value })}
        />
      </div>
      <VirtualTableView
        label="Users"
        columns={COLUMNS}
        list={list}
        rowKey={(row) => row.externalId}
        rowHref={rowHref}
        openKey={openId}
        onOpen={onOpen}
        onMore={onMore}
        rowClassName={classes.Row ?? ""}
        empty={<NoUsers filter={filter} onFilter={onFilter} />}
      />
    </div>
  );
}

const STATUS_SEGMENTS = [
  { value: "any" as const, label: "All" },
  ...SYNC_STATUSES.map((status) => {
    return { value: status, label: statusLooks[status].label };
  }),
];

const COLUMNS: readonly [Column<UserRow>, ...Column<UserRow>[]] = [
  {
    id: "person",
    header: "Person",
    cell: (row) => <Person {...row} />,
    skeleton: (
      <span className={classes.Person}>
        <Skeleton shape="circle" width="1.75rem" height="1.75rem" />
        <Skeleton width="55%" />
      </span>
    ),
  },
  {
    id: "email",
    header: "E-mail",
    cell: (row) => row.email_masked ?? <span className={classes.None}>none</span>,
  },
  {
    id: "status",
    header: "Status",
    cell: (row) => <StatusChip status={row.status} />,
    skeleton: <Skeleton width="4.5rem" height="1.375rem" />,
  },
  { id: "reason", header: "Why", cell: (row) => <span title={row.reason}>{row.reason}</span> },
  { id: "changed", header: "Last change", cell: (row) => <RelativeTime at={row.updated_at} /> },
];

function Person({ name, username, image_url }: UserRow) {
  return (
    <span className={classes.Person}>
      <Avatar name="" initialsOf={name} src={image_url} size={28} />
      <span className={classes.Names}>
        <bdi className={classes.Name}>{name}</bdi>
        {username !== null && <span className={classes.Username}>@{username}</span>}
      </span>
    </span>
  );
}

function NoUsers({ filter, onFilter }: Pick<UsersViewProps, "filter" | "onFilter">) {
  if (filter.q === "" && filter.status === null) {
    return (
      <EmptyState icon={UsersRound} title="Nobody yet">
        People appear here as soon as Clerk’s webhook reports them. Sign someone up in Clerk, or
        check that the webhook is set up.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title="Nobody matches"
      actions={<Button onClick={() => onFilter({ q: "", status: null })}>Clear filters</Button>}
    >
      {unmatched(filter)}
    </EmptyState>
  );
}

function unmatched({ q, status }: UsersFilter): string {
  const state = status === null ? "" : ` with the status “${statusLooks[status].label}”`;
  const match = q === "" ? "" : ` for “${q}”`;
  return `There is no one${state}${match}.`;
}
