import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { startTimeMachine, type TimeMachine } from "../../sandbox/world/timeTravel";
import type { World } from "../../sandbox/world/world";
import { asAdmin, listAll, openMemoryWorld } from "./support/memoryWorld";

/** A backend that is deployed beside a Clerk instance which has people already. */

const MINUTE = 60_000;
const PEOPLE = 30;

let world: World;
let time: TimeMachine;

beforeEach(() => {
  time = startTimeMachine(Date.now());
});
afterEach(async () => {
  time.stop();
  await world.engine.close();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Deploys, and lets a quarter of an hour go by minute after minute, as timers would. */
async function deployAndWait(): Promise<void> {
  world = await openMemoryWorld();
  for (let n = 0; n < PEOPLE; n++) {
    const username = `person_${n}`;
    await world.clerk.users.create({ username, first_name: `No ${n}` }, { webhook: false });
  }
  for (let minute = 0; minute <= 15; minute++) {
    time.travelTo(time.now() + MINUTE);
    await world.engine.runDueJobs();
  }
}

describe("within a quarter of an hour of the first deployment", () => {
  it("everybody is brought in where RECONCILE_REPAIR is on, and nobody had to start a scan", async () => {
    vi.stubEnv("RECONCILE_REPAIR", "on");
    await deployAndWait();
    const people = await listAll(world, api.dashboard.listUsers);
    expect(people).toHaveLength(PEOPLE);
    expect(new Set(people.map(({ status }) => status))).toEqual(new Set(["in_sync"]));
    const { page } = await asAdmin(world, api.dashboard.listRuns, {
      paginationOpts: { numItems: 5, cursor: null },
    });
    expect(page.at(-1)).toMatchObject({ trigger: "cron", state: "done", total: PEOPLE });
  });

  it("everybody is shown as missing in Convex where it is not", async () => {
    vi.stubEnv("RECONCILE_REPAIR", undefined);
    await deployAndWait();
    const findings = await listAll(world, api.dashboard.listDrift);
    expect(findings).toHaveLength(PEOPLE);
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(["missing_in_convex"]));
  });
});
