import { describe, expect, it } from "vitest";
import { eventRow, finding, person, write } from "../../../stories/dashboard/fixtures";
import { ticketText } from "../../../src/dashboard/PersonDetail/ticket";
import { momentWords, timeline } from "../../../src/dashboard/PersonDetail/timeline";

const moments = (...args: Parameters<typeof person>) =>
  timeline(person({ writes: [], events: [], findings: [], ...args[0] }));

describe("the time line", () => {
  it("merges what happened, newest first, and tells a difference's beginning and end", () => {
    const line = moments({
      writes: [write({ started_at: 300 })],
      events: [eventRow(0, { received_at: 400 })],
      findings: [finding({ found_at: 200, resolved_at: 500, resolution: "clerk_won" })],
    });
    expect(line.map(({ kind, at }) => [kind, at])).toEqual([
      ["settled", 500],
      ["event", 400],
      ["save", 300],
      ["found", 200],
    ]);
  });

  it("ends where something was cut off, so that nothing is missing in between", () => {
    const events = [500, 400].map((received_at, at) => eventRow(at, { received_at }));
    const writes = [write({ started_at: 100 })];
    expect(moments({ events, writes, has_older: true }).map(({ at }) => at)).toEqual([500, 400]);
    expect(moments({ events, writes }).map(({ at }) => at)).toEqual([500, 400, 100]);
  });

  it("says that a decision was undone", () => {
    const decision = { winner: "clerk" as const, actor: "user_boss", at: 0, undone_at: 1 };
    const [settled] = moments({
      findings: [finding({ resolved_at: 9e15, resolution: "clerk_won", decision })],
    });
    expect(settled && momentWords(settled).text).toContain("undone later");
  });
});

describe("a case for a ticket", () => {
  const text = ticketText(person(), 0);

  it("says who, how the two sides stand, and what happened", () => {
    expect(text).toContain("Ada Lovelace (@ada), user_0000");
    expect(text).toContain("Last name: Clerk “Lovelace”, Convex “Lovelace”");
    expect(text).toContain("msg_0000");
  });

  it("keeps the address masked and leaves pictures out", () => {
    expect(text).not.toMatch(/ada@|https?:|data:/);
    expect(text).toContain("Picture: Clerk a picture, Convex a picture");
  });
});
