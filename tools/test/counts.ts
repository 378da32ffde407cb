import { z } from "zod";

/** How many tests of a step passed, failed, and were left out on purpose. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Turns the end of a step into counts: its exit code, and the report that its runner wrote (null
 * when it wrote none).
 */
export type CountReport = (exitCode: number, report: unknown) => Counts;

/** A step without tests of its own is one check. */
export const countCheck: CountReport = (exitCode) =>
  exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** Reads the report of Vitest's `json` reporter. */
export const countVitest: CountReport = (exitCode, report) => {
  const parsed = vitestReport.safeParse(report);
  if (!parsed.success) return withHiddenFailures(exitCode, { passed: 0, failed: 0, skipped: 0 });
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    parsed.data;
  // A file that breaks before its first test fails without any test that says so.
  const brokenFiles = testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return withHiddenFailures(exitCode, {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests + numTodoTests,
  });
};

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Reads the report of Playwright's `json` reporter. A flaky test is a failed one. */
export const countPlaywright: CountReport = (exitCode, report) => {
  const parsed = playwrightReport.safeParse(report);
  if (!parsed.success) return withHiddenFailures(exitCode, { passed: 0, failed: 0, skipped: 0 });
  const { expected, unexpected, flaky, skipped } = parsed.data.stats;
  return withHiddenFailures(exitCode, { passed: expected, failed: unexpected + flaky, skipped });
};

const mutantsReport = z.object({ passed: z.number(), failed: z.number() });

/** Reads the report of `npm run mutants`: passed is what the tests have noticed. */
export const countMutants: CountReport = (exitCode, report) => {
  const parsed = mutantsReport.safeParse(report);
  const counts = parsed.success ? parsed.data : { passed: 0, failed: 0 };
  return withHiddenFailures(exitCode, { ...counts, skipped: 0 });
};

/**
 * A runner may end badly without a failed test (an error outside of any test, a crash, a time
 * limit), and a runner that found no tests proves nothing: both are failures.
 */
function withHiddenFailures(exitCode: number, counts: Counts): Counts {
  const isHidden = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return isHidden ? { ...counts, failed: 1 } : counts;
}

export function sum(counts: Counts[]): Counts {
  return counts.reduce(
    (total, each) => ({
      passed: total.passed + each.passed,
      failed: total.failed + each.failed,
      skipped: total.skipped + each.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
