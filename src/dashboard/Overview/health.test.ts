import { describe, expect, it } from "vitest";
import { judgeHealth } from "./health";

const now = Date.UTC(2026, 4, 1, 12);
const ago = (minutes: number) => now - minutes * 60_000;
const counts = { in_sync: 50, pending: 1, drifted: 0, failed: 0, deleted: 2 };
const scan = {
  kind: "quick" as const,
  last: {
    state: "done" as const,
    done: 9,
    total: 9,
    counts: { equal: 9, findings: 0, repairs: 0, unreadable: 0, list_calls: 1 },
    started_at: ago(13),
    ended_at: ago(12),
  },
  next_due_at: null,
};
const well = {
  counts,
  last_event_at: ago(5),
  oldest_unprocessed_at: null,
  scans: [scan],
  warnings: [],
};
const warning = (kind: string) => ({ kind, message: "It is so.", since: ago(90) });

describe("judgeHealth", () => {
  it("says that sync is well, and why", () => {
    expect(judgeHealth(well, now)).toEqual({
      state: "well",
      sentence: "Sync is alive and well.",
      reasons: [
        { state: "good", words: "The last event came 5 min. ago" },
        { state: "good", words: "No event is waiting" },
        { state: "good", words: "No save waits for too long" },
        { state: "good", words: "The last scan ended 12 min. ago" },
      ],
    });
  });

  it("does not say well while people are drifted or failed", () => {
    const health = judgeHealth({ ...well, counts: { ...counts, drifted: 1 } }, now);
    expect(health.state).toBe("well");
    expect(health.sentence).toBe("Sync is alive, but one person needs a look.");
  });

  it("calls less than a minute just now", () => {
    const [arriving] = judgeHealth({ ...well, last_event_at: now + 20_000 }, now).reasons;
    expect(arriving?.words).toContain("just now");
  });

  it("names the oldest event that waits", () => {
    const { reasons } = judgeHealth({ ...well, oldest_unprocessed_at: ago(3) }, now);
    expect(reasons[1]?.words).toBe("The oldest event waiting came 3 min. ago");
  });

  it("does not call events that were given up nothing to wait for", () => {
    const { reasons } = judgeHealth({ ...well, warnings: [warning("dead_events")] }, now);
    expect(reasons[1]).toEqual({ state: "bad", words: "Some events were given up" });
  });

  it.each([
    ["silence", 0],
    ["rejections", 0],
    ["not_configured", 0],
    ["wrong_instance", 0],
    ["unprocessed", 1],
    ["dead_events", 1],
    ["pending_save", 2],
    ["full_scan_too_old", 3],
    ["quick_scan_too_old", 3],
    ["scan_failed", 3],
  ])("is troubled by the warning %s, and marks the reason that it speaks against", (kind, at) => {
    const { state, reasons } = judgeHealth({ ...well, warnings: [warning(kind)] }, now);
    expect(state).toBe("troubled");
    const bad = reasons.flatMap((reason, index) => (reason.state === "bad" ? [index] : []));
    expect(bad).toEqual([at]);
  });

  it("is troubled by a warning that it does not know, too", () => {
    expect(judgeHealth({ ...well, warnings: [warning("on_fire")] }, now).state).toBe("troubled");
  });

  it("is quiet before the first event, and troubled if there is a warning even then", () => {
    const first = { ...well, last_event_at: null, scans: [] };
    expect(judgeHealth(first, now)).toMatchObject({
      state: "quiet",
      reasons: [{ state: "unknown" }, { state: "good" }, { state: "good" }, { state: "unknown" }],
    });
    expect(judgeHealth({ ...first, warnings: [warning("silence")] }, now).state).toBe("troubled");
  });
});
