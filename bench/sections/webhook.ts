import { shareOf } from "../cost";
import type { Delivery } from "../deliveries";
import { measureEach, timeTogether } from "../measure";
import type { Target } from "../targets/target";
import { costFigures, type Section, type Site } from "./section";

/** A change in Clerk that comes as a webhook: received and applied, alone and in a crowd. */
export const measureWebhook: Section = async (site, { webhooks, batches, lanes }) => {
  const { target } = site;
  const applyOne = async (delivery: Delivery) => {
    await target.deliver(delivery);
    await target.settle();
  };
  // The first one pays for what is made once: counters, the row of the drain.
  await applyOne(await nextChange(site));
  const single = await measureEach(target, webhooks, () => nextChange(site), applyOne);

  const changes: Delivery[] = [];
  while (changes.length < batches.runs) changes.push(await nextChange(site));
  target.takeCost();
  const started = performance.now();
  const sent = await timeTogether(batches, lanes, async (run) => {
    const change = changes[run];
    if (change !== undefined) await target.deliver(change);
  });
  await target.settle();
  const settledMs = performance.now() - started;
  const crowd = target.takeCost();
  await expectAllApplied(target);

  return [
    { title: "alone, received and applied, ms", value: single.ms },
    ...costFigures(single.cost),
    { title: "in batches, acknowledged per second", value: sent.runs / (sent.ms / 1000) },
    { title: "in batches, applied per second", value: sent.runs / (settledMs / 1000) },
    ...costFigures(crowd && shareOf(crowd, sent.runs)),
  ];
};

/** Somebody has a new name in Clerk. */
async function nextChange({ people, sign }: Site): Promise<Delivery> {
  const user = await people.rename(people.next(), people.newName());
  return sign({ type: "user.updated", userId: user.id, data: user, at: user.updated_at });
}

/** A webhook that is left aside as stale costs less than one that is applied. */
async function expectAllApplied(target: Target): Promise<void> {
  const paginationOpts = { numItems: 1, cursor: null };
  for (const status of ["received", "stale", "ignored", "failed", "dead"]) {
    const found = await target.query("dashboard:listEvents", { paginationOpts, status });
    if ((found as { page: unknown[] }).page.length > 0) {
      throw new Error(`The bench wants every webhook applied; some are ${status}.`);
    }
  }
}
