import Papa from "papaparse";
import type { EventRow } from "../types";

/** Files of events. What is in them is what the list shows: payloads and addresses stay out. */

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** So many events make a file that a spreadsheet still opens; more is a matter for the database. */
export const EXPORT_LIMIT = 10_000;

type Page = { page: readonly EventRow[]; isDone: boolean; continueCursor: string };

export type Collected = {
  rows: EventRow[];
  /** There is more than what may go into one file. */
  limited: boolean;
};

/**
 * Walks a paginated list from its beginning, page by page.
 *
 * @param fetchPage asks for the page at a cursor; what it throws ends the walk
 * @param onProgress called with how many events there are so far, after each page
 * @returns null when `signal` called it off on the way
 */
export async function collectEvents({
  fetchPage,
  signal,
  onProgress,
  limit = EXPORT_LIMIT,
}: {
  fetchPage: (cursor: string | null) => Promise<Page>;
  signal: AbortSignal;
  onProgress: (count: number) => void;
  limit?: number;
}): Promise<Collected | null> {
  const rows: EventRow[] = [];
  let cursor: string | null = null;
  while (!signal.aborted) {
    const { page, isDone, continueCursor }: Page = await fetchPage(cursor);
    rows.push(...page);
    if (signal.aborted) return null;
    onProgress(Math.min(rows.length, limit));
    if (rows.length > limit) return { rows: rows.slice(0, limit), limited: true };
    if (isDone) return { rows, limited: false };
    cursor = continueCursor;
  }
  return null;
}

/** The file's text: a table with one line for each event, or one JSON object on each line. */
export function fileOf(rows: readonly EventRow[], format: ExportFormat): string {
  const records = rows.map(recordOf);
  if (format === "jsonl") return records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const lines = records.map((record) => ({
    ...record,
    changes: record.changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`).join("; "),
  }));
  // Names come from people, and a spreadsheet would run one that begins with "=" as a formula.
  return Papa.unparse({ fields: [...COLUMNS], data: lines }, { escapeFormulae: FORMULA });
}

/** Papa's own leaves out texts of several lines, and the wide signs that spreadsheets take as well. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

export const MIME_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv;charset=utf-8",
  jsonl: "application/jsonl;charset=utf-8",
};

const COLUMNS = [
  "received_at",
  "type",
  "status",
  "person",
  "person_id",
  "svix_id",
  "made_at",
  "processed_at",
  "latency_ms",
  "deliveries",
  "attempts",
  "error_kind",
  "error",
  "changes",
] as const;

function recordOf(event: EventRow) {
  const { processed_at, received_at, replayed_at } = event;
  return {
    received_at: iso(received_at),
    type: event.type,
    status: event.status,
    person: event.name,
    person_id: event.externalId,
    svix_id: event.svix_id,
    made_at: iso(event.event_at),
    processed_at: processed_at === null ? null : iso(processed_at),
    latency_ms: processed_at === null ? null : processed_at - (replayed_at ?? received_at),
    deliveries: event.deliveries,
    attempts: event.attempts,
    error_kind: event.error?.kind ?? null,
    error: event.error?.message ?? null,
    changes: event.changes,
  } satisfies Record<(typeof COLUMNS)[number], unknown>;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
