import { EventChip, RelativeTime, Skeleton } from "../../components/ui";
import cells from "../ListPage/ListPage.module.css";
import { duration } from "../lib/duration";
import type { EventRow } from "../types";
import type { Column } from "../VirtualTable/VirtualTable.view";
import { count, eventTypeWords, fieldWords } from "../words";

/** The columns that one can leave out, in their order. */
export const EVENT_COLUMNS = [
  { id: "person", header: "Person" },
  { id: "outcome", header: "Outcome" },
  { id: "deliveries", header: "Delivered" },
  { id: "attempts", header: "Attempts" },
  { id: "latency", header: "Took" },
  { id: "id", header: "Event id" },
  { id: "age", header: "Received" },
] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number]["id"];

/** What a list shows that nobody has changed. */
export const USUAL_EVENT_COLUMNS: readonly EventColumn[] = [
  "person",
  "outcome",
  "deliveries",
  "attempts",
  "latency",
  "age",
];

const TYPE: Column<EventRow> = {
  id: "type",
  header: "Event",
  cell: (row) => (
    <>
      <span className={`${cells.Clipped} ${cells.Strong}`}>{eventTypeWords(row.type)}</span>
      <span className={`${cells.Clipped} ${cells.Small}`}>{newsOf(row)}</span>
    </>
  ),
};

const CELLS: Record<EventColumn, Pick<Column<EventRow>, "cell" | "skeleton">> = {
  person: {
    cell: (row) => (
      <span className={cells.Clipped}>
        {row.name === null ? <code>{row.externalId ?? "none"}</code> : <bdi>{row.name}</bdi>}
      </span>
    ),
  },
  outcome: {
    cell: (row) => <EventChip outcome={row.status} />,
    skeleton: <Skeleton width="4.5rem" height="1.375rem" />,
  },
  deliveries: { cell: (row) => <Usual value={row.deliveries} usual={1} noun="time" /> },
  attempts: { cell: (row) => <Usual value={row.attempts} usual={1} noun="attempt" /> },
  latency: { cell: (row) => <bdi>{latencyWords(row)}</bdi> },
  id: { cell: (row) => <code className={cells.Clipped}>{row.svix_id}</code> },
  age: { cell: (row) => <RelativeTime at={row.received_at} /> },
};

/** The event, and the chosen columns. */
export function eventColumnsOf(
  shown: readonly EventColumn[],
): readonly [Column<EventRow>, ...Column<EventRow>[]] {
  const chosen = EVENT_COLUMNS.filter(({ id }) => shown.includes(id));
  return [TYPE, ...chosen.map((column) => ({ ...column, ...CELLS[column.id] }))];
}

/** What is out of the ordinary stands out: delivered once and done at once is what one expects. */
function Usual({ value, usual, noun }: { value: number; usual: number; noun: string }) {
  return (
    <span className={value > usual ? cells.Strong : cells.Faint} title={count(value, noun)}>
      {value.toLocaleString()}×
    </span>
  );
}

function newsOf({ changes, error }: EventRow): string {
  if (error) return error.message;
  return changes.map(({ field }) => fieldWords(field)).join(", ");
}

/** From receipt (or the replay) to the outcome. */
function latencyWords({ processed_at, replayed_at, received_at }: EventRow): string {
  return processed_at === null ? "–" : duration(processed_at - (replayed_at ?? received_at));
}
