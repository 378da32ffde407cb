import { Avatar, RelativeTime, Skeleton, StatusChip } from "../../components/ui";
import cells from "../ListPage/ListPage.module.css";
import { PersonName } from "../PersonName/PersonName";
import type { UserRow } from "../types";
import type { Column } from "../VirtualTable/VirtualTable.view";
import { fieldWords } from "../words";
import classes from "./Users.module.css";

/** The columns that one can leave out, in their order. */
export const USER_COLUMNS = [
  { id: "email", header: "E-mail" },
  { id: "status", header: "Status" },
  { id: "reason", header: "Why" },
  { id: "fields", header: "Fields that differ" },
  { id: "changed", header: "Last change" },
  { id: "event", header: "Last event" },
  { id: "joined", header: "Signed up" },
  { id: "id", header: "Clerk id" },
] as const;
export type UserColumn = (typeof USER_COLUMNS)[number]["id"];

/** What a list shows that nobody has changed. */
export const USUAL_COLUMNS: readonly UserColumn[] = ["email", "status", "reason", "changed"];

const PERSON: Column<UserRow> = {
  id: "person",
  header: "Person",
  cell: (row) => <Person {...row} />,
  skeleton: (
    <span className={classes.Person}>
      <Skeleton shape="circle" width="1.75rem" height="1.75rem" />
      <Skeleton width="55%" />
    </span>
  ),
};

const CELLS: Record<UserColumn, Pick<Column<UserRow>, "cell" | "skeleton">> = {
  email: {
    cell: (row) => <span className={cells.Clipped}>{row.email_masked ?? <None />}</span>,
  },
  status: {
    cell: (row) => <StatusChip status={row.status} />,
    skeleton: <Skeleton width="4.5rem" height="1.375rem" />,
  },
  reason: {
    cell: (row) => (
      <span className={cells.Clipped} title={row.reason}>
        {row.reason}
      </span>
    ),
  },
  fields: {
    cell: (row) => (
      <span className={cells.Clipped}>
        {row.drifted_fields.length === 0 ? <None /> : row.drifted_fields.map(fieldWords).join(", ")}
      </span>
    ),
  },
  changed: { cell: (row) => <RelativeTime at={row.updated_at} /> },
  event: { cell: (row) => <TimeOrNone at={row.last_event_at} /> },
  joined: { cell: (row) => <TimeOrNone at={row.signed_up_at} /> },
  id: { cell: (row) => <code className={cells.Clipped}>{row.externalId}</code> },
};

/** The person, and the chosen columns. */
export function columnsOf(
  shown: readonly UserColumn[],
): readonly [Column<UserRow>, ...Column<UserRow>[]] {
  const chosen = USER_COLUMNS.filter(({ id }) => shown.includes(id));
  return [PERSON, ...chosen.map((column) => ({ ...column, ...CELLS[column.id] }))];
}

function Person({ name, username, image_url, externalId }: UserRow) {
  return (
    <span className={classes.Person}>
      <Avatar name="" initialsOf={name} src={image_url} size={28} />
      <span className={classes.Names}>
        <PersonName {...{ name, externalId }} className={`${cells.Clipped} ${cells.Strong}`} />
        {username !== null && (
          <span className={`${cells.Clipped} ${cells.Small}`}>@{username}</span>
        )}
      </span>
    </span>
  );
}

function TimeOrNone({ at }: { at: number | null }) {
  return at === null ? <None /> : <RelativeTime at={at} />;
}

function None() {
  return <span className={cells.Faint}>none</span>;
}
