import { describe, expect, it } from "vitest";
import { outcomeWords, planSentence, unlisted, willEnd, type Plan } from "./plan";

const plan = (overrides: Partial<Plan> = {}): Plan => ({
  winner: "clerk",
  count: 3,
  judged: 3,
  changes: [],
  refused: [],
  deletes: 0,
  ...overrides,
});

describe("a plan", () => {
  it("says on which side what changes, and for how many", () => {
    expect(planSentence(plan())).toBe(
      "What Clerk has is written to Convex, for 3 differences. Clerk stays as it is.",
    );
    expect(planSentence(plan({ winner: "convex", count: 1 }))).toBe(
      "What Convex has is sent to Clerk, for 1 difference. Convex stays as it is.",
    );
  });

  it("counts out what is refused", () => {
    const refused = [{ message: "No.", count: 3 }];
    expect(willEnd(plan({ refused }))).toBe(0);
    expect(planSentence(plan({ refused }))).toBe("Nothing can be changed this way.");
  });

  it("says how many are not listed", () => {
    expect(unlisted(plan({ count: 1_200 }))).toBe(1_200);
    expect(unlisted(plan({ count: 0 }))).toBe(0);
  });
});

describe("an outcome", () => {
  it("tells what ended, what is on its way, and what was left with the reason", () => {
    const refused = [{ message: "An e-mail can only be changed in Clerk." }];
    expect(outcomeWords({ winner: "convex", resolved: 0, started: 2, refused })).toBe(
      "2 changes on the way to Clerk. " +
        "1 difference left as it was: An e-mail can only be changed in Clerk.",
    );
    expect(outcomeWords({ winner: "clerk", resolved: 1, started: 0, refused: [] })).toBe(
      "1 difference ended: Clerk’s value stands.",
    );
  });
});
