import { startTimeMachine, type TimeMachine } from "../timeTravel";
import type { World } from "../world";

/**
 * The least step of simulated time: what falls due closer together happens in one go. Crons that
 * run every minute would otherwise make two weeks twenty thousand steps long.
 */
const STEP_MS = 10 * 60_000;

/** A world whose time is in the seeder's hands. */
export interface Seeding {
  readonly world: World;
  readonly time: TimeMachine;
  /** Delivers and runs all that is due now, until nothing is. */
  readonly settle: () => Promise<void>;
  /** Lives on until `moment`: deliveries, checks and retries happen when they fall due. */
  readonly liveUntil: (moment: number) => Promise<void>;
}

/** Runs `body` with time standing at `start`; gives the real time back, whatever happens. */
export async function seeding<T>(
  world: World,
  start: number,
  body: (seeding: Seeding) => Promise<T>,
): Promise<T> {
  const time = startTimeMachine(start);
  const settle = async () => {
    do {
      await world.clerk.webhooks.deliverDue();
      await world.engine.runDueJobs();
    } while ((world.clerk.webhooks.nextAt() ?? Infinity) <= time.now());
  };
  const liveUntil = async (moment: number) => {
    for (let next = nextDue(world); next < moment; next = nextDue(world)) {
      if (time.now() >= moment) break;
      time.travelTo(Math.min(moment, Math.max(next, time.now() + STEP_MS)));
      await settle();
    }
    time.travelTo(moment);
  };
  try {
    return await body({ world, time, settle, liveUntil });
  } finally {
    time.stop();
  }
}

function nextDue({ engine, clerk }: World): number {
  return Math.min(engine.nextJobAt() ?? Infinity, clerk.webhooks.nextAt() ?? Infinity);
}
