import { ClerkError, type BackendUserJson, type FaultInput } from "../../sandbox/clerk";
import type { ClerkReport } from "../../src/sync/ports";
import { SECOND, type ClerkTrouble, type Deed } from "./actions";
import { count, type Tally } from "./tally";
import type { ChaosWorld } from "./world";

/** How what goes wrong is done to a world, and how often it really struck. */

/** What a browser hears of Clerk when a call went so; `null` is well. */
export async function clerkAnswer(
  trouble: ClerkTrouble | null,
  call: () => Promise<BackendUserJson>,
): Promise<ClerkReport> {
  const unreachable = { status: "unreachable", message: "No answer." } as const;
  switch (trouble) {
    case "refuse":
      return refused("form_identifier_exists");
    case "rate_limit":
      return { ...unreachable, retry_after_ms: SECOND };
    case "server_error":
    case "network_error":
      return unreachable;
    case "server_error_after":
    case "network_error_after":
      await call().catch(unlessClerkError);
      return unreachable;
    case null:
      try {
        const { updated_at, image_url } = await call();
        return { status: "done", updated_at, image_url };
      } catch (error) {
        unlessClerkError(error);
        return refused("taken");
      }
  }
}

function refused(code: string): ClerkReport {
  return { status: "refused", code, message: "Clerk says no.", field: null };
}

/** Clerk may refuse; anything else is a fault of the simulator. */
export function unlessClerkError(error: unknown): void {
  if (!(error instanceof ClerkError)) throw error;
}

/** The faults of one history that are in force, and those that have struck. */
export interface Faults {
  strikeWebhooks(fault: Deed<"webhookFault">): void;
  strikeClerk(fault: Deed<"clerkFault">): void;
  hostDies(death: Deed<"hostDies">): void;
  rotateSecret(told: "before" | "after"): void;
  /** When a dead host is to be started again; null while it lives. */
  restartAt(): number | null;
  restart(): Promise<void>;
  /** All of them end: what is down starts, and both sides know the same secret. */
  stop(): Promise<void>;
}

export function faultsOf(world: ChaosWorld, tally: Tally): Faults {
  const { clerk, host } = world;
  const armed = new Map<string, { kind: string; times: number }>();
  let downMs = 0;
  let diedAt: number | null = null;

  function arm(kind: string, fault: FaultInput & { times: number }): void {
    armed.set(clerk.faults.set(fault).id, { kind, times: fault.times });
  }

  function restartAt(): number | null {
    if (!host.isDead) return null;
    diedAt ??= Date.now();
    return diedAt + downMs;
  }

  async function restart(): Promise<void> {
    diedAt = null;
    await host.restart();
  }

  return {
    strikeWebhooks({ effect, ms, times }) {
      arm(`webhook: ${effect}`, { on: "webhook", effect, ms, times });
    },
    strikeClerk({ effect, times }) {
      const error = { code: "form_identifier_exists", message: "No.", param_name: "username" };
      arm(`Clerk to our server: ${effect}`, { on: "backend", effect, times, error });
    },
    hostDies(death) {
      ({ downMs } = death);
      host.dieAt(death.commit, death.when);
    },
    rotateSecret(told) {
      count(tally, `secret rotated, Convex told ${told}`);
      world.rotateSecret(told);
    },
    restartAt,
    restart,
    async stop() {
      const left = new Map(clerk.faults.list().map(({ id, times }) => [id, times ?? 0]));
      for (const [id, { kind, times }] of armed) count(tally, kind, times - (left.get(id) ?? 0));
      clerk.faults.clear();
      host.dieAt(Infinity, "before");
      count(tally, "host killed and restarted", host.deaths);
      world.finishRotation();
      await restart();
    },
  };
}
