import type { PageWorld } from "../../sandbox/world/page";
import type { ConvexFault, SandboxFault } from "./faults";

/** Everything that is wrong with a world at one time. */
export interface Trouble {
  /** @default nothing goes wrong */
  readonly faults?: readonly SandboxFault[];
  /** Milliseconds that what goes between the page and either side takes, each way. @default 0 */
  readonly latency?: number;
  /** Whether the line to Convex is cut. @default false */
  readonly offline?: boolean;
}

/** Makes this, and nothing else, wrong with the world from now on. */
export function setTrouble(world: PageWorld, trouble: Trouble): void {
  const { faults = [], latency = 0, offline = false } = trouble;
  const ofConvex = faults.filter((fault) => fault.on === "convex");
  world.clerk.faults.clear();
  for (const fault of faults) if (fault.on !== "convex") world.clerk.faults.set(fault);

  const slow = find(ofConvex, "slow");
  world.latency(latency);
  // A slower line of its own; the page's latency is on both.
  if (slow !== undefined) world.host.latency(Math.max(latency, slow.ms));
  world.host.fault(find(ofConvex, "refuse") ?? find(ofConvex, "answer_lost") ?? null);
  world.host.offline(offline || find(ofConvex, "offline") !== undefined);
}

function find<Effect extends ConvexFault["effect"]>(
  faults: readonly ConvexFault[],
  effect: Effect,
): Extract<ConvexFault, { effect: Effect }> | undefined {
  return faults.find(
    (fault): fault is Extract<ConvexFault, { effect: Effect }> => fault.effect === effect,
  );
}
