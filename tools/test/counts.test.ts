import { describe, expect, it } from "vitest";
import { countCheck, countMutants, countPlaywright, countVitest, sum } from "./counts";

function vitestReport(overrides: object = {}) {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
    ...overrides,
  };
}

function playwrightReport(overrides: object = {}) {
  return { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...overrides } };
}

describe("a check", () => {
  it("counts as one", () => {
    expect(countCheck(0, null)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countCheck(2, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("a report of mutants", () => {
  it("fails for each that no test has noticed, and when there is none", () => {
    expect(countMutants(0, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 0, skipped: 0 });
    expect(countMutants(1, { passed: 8, failed: 1 })).toMatchObject({ passed: 8, failed: 1 });
    expect(countMutants(1, null)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("a Vitest report", () => {
  it("is counted test by test", () => {
    const report = vitestReport({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
    expect(countVitest(1, report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it("counts a file that broke before its first test as a failure", () => {
    const testResults = [
      { status: "passed", assertionResults: [{ status: "passed" }] },
      { status: "failed", assertionResults: [] },
    ];
    expect(countVitest(1, vitestReport({ testResults }))).toMatchObject({ passed: 3, failed: 1 });
  });

  it("does not count the file of a failed test once more", () => {
    const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
    const report = vitestReport({ numFailedTests: 1, testResults });
    expect(countVitest(1, report)).toMatchObject({ failed: 1 });
  });

  it("fails when the runner ended badly though every test passed", () => {
    expect(countVitest(1, vitestReport())).toMatchObject({ passed: 3, failed: 1 });
  });

  it("fails when no test ran", () => {
    const report = vitestReport({ numPassedTests: 0, testResults: [] });
    expect(countVitest(0, report)).toMatchObject({ passed: 0, failed: 1 });
  });

  it("fails when every test was skipped", () => {
    const report = vitestReport({ numPassedTests: 0, numPendingTests: 3 });
    expect(countVitest(0, report)).toEqual({ passed: 0, failed: 1, skipped: 3 });
  });

  it("fails when the runner wrote none", () => {
    expect(countVitest(0, null)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("a Playwright report", () => {
  it("is counted test by test, a flaky one as failed", () => {
    const report = playwrightReport({ unexpected: 1, flaky: 1, skipped: 2 });
    expect(countPlaywright(1, report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it("fails when the runner ended badly, ran nothing or wrote none", () => {
    expect(countPlaywright(1, playwrightReport())).toMatchObject({ failed: 1 });
    expect(countPlaywright(0, playwrightReport({ expected: 0 }))).toMatchObject({ failed: 1 });
    expect(countPlaywright(0, null)).toMatchObject({ failed: 1 });
  });
});

it("adds counts up", () => {
  const one = { passed: 2, failed: 1, skipped: 0 };
  const other = { passed: 3, failed: 0, skipped: 4 };
  expect(sum([one, other])).toEqual({ passed: 5, failed: 1, skipped: 4 });
});
