import { externalIdOf, SEED_BATCH } from "./functions";
import { median, timeEach, timeTogether, type Bounds } from "./measure";
import type { Target } from "./target";
import type { Delivery } from "./webhooks";

/** What is measured at one number of users; null where the target cannot tell. */
export interface Figures {
  readonly seedMs: number;
  readonly getMs: number;
  readonly pageMs: number;
  readonly webhookMs: number;
  readonly webhookReads: number | null;
  readonly webhookWrites: number | null;
  readonly acknowledgedPerSecond: number;
  readonly appliedPerSecond: number;
}

export interface Plan {
  readonly reads: Bounds;
  readonly webhooks: Bounds;
  readonly burst: Bounds;
  /** How many of the burst are under way at a time. */
  readonly lanes: number;
}

export async function measure(
  target: Target,
  users: number,
  sign: (user: number) => Delivery,
  { reads, webhooks, burst, lanes }: Plan,
): Promise<Figures> {
  const seedMs = await seed(target, users);
  const anyone = (run: number) => (run * 7919) % users;
  const get = await timeEach(reads, (run) =>
    target.query("bench:person", { externalId: externalIdOf(anyone(run)) }),
  );
  const page = await timeEach(reads, () =>
    target.query("dashboard:listUsers", { paginationOpts: { numItems: 50, cursor: null } }),
  );

  // The first one pays for what is made once: counters, the row of the drain.
  await applyOne(target, sign(anyone(0)));
  const single = await timeEach(webhooks, (run) => applyOne(target, sign(anyone(run + 1))));
  await expectAllApplied(target);
  const documents = (kind: "read" | "written") => {
    const counts = single.flatMap(({ value }) => (value === null ? [] : [value[kind]]));
    return counts.length === 0 ? null : median(counts);
  };

  const started = performance.now();
  const sent = await timeTogether(burst, lanes, (run) => target.deliver(sign(anyone(run + 1000))));
  await target.settle();
  const settledMs = performance.now() - started;

  return {
    seedMs,
    getMs: median(get.map(({ ms }) => ms)),
    pageMs: median(page.map(({ ms }) => ms)),
    webhookMs: median(single.map(({ ms }) => ms)),
    webhookReads: documents("read"),
    webhookWrites: documents("written"),
    acknowledgedPerSecond: sent.runs / (sent.ms / 1000),
    appliedPerSecond: sent.runs / (settledMs / 1000),
  };
}

async function seed(target: Target, users: number): Promise<number> {
  const started = performance.now();
  for (let from = 0; from < users; from += SEED_BATCH) {
    await target.mutation("bench:seed", { from, to: Math.min(from + SEED_BATCH, users) });
  }
  return performance.now() - started;
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

/** From delivery until it is applied. */
async function applyOne(target: Target, delivery: Delivery) {
  target.documents();
  await target.deliver(delivery);
  await target.settle();
  return target.documents();
}
