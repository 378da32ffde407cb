import type { Bench } from "../bench";
import { inDisorder, peopleFor, rightEnds, tellHistories, type Told } from "../burst/histories";
import { WEBHOOK_PATH } from "../kit";
import { openPeople } from "../people";
import type { LoadPlan } from "../options";
import { openDashboards, startSavers } from "./clients";
import type { Memory } from "./messages";
import { startHost, type LoadHost } from "./startHost";

/** What a load came to. */
export interface LoadOutcome {
  /** Sent at all: fewer than planned when the time was over. */
  readonly deliveries: number;
  /** Answered with 2xx, in the end. */
  readonly acknowledged: number;
  /** Answered with 2xx within the time that the plan asks for. */
  readonly inTime: number;
  /** Answers that were no 2xx, and requests that failed; each was sent again. */
  readonly refused: number;
  readonly acknowledgedMs: number;
  /** Until nothing was waiting any more. */
  readonly appliedMs: number;
  /** Acknowledged, and not in the log with all its deliveries. */
  readonly lost: number;
  readonly people: number;
  /** People who are not what the newest event about them says. */
  readonly wrongPeople: number;
  readonly saves: { readonly saved: number; readonly refused: number; readonly wrong: number };
  readonly dashboards: {
    readonly connected: number;
    readonly dropped: number;
    readonly updates: number;
  };
  readonly memory: { readonly before: Memory; readonly after: Memory };
}

/** One answer carries so many. */
const ASK_AT_ONCE = 500;
const RETRY_MS = 500;
const MAX_TRIES = 20;

/** Sends everything to a host of its own while dashboards look on and people save. */
export async function measureLoad(bench: Bench, plan: LoadPlan): Promise<LoadOutcome> {
  const people = await openPeople(peopleFor(plan.deliveries), bench.secrets);
  const told = await tellHistories(people, bench.sign);
  await people.close();
  const burst = inDisorder(told, plan.seed).slice(0, plan.deliveries);

  const host = await startHost(bench.secrets);
  try {
    const door = { addresses: host.addresses, secrets: bench.secrets };
    const savers = await startSavers(door, plan.savers);
    const dashboards = await openDashboards(door, plan.dashboards);
    const before = await host.memory();

    const started = performance.now();
    const answers = await sendAll(host, burst, plan);
    const sent = burst.slice(0, answers.deliveries);
    const acknowledgedMs = performance.now() - started;
    const saves = await savers.stop();
    await untilIdle(host, plan.maxMs);
    const appliedMs = performance.now() - started;

    const after = await host.memory();
    const crowd = { dropped: dashboards.dropped(), updates: dashboards.updates() };
    await dashboards.close();
    const endsOf = (externalIds: readonly string[]) =>
      inParts(externalIds, (part) =>
        host.query<(string | null)[]>("bench:endsOf", { externalIds: part }),
      );
    return {
      ...answers,
      acknowledgedMs,
      appliedMs,
      lost: await countLost(host, sent),
      people: rightEnds(sent).size,
      wrongPeople: await countWrong(sent, endsOf),
      saves: { ...saves, wrong: await savers.countWrong(endsOf) },
      dashboards: { connected: plan.dashboards, ...crowd },
      memory: { before, after },
    };
  } finally {
    await host.stop();
  }
}

/** As Svix does: so many at a time, and once more what was not answered with 2xx. */
async function sendAll(host: LoadHost, burst: readonly Told[], plan: LoadPlan) {
  const { lanes, withinMs, maxMs } = plan;
  const url = host.addresses.convexSite + WEBHOOK_PATH;
  const started = performance.now();
  let [deliveries, acknowledged, inTime, refused] = [0, 0, 0, 0];
  const deliver = async ({ delivery }: Told) => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const { body, headers } = delivery;
      const isAccepted = await fetch(url, { method: "POST", body, headers }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.ok;
        },
        () => false,
      );
      if (isAccepted) {
        acknowledged += 1;
        if (performance.now() - started <= withinMs) inTime += 1;
        return;
      }
      refused += 1;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  const lane = async () => {
    while (deliveries < burst.length && performance.now() - started < maxMs) {
      const one = burst[deliveries++];
      if (one !== undefined) await deliver(one);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { deliveries, acknowledged, inTime, refused };
}

async function untilIdle(host: LoadHost, maxMs: number): Promise<void> {
  const deadline = performance.now() + maxMs;
  while (await host.query<boolean>("bench:isWaiting", {})) {
    if (performance.now() > deadline) throw new Error("It does not come to rest.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function countLost(host: LoadHost, sent: readonly Told[]): Promise<number> {
  const expected = new Map<string, number>();
  for (const { delivery } of sent) {
    expected.set(delivery.svixId, (expected.get(delivery.svixId) ?? 0) + 1);
  }
  const ids = [...expected.keys()];
  const counts = await inParts(ids, (svix_ids) =>
    host.query<(number | null)[]>("bench:countsOf", { svix_ids }),
  );
  return ids.filter((id, n) => counts[n] !== expected.get(id)).length;
}

async function countWrong(
  sent: readonly Told[],
  endsOf: (ids: readonly string[]) => Promise<(string | null)[]>,
): Promise<number> {
  const right = [...rightEnds(sent)];
  const ends = await endsOf(right.map(([id]) => id));
  return right.filter(([, name], n) => ends[n] !== name).length;
}

async function inParts<T>(
  ids: readonly string[],
  ask: (part: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const answers: T[] = [];
  for (let at = 0; at < ids.length; at += ASK_AT_ONCE) {
    answers.push(...(await ask(ids.slice(at, at + ASK_AT_ONCE))));
  }
  return answers;
}
