import { expect, it } from "vitest";
import { failures, summary, totalLine, type Outcome } from "./summary";

const outcomes: Outcome[] = [
  {
    name: "lint",
    title: "",
    counts: { passed: 1, failed: 0, skipped: 0 },
    took: 12_340,
    lastWords: ["all is well"],
  },
  {
    name: "unit",
    title: "",
    counts: { passed: 40, failed: 2, skipped: 1 },
    took: 900,
    lastWords: ["a test", "its reason"],
  },
];

it("ends with the totals of all steps", () => {
  expect(totalLine(outcomes)).toBe("41 passed, 2 failed");
});

it("says for each step how it went and how long it took", () => {
  const [lint, unit] = summary(outcomes).split("\n");
  expect(lint).toMatch(/^✓ lint +1 passed +12\.3 s$/);
  expect(unit).toMatch(/^✗ unit +40 passed, 2 failed, 1 skipped +0\.9 s$/);
});

it("repeats the last words of what failed, and of nothing else", () => {
  expect(failures(outcomes)).toBe("── unit failed ──\na test\nits reason");
});
