import type { Bench } from "../bench";
import type { BurstPlan } from "../options";
import { burstTable, type PartReport } from "../report";
import { measureBurst } from "./burst";
import { kit, plainHandler, type Handler } from "./handlers";
import { EVENTS_PER_PERSON } from "./histories";

/** How a burst of webhooks goes with the kit, and with the plain handler. */
export async function compareHandlers(bench: Bench, plan: BurstPlan): Promise<PartReport> {
  const plain = await measureHandler(plainHandler, bench, plan);
  const ours = await measureHandler(kit, bench, plan);
  const { wrongPeople, wrongEvents } = ours.outcome;
  const isRight = wrongPeople === 0 && wrongEvents === 0;
  return {
    tables: [burstTable("A burst of webhooks", ours, plain)],
    notes: [
      `Histories of ${EVENTS_PER_PERSON} events in random order, a tenth of the deliveries repeated, ` +
        `${plan.lanes} at a time, jobs beside them.`,
      "plain handler: verify, insert or update; no log.",
    ],
    complaints: isRight
      ? []
      : [`The burst left ${wrongPeople} people and ${wrongEvents} events wrong. It must not.`],
  };
}

async function measureHandler(handler: Handler, bench: Bench, plan: BurstPlan) {
  console.log(`${handler.name}, a burst of ${plan.deliveries.runs.toLocaleString("en")} …`);
  return { name: handler.name, outcome: await measureBurst(handler, bench, plan) };
}
