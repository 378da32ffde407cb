import { describe, expect, it } from "vitest";
import { judgeHealth } from "./health";

const now = Date.UTC(2026, 4, 1, 12);
const ago = (minutes: number) => now - minutes * 60_000;
const counts = { in_sync: 50, pending: 1, drifted: 0, failed: 0, deleted: 2 };
const well = { counts, last_event_at: ago(5), oldest_unprocessed_at: null, warnings: [] };
const warning = { kind: "silence" as const, message: "No event for a day.", since: ago(90) };

describe("judgeHealth", () => {
  it("says that sync is well, and why", () => {
    expect(judgeHealth(well, now)).toEqual({
      state: "well",
      sentence: "Sync is alive and well.",
      because: "The last event from Clerk came 5 min. ago and nothing is waiting.",
    });
  });

  it("does not say well while people are drifted or failed", () => {
    const health = judgeHealth({ ...well, counts: { ...counts, drifted: 1 } }, now);
    expect(health.state).toBe("well");
    expect(health.sentence).toBe("Sync is alive, but one person needs a look.");
  });

  it("calls less than a minute just now", () => {
    expect(judgeHealth({ ...well, last_event_at: now + 20_000 }, now).because).toContain(
      "just now",
    );
  });

  it("names the oldest event that waits", () => {
    const health = judgeHealth({ ...well, oldest_unprocessed_at: ago(3) }, now);
    expect(health.because).toContain("the oldest one waiting came 3 min. ago.");
  });

  it("is troubled by any warning of the server", () => {
    expect(judgeHealth({ ...well, warnings: [warning] }, now)).toMatchObject({
      state: "troubled",
      because: "The last event from Clerk came 5 min. ago. The warning below says what is wrong.",
    });
    expect(judgeHealth({ ...well, warnings: [warning, warning] }, now).because).toContain(
      "The 2 warnings below",
    );
  });

  it("is quiet before the first event, and troubled if there is a warning even then", () => {
    const first = { ...well, last_event_at: null };
    expect(judgeHealth(first, now).state).toBe("quiet");
    expect(judgeHealth({ ...first, warnings: [warning] }, now).state).toBe("troubled");
  });
});
