import { outcomeLine, type Outcome } from "./summary";
import { runStep } from "./runStep";
import type { Lane, Step } from "./steps";

/** Lanes in one row run side by side; a row begins when the one before it has ended. */
const ROWS: Lane[][] = [["first"], ["checks", "tests"], ["browser"]];

/** Runs all steps, whatever becomes of each, and answers in the order in which they were given. */
export async function runLanes(
  steps: Step[],
  run: (step: Step) => Promise<Outcome> = runAloud,
): Promise<Outcome[]> {
  const outcomes = new Map<Step, Outcome>();
  for (const row of ROWS) {
    await Promise.all(
      row.map(async (lane) => {
        for (const step of steps.filter((each) => each.lane === lane)) {
          outcomes.set(step, await run(step));
        }
      }),
    );
  }
  return steps.flatMap((step) => outcomes.get(step) ?? []);
}

/** Two lanes speak at once, so that each line begins with the step that it belongs to. */
async function runAloud(step: Step): Promise<Outcome> {
  const say = (line: string) => process.stdout.write(`${step.name.padEnd(13)}│ ${line}\n`);
  say(`… ${step.title}`);
  const outcome = await runStep(step, say);
  process.stdout.write(`${outcomeLine(outcome)}\n`);
  return outcome;
}
