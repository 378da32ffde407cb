import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it, vi } from "vitest";
import type { EventRow } from "../types";
import { collectEvents, fileOf } from "./exportEvents";

const event = (at: number, overrides: Partial<EventRow> = {}): EventRow => ({
  _id: `event_${at}` as EventRow["_id"],
  svix_id: `msg_${at}`,
  type: "user.updated",
  externalId: "user_ada",
  name: "Ada, Countess",
  event_at: 1_000,
  received_at: 2_000,
  processed_at: 2_250,
  status: "applied",
  deliveries: 1,
  attempts: 1,
  next_attempt_at: null,
  error: null,
  changes: [],
  held_back: [],
  instance_id: null,
  replayed_at: null,
  ...overrides,
});

/** Pages of so many events each, out of `total`. */
function pagesOf(total: number, size: number) {
  return vi.fn((cursor: string | null) => {
    const start = Number(cursor ?? 0);
    const end = Math.min(start + size, total);
    const page = Array.from({ length: end - start }, (_, at) => event(start + at));
    return Promise.resolve({ page, isDone: end === total, continueCursor: String(end) });
  });
}

describe("collecting events for a file", () => {
  const { signal } = new AbortController();

  it("walks all pages, each one once, and says how far it is", async () => {
    const fetchPage = pagesOf(25, 10);
    const onProgress = vi.fn();
    const collected = await collectEvents({ fetchPage, signal, onProgress });
    expect(collected?.rows.map(({ svix_id }) => svix_id)).toEqual(
      Array.from({ length: 25 }, (_, at) => `msg_${at}`),
    );
    expect(collected?.limited).toBe(false);
    expect(fetchPage.mock.calls).toEqual([[null], ["10"], ["20"]]);
    expect(onProgress.mock.calls).toEqual([[10], [20], [25]]);
  });

  it("goes on over a page that is empty because of a filter", async () => {
    const fetchPage = pagesOf(5, 5).mockResolvedValueOnce({
      page: [],
      isDone: false,
      continueCursor: "0",
    });
    const collected = await collectEvents({ fetchPage, signal, onProgress: vi.fn() });
    expect(collected?.rows).toHaveLength(5);
  });

  it("stops at the limit, and says that there is more", async () => {
    const walk = { signal, onProgress: vi.fn(), limit: 20 };
    const over = await collectEvents({ ...walk, fetchPage: pagesOf(1_000, 10) });
    expect(over?.rows).toHaveLength(20);
    expect(over?.limited).toBe(true);
    const exact = await collectEvents({ ...walk, fetchPage: pagesOf(20, 10) });
    expect(exact).toMatchObject({ limited: false });
  });

  it("stops when it is called off, and hands nothing over", async () => {
    const controller = new AbortController();
    const fetchPage = pagesOf(100, 10);
    const onProgress = vi.fn(() => controller.abort());
    const collected = await collectEvents({ fetchPage, signal: controller.signal, onProgress });
    expect(collected).toBeNull();
    expect(fetchPage).toHaveBeenCalledTimes(1);
  });
});

describe("a file of events", () => {
  it("is a table that a spreadsheet reads, with every event on a line", () => {
    const changes = [{ field: "last_name", from: null, to: 'King "Noel"\nLovelace' }];
    const { data } = Papa.parse<Record<string, string>>(
      fileOf([event(1, { changes }), event(2)], "csv"),
      { header: true },
    );
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({
      person: "Ada, Countess",
      received_at: "1970-01-01T00:00:02.000Z",
      latency_ms: "250",
      changes: 'last_name: null → King "Noel"\nLovelace',
    });
  });

  it("has its headings though it has no event", () => {
    expect(fileOf([], "csv")).toMatch(/^received_at,type,status/);
    expect(fileOf([], "jsonl")).toBe("");
  });

  it.each(["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])("disarms the name %s", (name) => {
    const { data } = Papa.parse<Record<string, string>>(fileOf([event(1, { name })], "csv"), {
      header: true,
    });
    expect(data[0]?.person).toBe(`'${name}`);
  });

  it("disarms whatever begins a formula, in every column that somebody outside can fill", () => {
    const starts = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "＝", "＠");
    const rest = fc.string({ unit: fc.constantFrom(..."1+\n\r\",;'A =") });
    const evil = fc.tuple(starts, rest).map((parts) => parts.join(""));
    fc.assert(
      fc.property(evil, (text) => {
        const error = { kind: text, message: text };
        const hostile = event(1, { name: text, type: text, externalId: text, error });
        const { data } = Papa.parse<Record<string, string>>(fileOf([hostile], "csv"), {
          header: true,
        });
        expect(data).toHaveLength(1);
        for (const cell of Object.values(data[0] ?? {}))
          expect(cell).not.toMatch(/^[=+\-@\t\r＝＠]/);
      }),
    );
  });

  it("is one JSON object on each line, with nothing changed in it", () => {
    const changes = [{ field: "first_name", from: "=a", to: "b" }];
    const [line = "", end] = fileOf([event(1, { changes })], "jsonl").split("\n");
    expect(JSON.parse(line)).toMatchObject({ svix_id: "msg_1", latency_ms: 250, changes });
    expect(end).toBe("");
  });

  it("counts the time that an event took from its replay on, and none while it waits", () => {
    const rows = [event(1, { replayed_at: 2_200 }), event(2, { processed_at: null })];
    const latencies = fileOf(rows, "jsonl")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { latency_ms: number | null }).latency_ms);
    expect(latencies).toEqual([50, null]);
  });
});
