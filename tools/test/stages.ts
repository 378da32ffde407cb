import { outcomeLine, type Outcome } from "./summary";
import { runStep } from "./runStep";
import type { Stage, Step } from "./steps";

/** The stages in their order, and how many of a stage's steps run at once: two on two cores. */
const STAGES: [Stage, number][] = [
  ["first", 1],
  ["together", 2],
  ["alone", 1],
];

/** Runs all steps, whatever becomes of each, and answers in the order in which they were given. */
export async function runStages(
  steps: Step[],
  run: (step: Step) => Promise<Outcome> = runAloud,
): Promise<Outcome[]> {
  const outcomes = new Map<Step, Outcome>();
  for (const [stage, runners] of STAGES) {
    const waiting = steps.filter((step) => step.stage === stage);
    const takeTurns = async () => {
      for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
        outcomes.set(step, await run(step));
      }
    };
    await Promise.all(Array.from({ length: runners }, takeTurns));
  }
  return steps.flatMap((step) => outcomes.get(step) ?? []);
}

/** Two steps speak at once, so that each line begins with the step that it belongs to. */
async function runAloud(step: Step): Promise<Outcome> {
  const say = (line: string) => process.stdout.write(`${step.name.padEnd(13)}│ ${line}\n`);
  say(`… ${step.title}`);
  const outcome = await runStep(step, say);
  process.stdout.write(`${outcomeLine(outcome)}\n`);
  return outcome;
}
