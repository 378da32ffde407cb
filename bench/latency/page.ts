/** What the page of this benchmark runs: the whole system in one page, both of its lines slow. */
import { app } from "virtual:convex-app";
import { api } from "../../convex/_generated/api";
import { openPageWorld, type PageWorld } from "../../sandbox/world/page";
import { clientPorts } from "../../src/sync/clientPorts";
import type { OwnProfile } from "../../src/sync/optimistic";
import type { SavePorts } from "../../src/sync/ports";
import { runSave } from "../../src/sync/save";
import { median } from "../median";

/** How much longer an answer of each side takes, in ms. */
export interface Lines {
  readonly convex: number;
  readonly clerk: number;
}

export interface LatencyPage {
  /** The median time in ms of so many saves, after a first one that pays for what is made once. */
  measureSaves(way: WayName, lines: Lines, saves: number): Promise<number>;
}

/** A page's two clients, and the profile that it shows. */
interface Person {
  readonly ports: SavePorts;
  readonly profile: () => OwnProfile;
}

/** Ways to give somebody a new name. */
const WAYS = {
  convexAlone: ({ ports }: Person, name: string) => toConvex(ports, name),
  clerkAlone: ({ ports }: Person, name: string) => toClerk(ports, name),
  async oneAfterTheOther({ ports }: Person, name: string) {
    await toConvex(ports, name);
    await toClerk(ports, name);
  },
  /** As `useProfileSync` does it. */
  async bothAtOnce({ ports, profile }: Person, first_name: string) {
    const request = { current: profile(), wanted: { changes: { first_name } } };
    const { outcome } = await runSave(request, ports, () => {});
    if (outcome !== "saved") throw new Error(`The bench wants saves that succeed: ${outcome}.`);
  },
};

export type WayName = keyof typeof WAYS;

function toConvex(ports: SavePorts, first_name: string): Promise<unknown> {
  return ports.updateProfile({ operation_id: crypto.randomUUID(), changes: { first_name } });
}

function toClerk(ports: SavePorts, firstName: string): Promise<unknown> {
  return ports.updateClerkUser({ firstName });
}

async function measureSaves(way: WayName, lines: Lines, saves: number): Promise<number> {
  const world = await openPageWorld(app);
  const person = await signIn(world);
  slowDown(world, lines);
  const times: number[] = [];
  for (let run = 0; run <= saves; run++) {
    const started = performance.now();
    await WAYS[way](person, `Name ${run}`);
    times.push(performance.now() - started);
    await idle(world);
  }
  await world.stop();
  return median(times.slice(1));
}

const PERSON = { username: "somebody", first_name: "Some", email_address: ["some@example.com"] };

async function signIn(world: PageWorld): Promise<Person> {
  const { clerk, convex, browserClerk } = world;
  const { id } = await clerk.users.create(PERSON);
  await world.settle();
  await world.signInAs(id);
  convex.setAuth(async ({ forceRefreshToken: skipCache }) => {
    return (await browserClerk.session?.getToken({ template: "convex", skipCache })) ?? null;
  });
  const current = convex.watchQuery(api.users.current, {});
  await new Promise<void>((resolve) => {
    current.onUpdate(() => {
      if (current.localQueryResult()) resolve();
    });
  });
  return {
    ports: clientPorts(convex, browserClerk),
    profile() {
      const shown = current.localQueryResult();
      if (!shown) throw new Error("The page has lost its profile.");
      return shown;
    },
  };
}

function slowDown({ host, clerk }: PageWorld, lines: Lines): void {
  // Half on the way there, half on the way back.
  host.latency(lines.convex / 2);
  clerk.faults.set({ on: "frontend", effect: "slow", ms: lines.clerk, match: { path: "/v1/me" } });
}

/** Resolves once Convex owes the page no answer. */
async function idle({ convex }: PageWorld): Promise<void> {
  while (convex.connectionState().hasInflightRequests) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

(window as unknown as LatencyPage).measureSaves = measureSaves;
