import fc from "fast-check";

/** The same programs in every run, unless CONFORMANCE_SEED says otherwise. */
const SEED = 20_260_301;

/**
 * Holds a property against `runs` programs, or CONFORMANCE_RUNS. What fails says how to see it fail
 * again: CONFORMANCE_SEED and CONFORMANCE_PATH lead to the smallest failing program at once.
 */
export async function assertSeeded<T>(
  property: fc.IAsyncProperty<T>,
  { runs }: { runs: number },
): Promise<void> {
  const { CONFORMANCE_SEED: seed, CONFORMANCE_PATH: path, CONFORMANCE_RUNS: numRuns } = process.env;
  const details = await fc.check(property, {
    seed: Number(seed ?? SEED),
    numRuns: Number(numRuns ?? runs),
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  });
  if (!details.failed) return;
  const replay = `CONFORMANCE_SEED=${details.seed} CONFORMANCE_PATH=${details.counterexamplePath}`;
  throw new Error(`Replay with ${replay}\n${await fc.asyncDefaultReportMessage(details)}`, {
    cause: details.errorInstance,
  });
}
