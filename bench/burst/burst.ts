import type { Bench } from "../bench";
import { shareOf } from "../cost";
import { timeTogether } from "../measure";
import type { BurstPlan } from "../options";
import { openPeople } from "../people";
import { costFigures, type Figure } from "../sections/section";
import { localEngine } from "../targets/localEngine";
import type { Target } from "../targets/target";
import type { Handler } from "./handlers";
import { inDisorder, peopleFor, rightEnds, tellHistories, type Told } from "./histories";

/** What a handler made of the burst. */
export interface Outcome {
  readonly figures: readonly Figure[];
  /** People who are not what the newest event about them says. */
  readonly wrongPeople: number;
  /** Events that are not once in the log with all their deliveries; null without a log. */
  readonly wrongEvents: number | null;
}

/** Sends everybody's history at once, in random order and with repeats, and looks what is left. */
export async function measureBurst(
  handler: Handler,
  { secrets, sign }: Bench,
  { deliveries, lanes, seed }: BurstPlan,
): Promise<Outcome> {
  const people = await openPeople(peopleFor(deliveries.runs), secrets);
  const target = await localEngine.open({
    app: await handler.app(),
    webhookPath: handler.webhookPath,
    timers: true,
  });
  try {
    const burst = inDisorder(await tellHistories(people, sign), seed);
    const started = performance.now();
    const acknowledged = await timeTogether(
      { ...deliveries, runs: burst.length },
      lanes,
      async (run) => {
        const told = burst[run];
        if (told !== undefined) await target.deliver(told.delivery);
      },
    );
    await target.settle();
    const appliedMs = performance.now() - started;
    const cost = target.takeCost();
    const sent = burst.slice(0, acknowledged.runs);

    const wrongPeople = await countWrongPeople(target, handler, sent);
    const wrongEvents =
      handler.log === null ? null : await countWrongEvents(target, handler.log, sent);
    const figures = [
      { title: "deliveries", value: sent.length },
      { title: "acknowledged per second", value: sent.length / (acknowledged.ms / 1000) },
      { title: "applied per second", value: sent.length / (appliedMs / 1000) },
      ...costFigures(cost && shareOf(cost, sent.length)),
      { title: "people", value: rightEnds(sent).size },
      { title: "  who ended up wrong", value: wrongPeople },
      { title: "events logged wrong", value: wrongEvents },
    ];
    return { figures, wrongPeople, wrongEvents };
  } finally {
    await target.close();
    await people.close();
  }
}

async function countWrongPeople(
  target: Target,
  { endOf }: Handler,
  sent: readonly Told[],
): Promise<number> {
  let wrong = 0;
  for (const [externalId, name] of rightEnds(sent)) {
    if ((await target.query(endOf, { externalId })) !== name) wrong += 1;
  }
  return wrong;
}

async function countWrongEvents(
  target: Target,
  log: string,
  sent: readonly Told[],
): Promise<number> {
  const deliveries = new Map<string, number>();
  for (const { delivery } of sent) {
    deliveries.set(delivery.svixId, (deliveries.get(delivery.svixId) ?? 0) + 1);
  }
  let wrong = 0;
  for (const [svix_id, count] of deliveries) {
    const rows = (await target.query(log, { svix_id })) as number[];
    if (rows.length !== 1 || rows[0] !== count) wrong += 1;
  }
  return wrong;
}
