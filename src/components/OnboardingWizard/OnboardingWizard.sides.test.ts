import { describe, expect, it } from "vitest";
import { resultOf, type Side } from "../../sync/save.machine";
import { finishTrouble } from "./OnboardingWizard.outcome";
import { sidesAfter, sidesNow } from "./OnboardingWizard.sides";
import { onboardingWizardStrings as strings } from "./OnboardingWizard.strings";

const done: Side = { status: "done" };
const noAnswer: Side = { status: "unreachable", message: "No answer.", retryAfterMs: null };
const taken: Side = { status: "refused", code: "taken", message: "Taken.", field: "username" };
const end = (convex: Side, clerk: Side) =>
  resultOf([
    { operationId: "op1", fields: ["username", "onboarding"], completes: true, convex, clerk },
  ]);
const states = (convex: Side, clerk: Side) => {
  const sides = sidesAfter(end(convex, clerk));
  return [sides.convex.state, sides.clerk.state];
};

describe("the two sides at the end", () => {
  it("each say for themselves what became of it", () => {
    expect(states(done, done)).toEqual(["saved", "saved"]);
    expect(states(done, noAnswer)).toEqual(["saved", "on_its_way"]);
    expect(states(done, taken)).toEqual(["undone", "refused"]);
    expect(states({ ...taken, field: null }, noAnswer)).toEqual(["failed", "failed"]);
  });

  it("are told as they stand by now, when nothing was saved here", () => {
    expect(sidesNow("pending", null).clerk.state).toBe("on_its_way");
    expect(sidesNow("drifted", null).clerk.state).toBe("differs");
    expect(sidesNow("in_sync", { message: "Taken." })).toMatchObject({
      convex: { state: "undone" },
      clerk: { state: "refused", reason: "Taken." },
    });
  });
});

describe("the words for an end that was none", () => {
  it("name what Clerk did not accept, and are none while it is only on its way", () => {
    expect(finishTrouble(end(done, taken), strings)?.body).toContain("Username");
    expect(finishTrouble(end(done, noAnswer), strings)).toBeNull();
  });
});
